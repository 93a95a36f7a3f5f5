import type { StoredAuditEntry } from '../../contracts/store/audit-entry.ts';
import type { ClaimState } from '../../domain/claims/claim-lifecycle.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import type { ClaimHead } from './claim-head.ts';
import { claimPart } from './claim-parts.ts';

/** States in which the applicant has to know what a reviewer wrote: to answer it, to appeal, or to read why. */
const answerable: ReadonlySet<ClaimState> = new Set([
  'awaiting-applicant',
  'proposed-rejection',
  'rejected',
  'closed',
]);

/** What was written with the decision that brought the claim where it is; the rules alone write nothing. */
export async function writtenToApplicant(
  { table, envelopes }: { readonly table: Table; readonly envelopes: Envelopes },
  { claimId, state }: Pick<ClaimHead, 'claimId' | 'state'>,
  entries: readonly StoredAuditEntry[],
): Promise<string | undefined> {
  if (!answerable.has(state)) return undefined;
  // A rejection's window may be over; its reason stays what it was.
  const told: ClaimState = state === 'closed' ? 'rejected' : state;
  const arrival = entries.findLast(({ from, to }) => to === told && from !== told);
  const note = arrival && (await openPart(table, envelopes, claimPart(claimId, `note-${arrival.seq}`)));
  return typeof note === 'string' ? note : undefined;
}
