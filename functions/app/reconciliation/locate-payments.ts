import type { Fen } from '../../domain/money/fen.ts';
import { type EndToEndId, instructionIdOf, parseEndToEndId } from '../../domain/payments/payment-id.ts';
import { readMany } from '../store/read-many.ts';
import { parseInstruction } from '../payments/instructions.ts';
import { holderOf, instructedFenOf, parsePayable } from '../payments/payables.ts';
import { instructionKey, payableKey, payablePk } from '../payments/run-keys.ts';
import type { Item, Table } from '../store/ports.ts';

/** Where an instruction stands: its place in its chunk, and what was instructed. */
export interface Located {
  readonly kind: 'located';
  readonly paymentId: string;
  readonly reissue: number;
  readonly awardId: string;
  readonly runId: string;
  readonly attempt: number;
  readonly chunk: number;
  readonly position: number;
  readonly instructedFen: Fen;
}

export type Location =
  | Located
  /** None of ours, or of no payment we know. */
  | { readonly kind: 'unknown-id' }
  /** A payment of ours that no run holds. */
  | { readonly kind: 'not-sent'; readonly paymentId: string }
  /** An instruction that went out again, of which nothing of its own is kept. */
  | { readonly kind: 'replaced'; readonly paymentId: string };

/**
 * Finds the payments of a batch of bank lines: one read a payment, a hundred at a time, however many payments there
 * are. @param texts end-to-end ids as the bank gives them, in either form
 */
export async function locatePayments(table: Table, texts: readonly string[]): Promise<readonly Location[]> {
  const ids = texts.map(parseEndToEndId);
  const fullIds = [...new Set(ids.flatMap((id) => (id?.kind === 'full' ? [id.paymentId] : [])))];
  const items = await readMany(table, fullIds.map(payableKey));
  const rows = new Map(fullIds.map((paymentId, at) => [paymentId, items[at]]));
  const locations: Location[] = [];
  for (const id of ids) {
    const item = id && (id.kind === 'full' ? rows.get(id.paymentId) : await findShort(table, id.prefix));
    locations.push(id && item ? await locate(table, id, item) : { kind: 'unknown-id' });
  }
  return locations;
}

/** The payment with this short form; two with the same are nobody's until a person has looked. */
async function findShort(table: Table, prefix: string): Promise<Item | undefined> {
  const { items } = await table.query({ pk: payablePk(prefix), limit: 2 });
  return items.length === 1 ? items[0] : undefined;
}

async function locate(table: Table, { reissue }: EndToEndId, item: Item): Promise<Location> {
  const paymentId = item.sk;
  const row = parsePayable(item);
  if (reissue > row.reissue) return { kind: 'unknown-id' };
  if (reissue < row.reissue) return locateEarlier(table, paymentId, reissue);
  const holder = holderOf(row);
  if (!holder) return { kind: 'not-sent', paymentId };
  const { awardId } = row;
  return { kind: 'located', paymentId, reissue, awardId, ...holder, instructedFen: instructedFenOf(row) };
}

/** An instruction before the present one parted from its chunk, so its own head knows where it was. */
async function locateEarlier(table: Table, paymentId: string, reissue: number): Promise<Location> {
  const item = await table.get(instructionKey(instructionIdOf(paymentId, reissue)));
  if (!item) return { kind: 'replaced', paymentId };
  const own = parseInstruction(item);
  const place = holderOf(own);
  // Held once, and sent again with its whole file: nothing of its own is kept of that instruction either.
  if (!place) return { kind: 'replaced', paymentId };
  return {
    kind: 'located',
    paymentId,
    reissue,
    awardId: own.awardId,
    ...place,
    instructedFen: own.amountFen,
  };
}
