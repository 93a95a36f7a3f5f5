import type { ChunkItem } from '../../contracts/store/payment-run.ts';
import type { ShareSplitter } from '../../domain/ledger/shares.ts';
import type { StreetPart } from '../../domain/ledger/transfer.ts';
import type { Fen } from '../../domain/money/fen.ts';
import { readPositions, writePositions } from '../../domain/payments/positions.ts';
import type { Table } from '../store/ports.ts';
import { readSeal } from './chunks.ts';
import { holderOf, readPayable } from './payables.ts';

/** The places of each street's payments, as ranges; absent of chunks that were built before they kept it. */
type StreetPlaces = Pick<ChunkItem, 'streets'>;

export function writeStreets(streets: readonly string[]): Record<string, string> {
  const places = Map.groupBy(streets.keys(), (position) => streets[position] ?? '');
  return Object.fromEntries([...places].map(([street, positions]) => [street, writePositions(positions)]));
}

/** The street of each place, as it was when the run was built: what comes back goes where it was paid. */
export function streetsOf({ streets = {} }: StreetPlaces): ReadonlyMap<number, string> {
  return new Map(
    Object.entries(streets).flatMap(([street, places]) =>
      readPositions(places).map((position) => [position, street] as const),
    ),
  );
}

export function streetAt(places: StreetPlaces, position: number): string | undefined {
  return streetsOf(places).get(position);
}

/** Payments of a chunk by street, each amount split by shares on its own. */
export function partsByStreet(
  { streets = {} }: StreetPlaces,
  payments: readonly { readonly position: number; readonly amountFen: Fen }[],
  { splitAll }: ShareSplitter,
): readonly StreetPart[] {
  return Object.entries(streets).flatMap(([street, places]) => {
    const within = new Set(readPositions(places));
    const ofStreet = payments.filter(({ position }) => within.has(position));
    if (ofStreet.length === 0) return [];
    return [
      { street, payments: ofStreet.length, parts: splitAll(ofStreet.map(({ amountFen }) => amountFen)) },
    ];
  });
}

/** The street that a payment went to, by the chunk that holds it. */
export async function streetOfPayment(table: Table, paymentId: string): Promise<string | undefined> {
  const row = await readPayable(table, paymentId);
  const place = row && holderOf(row);
  if (!place) return undefined;
  const seal = await readSeal(table, place);
  return seal && streetAt(seal, place.position);
}
