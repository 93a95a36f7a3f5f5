import { type RollCursor, rollCursorSchema } from '../../contracts/store/roll-cursor.ts';
import type { LeftOutAward } from '../../contracts/store/payment-run.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import { readJsonCursor, writeJsonCursor } from '../store/json-cursor.ts';
import type { RollChanges } from '../../contracts/store/roll-changes.ts';
import { addChanges, noChanges } from './compare-roll.ts';

/** What a roll comes to, as far as its pages have been read. */
export type RollTotals = Omit<RollCursor, 'at'>;

const nothing: RollTotals = { payments: 0, totalFen: zeroFen, leftOut: {}, changes: noChanges };

/** The place a page begins at, and the totals of the pages before it. @throws invalidCursor */
export function readRollCursor(cursor: string | undefined): {
  readonly at: string | undefined;
  readonly before: RollTotals;
} {
  if (cursor === undefined) return { at: undefined, before: nothing };
  const { at, ...before } = readJsonCursor(cursor, rollCursorSchema, 'a roll');
  return { at, before };
}

export function writeRollCursor(at: string, totals: RollTotals): string {
  return writeJsonCursor({ at, ...totals });
}

export function addToTotals(
  { payments, totalFen, leftOut, changes }: RollTotals,
  page: {
    readonly amountsFen: readonly Fen[];
    readonly leftOut: readonly LeftOutAward[];
    readonly changes: RollChanges;
  },
): RollTotals {
  const counts = { ...leftOut };
  for (const { reason } of page.leftOut) counts[reason] = (counts[reason] ?? 0) + 1;
  return {
    payments: payments + page.amountsFen.length,
    totalFen: addFen(totalFen, ...page.amountsFen),
    leftOut: counts,
    changes: addChanges(changes, page.changes),
  };
}
