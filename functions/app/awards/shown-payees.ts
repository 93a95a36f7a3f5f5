import { accountSchema } from '../../contracts/claims/claim.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import { maskedName } from '../../domain/review/masked-name.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { readMany } from '../store/read-many.ts';
import type { Item, Table } from '../store/ports.ts';
import { openParts } from '../subjects/sealed-parts.ts';
import { awardKey, awardPart, parseAwardHead } from './award-head.ts';

/** Whose account a payment goes to, as far as finance has to see it. */
export interface ShownPayee {
  /** "王**". */
  readonly holder: string;
  /** The account's last four digits. */
  readonly accountTail: string;
}

/** An award's payment, and the version of the account that it goes to. */
interface PaidTo {
  readonly awardId: string;
  readonly accountVersion?: number;
}

export interface ShownPayeesDeps {
  readonly table: Table;
  readonly envelopes: Envelopes;
}

/**
 * Puts beside payments who gets them. Of an award only the present account is kept, so a payment that went to an
 * earlier one, or goes to none, has nobody beside it.
 */
export function createShownPayees({ table, envelopes }: ShownPayeesDeps) {
  return async <Payment extends PaidTo>(
    payments: readonly Payment[],
  ): Promise<readonly (Payment & { readonly payee?: ShownPayee })[]> => {
    const awardIds = payments.map(({ awardId }) => awardId);
    const [heads, accounts] = await Promise.all([
      readMany(table, awardIds.map(awardKey)),
      openParts(
        table,
        envelopes,
        awardIds.map((awardId) => awardPart(awardId, 'payee')),
      ),
    ]);
    return payments.map((payment, at) => {
      const payee = shownPayee(payment, heads[at], accounts[at]);
      return { ...payment, ...(payee ? { payee } : {}) };
    });
  };
}

function shownPayee(
  { accountVersion }: PaidTo,
  head: Item | undefined,
  account: Json | undefined,
): ShownPayee | undefined {
  if (!head || account === undefined || accountVersion !== parseAwardHead(head).accountVersion) {
    return undefined;
  }
  const { holder, number } = accountSchema.parse(account);
  return { holder: maskedName(holder), accountTail: number.slice(-4) };
}
