import type { Transfer } from '../../domain/ledger/transfer.ts';
import { addFen, type Fen, fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import { itemPages } from '../store/pages.ts';
import type { Action, Item, Table } from '../store/ports.ts';
import { appropriationIdOf, parseAppropriationId } from './appropriation-id.ts';

/** What a programme paid to a street of a year's appropriation. */
export interface PayoutOfStreet {
  readonly programme: string;
  /** Absent of what is spent on no street, such as the bank's fees. */
  readonly street?: string;
  /** Payments that were made and have not come back. */
  readonly payments: number;
  readonly paidFen: Fen;
  /** Returned by the bank or recovered. */
  readonly cameBackFen: Fen;
}

function payoutPk(year: number): string {
  return `STREET-PAYOUT#${String(year)}`;
}

/** Stands for the street of what is spent on none. */
const noStreet = '-';

interface Gain {
  payments: number;
  paidFen: Fen;
  cameBackFen: Fen;
}

const figures = ['payments', 'paidFen', 'cameBackFen'] as const;

/**
 * What each street gains by transfers, in one item a programme and year: written with the balances, by the same
 * transfers, so that all streets together are always what the ledger spent. What says no street is of none.
 */
export function streetPayoutActions(transfers: readonly Transfer[]): readonly Action[] {
  const spending = transfers.filter(({ debit, credit }) => debit === 'B5' || credit === 'B5');
  const byAppropriation = Map.groupBy(spending, ({ programme, year }) => appropriationIdOf(programme, year));
  return [...byAppropriation].map(([appropriationId, group]) => {
    const { programme, year } = parseAppropriationId(appropriationId);
    const add: Record<string, number> = {};
    for (const [street, gain] of gainsOf(group)) {
      for (const name of figures) if (gain[name] !== 0) add[`${name} ${street}`] = gain[name];
    }
    return { update: { pk: payoutPk(year), sk: programme }, add };
  });
}

function gainsOf(transfers: readonly Transfer[]): ReadonlyMap<string, Gain> {
  const gains = new Map<string, Gain>();
  for (const { credit, amountFen, streets = [] } of transfers) {
    const placedFen = addFen(zeroFen, ...streets.map((of) => of.amountFen));
    const rest = { street: noStreet, payments: 0, amountFen: subtractFen(amountFen, placedFen) };
    for (const { street, payments, amountFen: ofStreet } of [...streets, rest]) {
      const gain = gains.get(street) ?? { payments: 0, paidFen: zeroFen, cameBackFen: zeroFen };
      gains.set(street, gain);
      gain.payments += credit === 'B5' ? payments : -payments;
      if (credit === 'B5') gain.paidFen = addFen(gain.paidFen, ofStreet);
      else gain.cameBackFen = addFen(gain.cameBackFen, ofStreet);
    }
  }
  return gains;
}

/** What a year's appropriations paid, by programme and street. */
export async function readStreetPayouts(table: Table, year: number): Promise<readonly PayoutOfStreet[]> {
  const payouts: PayoutOfStreet[] = [];
  for await (const items of itemPages(table, { pk: payoutPk(year) }))
    payouts.push(...items.flatMap(streetsIn));
  return payouts;
}

const attribute = /^(payments|paidFen|cameBackFen) (-|\d+)$/;

function streetsIn(item: Item): readonly PayoutOfStreet[] {
  const streets = new Map<string, Gain>();
  for (const [name, value] of Object.entries(item)) {
    const [, what, street = ''] = attribute.exec(name) ?? [];
    if (what === undefined || typeof value !== 'number') continue;
    const of = streets.get(street) ?? { payments: 0, paidFen: zeroFen, cameBackFen: zeroFen };
    streets.set(street, of);
    if (what === 'payments') of.payments = value;
    else if (what === 'paidFen') of.paidFen = fen(value);
    else of.cameBackFen = fen(value);
  }
  return [...streets].map(([street, of]) => ({
    programme: item.sk,
    ...(street === noStreet ? {} : { street }),
    ...of,
  }));
}
