import { type Reference, parseReference } from '../../domain/claims/reference.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { Permit, Refusal, Subject } from '../access/authorise.ts';
import type { Keyed } from '../ports/secrets.ts';
import type { Action, Key, Table } from '../store/ports.ts';
import { type ClaimHead, readClaimHead } from './claim-head.ts';
import { claimSubject } from './claim-subject.ts';

function referenceKey(reference: string): Key {
  return { pk: `REFERENCE#${reference}`, sk: 'CLAIM' };
}

/**
 * Says which claim a reference means; fails should the same reference ever be drawn twice. The index finds it by who
 * made the claim, for whoever has lost the reference.
 * @param holder `holderIndex` of the applicant
 */
export function referenceRow(
  { reference, claimId, areaCode: area }: Pick<ClaimHead, 'reference' | 'claimId' | 'areaCode'>,
  holder: string,
): Action {
  return {
    put: {
      ...referenceKey(reference),
      claimId,
      gsi1pk: claimsOfHolder(holder),
      gsi1sk: `${area}#${claimId}`,
    },
    if: { exists: false },
  };
}

/** What somebody without papers can still say of themselves, as it is looked up. */
export interface HolderWords {
  readonly name: string;
  /** The last four characters of their resident number. */
  readonly idEnding: string;
}

export function holderIndex(keyed: Pick<Keyed, 'blindIndex'>, { name, idEnding }: HolderWords): string {
  return keyed.blindIndex('holder', `${name.toLowerCase()}\n${idEnding}`);
}

/** Where an index holds the claims that somebody made, by area. */
export function claimsOfHolder(holder: string): string {
  return `HOLDER#${holder}`;
}

async function findClaim(table: Table, reference: Reference): Promise<ClaimHead | undefined> {
  const row = await table.get(referenceKey(reference));
  const claimId = row?.claimId;
  return typeof claimId === 'string' ? readClaimHead(table, claimId) : undefined;
}

/** Whether the caller may do what their route does to a subject; the edge binds it to who called. */
export type PermitFor = (subject: Subject) => Result<Permit, Refusal>;

export type FindClaimProblem =
  { readonly kind: 'not-found' } | { readonly kind: 'refused'; readonly refusal: Refusal };

/**
 * The claim a reference means, if the caller may have it. A wrong code, a reference nobody has and a text that is no
 * reference get the same answer.
 * @param text the reference as somebody typed it
 */
export async function findPermittedClaim(
  table: Table,
  text: string,
  permitFor: PermitFor,
): Promise<Result<{ readonly head: ClaimHead; readonly permit: Permit }, FindClaimProblem>> {
  const reference = parseReference(text);
  const head = reference && (await findClaim(table, reference));
  if (!head) return err({ kind: 'not-found' });
  const permit = permitFor(claimSubject(head));
  if (!permit.ok) return err({ kind: 'refused', refusal: permit.error });
  return ok({ head, permit: permit.value });
}
