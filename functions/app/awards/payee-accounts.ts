import { accountSchema } from '../../contracts/claims/claim.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { openPart } from '../subjects/sealed-parts.ts';
import { awardPart } from './award-head.ts';
import type { PayeeAccounts } from './ports.ts';

/** Payees' accounts over the store, for who writes the bank's files and decides nothing. */
export function createPayeeAccounts({
  table,
  envelopes,
}: {
  readonly table: Table;
  readonly envelopes: Envelopes;
}): PayeeAccounts {
  return {
    async payeeAccount(awardId) {
      const payee = await openPart(table, envelopes, awardPart(awardId, 'payee'));
      if (payee === undefined) throw new Error(`award ${awardId} has no account`);
      return accountSchema.parse(payee);
    },
  };
}
