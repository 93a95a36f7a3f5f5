import { type ClaimContent, claimContentSchema } from '../../contracts/claims/claim.ts';
import { sealedDecisionSchema, sealedEvidenceSchema } from '../../contracts/store/sealed-records.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import type { Evidence } from '../../domain/policy/evidence.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { type SealedPart, openPart } from '../subjects/sealed-parts.ts';
import type { ClaimHead } from './claim-head.ts';

/** What is kept sealed of a claim: what was claimed, what the registers said, and the record of the decision. */
export function claimPart(
  claimId: string,
  part: 'content' | 'evidence' | 'decision' | `note-${number}` | `given-up-contact-${number}`,
): SealedPart {
  return { kind: 'claim', id: claimId, part };
}

/** The claim as its applicant made it. */
export async function openContent(
  table: Table,
  envelopes: Envelopes,
  claimId: string,
): Promise<ClaimContent> {
  const content = await openPart(table, envelopes, claimPart(claimId, 'content'));
  // Checked when it came in, and an envelope opens only as it was sealed.
  return claimContentSchema.parse(content);
}

/** What the registers answered since the claim last came to be verified; undefined when nothing yet. */
export async function openEvidence(
  table: Table,
  envelopes: Envelopes,
  { claimId, verification }: Pick<ClaimHead, 'claimId' | 'verification'>,
): Promise<Evidence | undefined> {
  const part = await openPart(table, envelopes, claimPart(claimId, 'evidence'));
  if (part === undefined) return undefined;
  const stored = sealedEvidenceSchema.parse(part);
  return stored.verification === verification ? stored.evidence : undefined;
}

/** The record of the claim's present decision; undefined before it was assessed. */
export async function openDecision(
  table: Table,
  envelopes: Envelopes,
  claimId: string,
): Promise<DecisionRecord | undefined> {
  const part = await openPart(table, envelopes, claimPart(claimId, 'decision'));
  return part === undefined ? undefined : sealedDecisionSchema.parse(part);
}
