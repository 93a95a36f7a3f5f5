import type { Actor } from '../../domain/audit/actor.ts';
import { isAboutAccount } from '../../domain/payments/account-codes.ts';
import { accountReturned } from '../awards/account-returned.ts';
import { readChunk } from '../payments/chunks.ts';
import { holderOf, readPayable } from '../payments/payables.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';

/**
 * Has another account asked for where a payment came back because of the one it went to, as a person has found out of
 * a credit that did not name the payment.
 * @param code the bank's reason code
 */
export async function askForAccountOf(
  deps: { readonly table: Table; readonly clock: Clock },
  paymentId: string,
  code: string | undefined,
  actor: Actor,
): Promise<void> {
  if (!isAboutAccount(code)) return;
  const row = await readPayable(deps.table, paymentId);
  const holder = row && holderOf(row);
  const chunk = holder && (await readChunk(deps.table, holder));
  const accountVersion = holder && chunk?.accountVersions[holder.position];
  if (!row || accountVersion === undefined) return;
  await accountReturned(deps, { awardId: row.awardId, accountVersion, paymentId, code }, actor);
}
