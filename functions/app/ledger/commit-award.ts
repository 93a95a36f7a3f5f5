import { shareSplitter } from '../../domain/ledger/shares.ts';
import { transfersOf } from '../../domain/ledger/transfer.ts';
import type { Fen, Weight } from '../../domain/money/fen.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Action } from '../store/ports.ts';
import { postingActions } from './posting-actions.ts';

/** A batch of awards of one programme and year that is committed at once. */
export interface Commitment {
  readonly programme: string;
  /** The appropriation's year. */
  readonly year: number;
  /**
   * Every payment expected until the year's end on its own (an award of two instalments is two amounts), because
   * each is split by shares on its own when it is paid, and the sums must meet to the fen.
   */
  readonly payables: readonly Fen[];
  /** The policy's funding shares. */
  readonly shares: readonly Weight[];
  /** Whose claims they are, for who asks what a line of the ledger is made of. */
  readonly claimIds?: readonly string[];
  /** The same when the batch is tried again, and never that of another batch. */
  readonly cause: string;
  readonly date: CalendarDate;
  readonly at: string;
}

/**
 * Commits budget to awards (B2/B3): one transfer and two balances for each share, however many awards there are.
 * Put them into the transaction that makes the awards. When it is cancelled, `shortageOf` tells a lack of budget
 * (account B2) from everything else; a repeated batch fails on its first transfer.
 */
export function commitAwardActions(commitment: Commitment): readonly Action[] {
  const { payables, shares, ...occurrence } = commitment;
  const parts = shareSplitter(shares).splitAll(payables);
  return postingActions(transfersOf({ ...occurrence, event: 'award', parts }));
}
