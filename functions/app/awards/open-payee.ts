import { type Payee, payeeSchema } from '../../contracts/claims/claim.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import { type AwardHead, awardPart } from './award-head.ts';

/** Who is paid in the claimant's place, or was at an earlier version; undefined while the claimant is paid. */
export async function openPayee(
  { table, envelopes }: { readonly table: Table; readonly envelopes: Envelopes },
  { awardId, payeeVersion }: Pick<AwardHead, 'awardId' | 'payeeVersion'>,
): Promise<Payee | undefined> {
  if (payeeVersion === undefined || payeeVersion === 0) return undefined;
  const part = await openPart(table, envelopes, awardPart(awardId, `payee-person-${payeeVersion}`));
  if (part === undefined) throw new Error(`award ${awardId} has no payee ${String(payeeVersion)}`);
  return payeeSchema.parse(part);
}
