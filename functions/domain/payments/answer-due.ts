import { type CalendarDate, plusDays } from '../time/calendar-date.ts';
import { plusWorkingDays, type WorkingCalendar } from '../time/working-days.ts';
import type { RunState } from './run-lifecycle.ts';

/** What the bank is to say of a run: that it has the files, and then, by a statement, what became of the payments. */
const expected: Readonly<Partial<Record<RunState, 'receipt' | 'results'>>> = {
  filed: 'receipt',
  unknown: 'receipt',
  sent: 'results',
  settling: 'results',
};

export function expectsAnswer(state: RunState): boolean {
  return expected[state] !== undefined;
}

// Example value: whether a file arrived is known the day after.
const receiptWithinDays = 1;

/** Of runs that were prepared before their bank had such a setting. */
const resultsWithinWorkingDays = 3;

export interface AwaitedAnswer {
  readonly state: RunState;
  /** When the run came to its state, or the bank was last asked after it. */
  readonly awaitedSince?: CalendarDate;
  /** How long the bank may take for the results, by its setting. */
  readonly terms: { readonly answerWithinWorkingDays?: number };
}

/** The last day on which the bank's answer is in time; undefined where none is expected. */
export function answerDueOn(
  { state, awaitedSince, terms }: AwaitedAnswer,
  calendar: WorkingCalendar,
): CalendarDate | undefined {
  if (awaitedSince === undefined || !expectsAnswer(state)) return undefined;
  return expected[state] === 'receipt'
    ? plusDays(awaitedSince, receiptWithinDays)
    : plusWorkingDays(awaitedSince, terms.answerWithinWorkingDays ?? resultsWithinWorkingDays, calendar);
}
