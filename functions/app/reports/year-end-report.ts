import { addFen, fen, type Fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import { fewTogether } from '../../domain/review/few-together.ts';
import { type PayoutOfStreet, readStreetPayouts } from '../ledger/street-payouts.ts';
import type { Residents } from '../ports/residents.ts';
import type { Table } from '../store/ports.ts';

/** What a year's budget came to in a street, over all programmes. */
export interface YearOfStreets {
  /** One street or town; several where each has few payments; none of what is spent on no street. */
  readonly areaCodes: readonly string[];
  readonly payments: number;
  /** Paid, less what came back: a street's own returns might be one family's. */
  readonly netFen: Fen;
  /** At mid-year; absent where they are not known of every one of the streets. */
  readonly residents?: number;
  /** The net for each resident, to the nearest fen. */
  readonly perHeadFen?: Fen;
}

/** Ten payments are five people at two a year (programmes.md: "yearly totals with cells under 10 suppressed"). */
const leastPayments = 10;

/**
 * A year by street: what it says may be handed on, so that no programme is named and streets with few payments are
 * taken together. All rows together are what the ledger has as spent.
 * @param year the appropriation's
 */
export async function yearEndReport(
  table: Table,
  residents: Residents,
  year: number,
): Promise<readonly YearOfStreets[]> {
  const payouts = await readStreetPayouts(table, year);
  const placed = payouts.filter(({ street }) => street !== undefined);
  const unplaced = payouts.filter(({ street }) => street === undefined);
  const streets = [...Map.groupBy(placed, ({ street = '' }) => street)]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([street, of]) => ({ street, of, payments: of.reduce((sum, { payments }) => sum + payments, 0) }));
  const of = residents.midYear.get(String(year));
  return [
    ...fewTogether(streets, ({ payments }) => payments, leastPayments).map((group) =>
      rowOf(
        group.map(({ street }) => street),
        group.flatMap((street) => street.of),
        of,
      ),
    ),
    ...(unplaced.length === 0 ? [] : [rowOf([], unplaced, of)]),
  ];
}

function rowOf(
  areaCodes: readonly string[],
  payouts: readonly PayoutOfStreet[],
  residents: ReadonlyMap<string, number> | undefined,
): YearOfStreets {
  const netFen = addFen(
    zeroFen,
    ...payouts.map(({ paidFen, cameBackFen }) => subtractFen(paidFen, cameBackFen)),
  );
  const counts = areaCodes.map((code) => residents?.get(code) ?? 0);
  const living = counts.includes(0) ? 0 : counts.reduce((sum, count) => sum + count, 0);
  return {
    areaCodes,
    payments: payouts.reduce((sum, { payments }) => sum + payments, 0),
    netFen,
    ...(living === 0 ? {} : { residents: living, perHeadFen: fen(Math.round(netFen / living)) }),
  };
}
