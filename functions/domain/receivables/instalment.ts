import { addParts, type SharePart, type ShareSplitter, subtractParts } from '../ledger/shares.ts';
import { fen, type Fen, subtractFen, zeroFen } from '../money/fen.ts';
import type { RecoveryLimits } from '../policy/policy.ts';
import { type CalendarDate, plusDays } from '../time/calendar-date.ts';

/** The day of the last death in a family, as far as the registers say; unknown where one gave no answer. */
export type LastDeath = CalendarDate | 'unknown';

/** Whether a family in mourning is spared: nothing is kept back from it. What is unknown spares as well. */
export function isSpared(
  lastDeath: LastDeath | undefined,
  on: CalendarDate,
  { mourningDays }: Pick<RecoveryLimits, 'mourningDays'>,
): boolean {
  if (lastDeath === undefined) return false;
  return lastDeath === 'unknown' || plusDays(lastDeath, mourningDays) >= on;
}

/** What a payment may give towards a debt: never more than is owed, nor than the policy lets it. */
export function instalmentOf(
  dueFen: Fen,
  owedFen: Fen,
  { mostBasisPoints, leaveFen }: Pick<RecoveryLimits, 'mostBasisPoints' | 'leaveFen'>,
): Fen {
  const part = Number((BigInt(dueFen) * BigInt(mostBasisPoints)) / 10_000n);
  return fen(Math.max(0, Math.min(owedFen, part, dueFen - leaveFen)));
}

export interface KeptBack {
  readonly amountFen: Fen;
  /** By the payment's shares: what is due, as it is split, less what is left to pay, as that is split. */
  readonly parts: readonly SharePart[];
}

/**
 * Takes an instalment out of a payment by its shares. Both what is due and what is left to pay keep the split of their
 * own amounts, so that whatever is settled or comes back takes exactly its own fen with it. Rounding may let a share
 * bear more of the smaller amount than of the larger one; then a few fen less are kept back.
 */
export function keepBack({ split }: Pick<ShareSplitter, 'split'>, dueFen: Fen, wantedFen: Fen): KeptBack {
  for (let amountFen = wantedFen; amountFen > 0; amountFen = fen(amountFen - 1)) {
    const parts = subtractParts(split(dueFen), split(subtractFen(dueFen, amountFen)));
    if (parts.every((part) => part.amountFen >= 0)) return { amountFen, parts: addParts(parts) };
  }
  return { amountFen: zeroFen, parts: [] };
}
