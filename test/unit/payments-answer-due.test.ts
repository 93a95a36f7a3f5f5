import { expect, test } from '@jest/globals';
import { answerDueOn } from '../../functions/domain/payments/answer-due.ts';
import { runStates, type RunState } from '../../functions/domain/payments/run-lifecycle.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

// The Dragon Boat holiday of 2008, and a Sunday worked in exchange.
const calendar = { holidays: new Set(['2008-06-09']), workedWeekends: new Set(['2008-06-15']) };
const awaitedSince = calendarDate('2008-06-06');

const dueOn = (state: RunState, answerWithinWorkingDays?: number) =>
  answerDueOn(
    { state, awaitedSince, terms: answerWithinWorkingDays === undefined ? {} : { answerWithinWorkingDays } },
    calendar,
  );

test.each([
  ['filed', undefined, '2008-06-07'],
  ['unknown', 5, '2008-06-07'],
  ['sent', 1, '2008-06-10'],
  ['sent', 5, '2008-06-15'],
  ['settling', 6, '2008-06-16'],
  ['settling', undefined, '2008-06-12'],
] as const)('a run that is %s has its answer, due within %s working days, by %s', (state, days, due) => {
  expect(dueOn(state, days)).toBe(due);
});

test('no other run awaits an answer', () => {
  const awaiting = runStates.filter((state) => dueOn(state) !== undefined);
  expect(awaiting).toEqual(['filed', 'unknown', 'sent', 'settling']);
});

test('nor is an answer due of which nobody knows since when it is awaited', () => {
  expect(answerDueOn({ state: 'sent', terms: {} }, calendar)).toBeUndefined();
});
