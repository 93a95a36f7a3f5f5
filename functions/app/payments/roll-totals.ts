import { type RollCursor, rollCursorSchema } from '../../contracts/store/roll-cursor.ts';
import type { LeftOutAward } from '../../contracts/store/payment-run.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import { invalidCursor } from '../store/invalid-cursor.ts';
import { addChanges, noChanges, type RollChanges } from './compare-roll.ts';

/** What a roll comes to, as far as its pages have been read. */
export type RollTotals = Omit<RollCursor, 'at'>;

const nothing: RollTotals = { payments: 0, totalFen: zeroFen, leftOut: {}, changes: noChanges };

/** The place a page begins at, and the totals of the pages before it. @throws invalidCursor */
export function readRollCursor(cursor: string | undefined): {
  readonly at: string | undefined;
  readonly before: RollTotals;
} {
  if (cursor === undefined) return { at: undefined, before: nothing };
  const { at, ...before } = parsed(cursor);
  return { at, before };
}

function parsed(cursor: string): RollCursor {
  try {
    return rollCursorSchema.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()));
  } catch (cause) {
    throw invalidCursor('not a cursor of a roll', { cause });
  }
}

export function writeRollCursor(at: string, totals: RollTotals): string {
  return Buffer.from(JSON.stringify({ at, ...totals })).toString('base64url');
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
