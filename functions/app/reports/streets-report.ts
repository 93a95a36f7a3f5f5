import { type Fen, subtractFen } from '../../domain/money/fen.ts';
import { readStreetPayouts } from '../ledger/street-payouts.ts';
import type { Table } from '../store/ports.ts';

/** What a programme paid out in a street, over all shares. */
export interface PayoutInStreet {
  /** The street's or town's; absent of what is spent on none, such as the bank's fees. */
  readonly areaCode?: string;
  readonly programme: string;
  /** Payments that were made and have not come back. */
  readonly payments: number;
  readonly paidFen: Fen;
  readonly cameBackFen: Fen;
  readonly netFen: Fen;
}

/**
 * Payouts of a year's appropriations by street and programme, from sums that the bookings keep: together they are what
 * the ledger has as spent. A payment counts where its award was when its run was built; a return where it was paid.
 * @param year the appropriation's
 */
export async function streetsReport(table: Table, year: number): Promise<readonly PayoutInStreet[]> {
  const payouts = await readStreetPayouts(table, year);
  return payouts
    .map(({ street, programme, payments, paidFen, cameBackFen }) => ({
      ...(street === undefined ? {} : { areaCode: street }),
      programme,
      payments,
      paidFen,
      cameBackFen,
      netFen: subtractFen(paidFen, cameBackFen),
    }))
    .sort((a, b) => (orderOf(a) < orderOf(b) ? -1 : 1));
}

/** What is of no street stands last. */
function orderOf({ areaCode = '~', programme }: PayoutInStreet): string {
  return `${areaCode} ${programme}`;
}
