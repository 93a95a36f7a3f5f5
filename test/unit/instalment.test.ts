import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { shareSplitter, sumOfParts } from '../../functions/domain/ledger/shares.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import type { Facts, Group, PersonFacts } from '../../functions/domain/policy/facts.ts';
import { lastDeathIn } from '../../functions/domain/policy/last-death.ts';
import { instalmentOf, isSpared, keepBack } from '../../functions/domain/receivables/instalment.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

const limits = { mostBasisPoints: 2_000, leaveFen: 15_000, mourningDays: 30 };

describe('an instalment', () => {
  test.each([
    ['a part of the payment', 30_000, 50_000, 6_000],
    ['rounded down', 30_004, 50_000, 6_000],
    ['no more than is owed', 30_000, 1_234, 1_234],
    ['no more than leaves enough to live on', 15_700, 50_000, 700],
    ['nothing of a small payment', 15_000, 50_000, 0],
    ['nothing of a smaller one', 100, 50_000, 0],
    ['nothing where nothing is owed', 30_000, 0, 0],
  ])('is %s', (_, due, owed, taken) => {
    expect(instalmentOf(fen(due), fen(owed), limits)).toBe(taken);
  });

  const amounts = fc.integer({ min: 0, max: 10_000_000 });

  test('is within every limit, whatever they are', () => {
    fc.assert(
      fc.property(
        amounts,
        amounts,
        fc.integer({ min: 0, max: 10_000 }),
        fc.integer({ min: 1, max: 1_000_000 }),
        (due, owed, mostBasisPoints, leaveFen) => {
          const taken = instalmentOf(fen(due), fen(owed), { mostBasisPoints, leaveFen });
          expect(taken).toBeGreaterThanOrEqual(0);
          expect(taken).toBeLessThanOrEqual(owed);
          expect(taken * 10_000).toBeLessThanOrEqual(due * mostBasisPoints);
          if (taken > 0) expect(due - taken).toBeGreaterThanOrEqual(leaveFen);
        },
      ),
    );
  });

  const weights = fc
    .array(fc.integer({ min: 0, max: 1_000 }), { minLength: 1, maxLength: 6 })
    .filter((cuts) => cuts.some((cut) => cut > 0))
    .map((cuts) => {
      const sum = cuts.reduce((total, cut) => total + cut, 0);
      const floors = cuts.map((cut) => Math.floor((cut * 10_000) / sum));
      const rest = 10_000 - floors.reduce((total, one) => total + one, 0);
      return floors.map((basisPoints, at) => ({
        name: `share-${String(at)}`,
        basisPoints: at === 0 ? basisPoints + rest : basisPoints,
      }));
    });

  test('leaves every share no less than nothing, and takes as much as the rounding lets it', () => {
    fc.assert(
      fc.property(
        weights,
        fc.integer({ min: 1, max: 100_000 }),
        fc.integer({ min: 0, max: 100_000 }),
        (shares, due, most) => {
          const splitter = shareSplitter(shares);
          const wanted = Math.min(due, most);
          const { amountFen, parts } = keepBack(splitter, fen(due), fen(wanted));
          expect(parts.every((part) => part.amountFen >= 0)).toBe(true);
          expect(sumOfParts(parts)).toBe(amountFen);
          expect(amountFen).toBeLessThanOrEqual(wanted);
          for (let more = amountFen + 1; more <= wanted; more += 1) {
            const rest = splitter.split(fen(due - more));
            const whole = splitter.split(fen(due));
            expect(whole.some((part, at) => part.amountFen < (rest[at]?.amountFen ?? 0))).toBe(true);
          }
          const left = splitter.split(fen(due - amountFen));
          for (const [at, part] of parts.entries()) {
            expect(part.amountFen + (left[at]?.amountFen ?? 0)).toBe(splitter.split(fen(due))[at]?.amountFen);
          }
        },
      ),
      { numRuns: 2_000 },
    );
  });

  test('takes a fen less where a share would bear more of less', () => {
    // 10 fen are 4 + 4 + 2, 11 fen are 5 + 5 + 1.
    const splitter = shareSplitter(
      [4_286, 4_286, 1_428].map((basisPoints, at) => ({ name: String(at), basisPoints })),
    );
    expect(keepBack(splitter, fen(11), fen(1))).toEqual({ amountFen: 0, parts: [] });
    expect(keepBack(splitter, fen(11), fen(2))).toMatchObject({ amountFen: 2 });
  });
});

describe('a family in mourning', () => {
  const died = calendarDate('2008-06-01');

  test.each([
    ['2008-06-20', true],
    ['2008-07-01', true],
    ['2008-07-02', false],
  ])('is spared for thirty days: on %s it is %s', (on, spared) => {
    expect(isSpared(died, calendarDate(on), limits)).toBe(spared);
  });

  test('is spared as long as nobody knows, and nobody else is', () => {
    expect(isSpared('unknown', died, limits)).toBe(true);
    expect(isSpared(undefined, died, limits)).toBe(false);
  });

  const known = <T>(value: T): Group<T> => ({ known: true, value, sources: [] });
  const missing: Group<never> = { known: false, reasons: [{ register: 'population', kind: 'down' }] };
  const who = (diedOn?: string): PersonFacts => ({
    birthDate: calendarDate('1940-01-01'),
    sex: 'male',
    householdType: 'rural',
    ...(diedOn === undefined ? {} : { diedOn: calendarDate(diedOn) }),
  });
  const married = (spouse: Group<PersonFacts>) =>
    known([{ marriedOn: calendarDate('1960-01-01'), spouse, isParentOfChild: true }]);

  test.each<readonly [string, Facts, string | undefined]>([
    ['nobody died', { person: known(who()), marriages: married(known(who())) }, undefined],
    ['the person died', { person: known(who('2008-05-01')) }, '2008-05-01'],
    ['the spouse', { person: known(who()), marriages: married(known(who('2008-04-01'))) }, '2008-04-01'],
    [
      'a child, after the spouse',
      {
        person: known(who()),
        marriages: married(known(who('2008-04-01'))),
        children: known([who(), who('2008-05-02')]),
      },
      '2008-05-02',
    ],
    ['it is not known of the spouse', { person: known(who()), marriages: married(missing) }, 'unknown'],
    ['it is not known of the children', { person: known(who('2008-05-01')), children: missing }, 'unknown'],
  ])('is found where %s', (_, facts, last) => {
    expect(lastDeathIn(facts)).toBe(last);
  });
});
