import { sealedDecisionSchema } from '../../contracts/store/sealed-records.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { openDecision } from '../claims/claim-parts.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import { type AwardHead, awardKey, awardPart } from './award-head.ts';

/** The record of the last period that was decided for an award; undefined before its first roll. */
export async function openLatestDecision(
  table: Table,
  envelopes: Envelopes,
  awardId: string,
): Promise<DecisionRecord | undefined> {
  const page = await table.query({
    pk: awardKey(awardId).pk,
    sk: { beginsWith: 'DECIDED#' },
    descending: true,
    limit: 1,
  });
  const hash = page.items[0]?.recordHash;
  if (typeof hash !== 'string') return undefined;
  const part = await openPart(table, envelopes, awardPart(awardId, `decision-${hash}`));
  return part === undefined ? undefined : sealedDecisionSchema.parse(part);
}

/** By whose facts an award is judged without asking anybody: the last record of it, or the one it was awarded on. */
export async function openPresentDecision(
  table: Table,
  envelopes: Envelopes,
  { awardId, claimId }: Pick<AwardHead, 'awardId' | 'claimId'>,
): Promise<DecisionRecord> {
  const record =
    (await openLatestDecision(table, envelopes, awardId)) ?? (await openDecision(table, envelopes, claimId));
  if (!record) throw new Error(`award ${awardId} rests on no decision`);
  return record;
}
