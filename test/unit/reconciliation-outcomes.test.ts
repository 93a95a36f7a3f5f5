import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { fen, zeroFen } from '../../functions/domain/money/fen.ts';
import {
  type ChunkOutcomes,
  fingerprintOf,
  freshOutcomes,
  isRefusedWithFile,
  type NewsOutcome,
  openOutcomes,
  outcomeAt,
  type PaymentNews,
  takeAllOutstanding,
} from '../../functions/domain/reconciliation/chunk-outcomes.ts';
import {
  hasResult,
  isMatched,
  outstandingOf,
  threeWay,
} from '../../functions/domain/reconciliation/run-totals.ts';

const news = (kind: PaymentNews['kind'], changes: Partial<PaymentNews> = {}): PaymentNews => ({
  kind,
  position: 0,
  instructedFen: fen(300),
  amountFen: fen(300),
  fingerprint: fingerprintOf(kind),
  isAnnouncement: false,
  ...changes,
});

/** Takes news over one payment, one after the other. */
function after(list: readonly PaymentNews[], closed = false, before: ChunkOutcomes = freshOutcomes(1, [])) {
  const open = openOutcomes(before, closed);
  const told = list.map((one) => open.take(one));
  return { ...open.result(), told, last: told.at(-1) };
}

const other = { fingerprint: fingerprintOf('another entry') };
const wrong = { amountFen: fen(301) };
const other2 = { fingerprint: fingerprintOf('a third entry') };
/** Debited 10 too much, and 4 once more. */
const twoOpen = [news('debit', { amountFen: fen(310) }), news('debit', { ...other, amountFen: fen(4) })];

describe('one payment', () => {
  const cases: [string, PaymentNews[], NewsOutcome, string][] = [
    ['paid', [news('debit')], { kind: 'settled' }, 'settled'],
    [
      'paid, and told again',
      [news('debit'), news('debit')],
      { kind: 'repeated', outcome: 'settled' },
      'settled',
    ],
    ['paid twice', [news('debit'), news('debit', other)], { kind: 'break', reason: 'duplicate' }, 'settled'],
    ['paid wrongly', [news('debit', wrong)], { kind: 'disputed' }, 'disputed'],
    ['paid nothing', [news('debit', { amountFen: zeroFen })], { kind: 'disputed' }, 'disputed'],
    ['returned', [news('debit'), news('credit')], { kind: 'returned', implied: false }, 'returned'],
    ['returned unseen', [news('credit')], { kind: 'returned', implied: true }, 'returned'],
    [
      'returned, told again',
      [news('credit'), news('credit')],
      { kind: 'repeated', outcome: 'returned' },
      'returned',
    ],
    [
      'returned twice',
      [news('debit'), news('credit'), news('credit', other)],
      { kind: 'break', reason: 'duplicate' },
      'returned',
    ],
    [
      'returned unseen, then seen to be paid',
      [news('credit'), news('debit')],
      { kind: 'repeated', outcome: 'returned' },
      'returned',
    ],
    [
      'returned unseen, then paid wrongly',
      [news('credit'), news('debit', wrong)],
      { kind: 'break', reason: 'amount-differs' },
      'returned',
    ],
    [
      'returned unseen, paid, paid again',
      [news('credit'), news('debit'), news('debit', other)],
      { kind: 'break', reason: 'duplicate' },
      'returned',
    ],
    [
      'returned in part',
      [news('debit'), news('credit', { amountFen: fen(299) })],
      { kind: 'break', reason: 'return-amount-differs' },
      'settled',
    ],
    ['rejected', [news('rejection')], { kind: 'rejected' }, 'rejected'],
    [
      'rejected without an amount',
      [news('rejection', { amountFen: undefined })],
      { kind: 'rejected' },
      'rejected',
    ],
    [
      'rejected twice',
      [news('rejection'), news('rejection')],
      { kind: 'repeated', outcome: 'rejected' },
      'rejected',
    ],
    [
      'rejected of another amount',
      [news('rejection', wrong)],
      { kind: 'break', reason: 'amount-differs' },
      'outstanding',
    ],
    [
      'rejected after it was paid',
      [news('debit'), news('rejection')],
      { kind: 'break', reason: 'rejected-after-settlement' },
      'settled',
    ],
    [
      'paid after it was rejected',
      [news('rejection'), news('debit')],
      { kind: 'break', reason: 'paid-after-rejection' },
      'rejected',
    ],
    [
      'credited after it was rejected',
      [news('rejection'), news('credit')],
      { kind: 'break', reason: 'unexpected-credit' },
      'rejected',
    ],
    [
      'put right',
      [news('debit', wrong), news('correction-credit', { amountFen: fen(1) })],
      { kind: 'corrected', isWhole: true, settles: true, undoneFen: [fen(1)], leftFen: [] },
      'settled',
    ],
    [
      'put right in part',
      [news('debit', { amountFen: fen(310) }), news('correction-credit', { amountFen: fen(4) })],
      { kind: 'corrected', isWhole: false, settles: false, undoneFen: [fen(10)], leftFen: [fen(6)] },
      'disputed',
    ],
    [
      'put right beyond what was wrong',
      [news('debit', wrong), news('correction-credit', { amountFen: fen(2) })],
      { kind: 'break', reason: 'return-amount-differs' },
      'disputed',
    ],
    [
      'made worse',
      [news('debit', wrong), news('correction-debit', { amountFen: fen(1) })],
      { kind: 'break', reason: 'unexpected-debit' },
      'disputed',
    ],
    [
      'given back the second time it was paid',
      [news('debit'), news('debit', other), news('correction-credit')],
      { kind: 'corrected', isWhole: true, settles: false, undoneFen: [fen(300)], leftFen: [] },
      'settled',
    ],
    [
      'reversed although it was paid once',
      [news('debit'), news('correction-credit')],
      { kind: 'returned', implied: false },
      'returned',
    ],
    [
      'corrected, told again',
      [news('debit'), news('debit', other), news('correction-credit'), news('correction-credit')],
      { kind: 'repeated', outcome: 'settled' },
      'settled',
    ],
    [
      'returned whole while disputed',
      [news('debit', wrong), news('credit', wrong)],
      { kind: 'dispute-returned', undoneFen: [fen(1)] },
      'returned',
    ],
    [
      'returned once of the twice that it was paid',
      [news('debit'), news('debit', other), news('credit')],
      { kind: 'returned', implied: false },
      'returned',
    ],
    [
      'put right, and credited once more',
      [news('debit'), news('debit', other), news('correction-credit'), news('correction-credit', other2)],
      { kind: 'break', reason: 'unexpected-credit' },
      'settled',
    ],
    [
      'put right by the amount of one of its differences',
      [...twoOpen, news('correction-credit', { amountFen: fen(4) })],
      { kind: 'corrected', isWhole: false, settles: false, undoneFen: [fen(4)], leftFen: [] },
      'disputed',
    ],
    [
      'put right by the amount of the first of its differences',
      [...twoOpen, news('correction-credit', { amountFen: fen(10) })],
      { kind: 'corrected', isWhole: false, settles: false, undoneFen: [fen(10)], leftFen: [] },
      'disputed',
    ],
    [
      'put right by all of its differences at once',
      [...twoOpen, news('correction-credit', { amountFen: fen(14) })],
      { kind: 'corrected', isWhole: true, settles: true, undoneFen: [fen(10), fen(4)], leftFen: [] },
      'settled',
    ],
    [
      'put right by what is none of its differences',
      [...twoOpen, news('correction-credit', { amountFen: fen(13) })],
      { kind: 'corrected', isWhole: false, settles: false, undoneFen: [fen(10), fen(4)], leftFen: [fen(1)] },
      'disputed',
    ],
    [
      'put right past its differences',
      [...twoOpen, news('correction-credit', { amountFen: fen(15) })],
      { kind: 'break', reason: 'return-amount-differs' },
      'disputed',
    ],
    [
      'debited less than instructed, and then the rest',
      [news('debit', { amountFen: fen(290) }), news('correction-debit', { amountFen: fen(10) })],
      { kind: 'corrected', isWhole: true, settles: true, undoneFen: [fen(-10)], leftFen: [] },
      'settled',
    ],
    [
      'debited less than instructed, and then too much',
      [news('debit', { amountFen: fen(290) }), news('correction-debit', { amountFen: fen(11) })],
      { kind: 'break', reason: 'unexpected-debit' },
      'disputed',
    ],
    [
      'returned while disputed, but not what was paid',
      [news('debit', wrong), news('credit')],
      { kind: 'break', reason: 'return-amount-differs' },
      'disputed',
    ],
  ];

  test.each(cases)('%s', (_, list, last, outcome) => {
    const result = after(list);
    expect(result.last).toEqual(last);
    expect(outcomeAt(result.after, 0)).toBe(outcome);
  });

  test('comes back too late once its run is closed', () => {
    const settled = after([news('debit')]).after;
    const late = after([news('credit')], true, settled);
    expect(late).toMatchObject({ last: { kind: 'break', reason: 'late-return' }, changed: false });
    expect(outcomeAt(late.after, 0)).toBe('settled');
  });

  test('that is not in the roll was never sent', () => {
    const left = freshOutcomes(2, [0]);
    expect(after([news('debit')], false, left).last).toEqual({ kind: 'break', reason: 'not-sent' });
    expect(after([news('debit', { position: 5 })], false, left).last).toEqual({
      kind: 'break',
      reason: 'not-sent',
    });
    expect(outcomeAt(left, 0)).toBeUndefined();
    expect(outcomeAt(left, 1)).toBe('outstanding');
  });

  test('keeps what is open of it, difference by difference', () => {
    const openOf = (...list: PaymentNews[]) => after(list).after.irregular.get(0)?.openFen;
    expect(openOf(...twoOpen)).toEqual([10, 4]);
    expect(openOf(...twoOpen, news('correction-credit', { amountFen: fen(4) }))).toEqual([10]);
    expect(openOf(...twoOpen, news('correction-credit', { amountFen: fen(10) }))).toEqual([4]);
    expect(openOf(...twoOpen, news('correction-credit', { amountFen: fen(13) }))).toEqual([1]);
    expect(openOf(...twoOpen, news('correction-credit', { amountFen: fen(14) }))).toEqual([]);
    // A second payment is kept once, however often the bank tells of it; what came back whole is open no more.
    expect(openOf(news('debit'), news('debit', other), news('debit', other))).toEqual([300]);
    expect(openOf(news('debit', wrong), news('credit', wrong))).toEqual([]);
  });

  test('that is told again changes nothing, and what was handed in stays as it is', () => {
    const before = after([news('debit')]).after;
    const copy = structuredClone(before);
    expect(after([news('debit')], false, before).changed).toBe(false);
    expect(after([news('credit')], false, before).changed).toBe(true);
    expect(before).toEqual(copy);
  });
});

const someNews = fc.array(
  fc.record({
    kind: fc.constantFrom<PaymentNews['kind']>(
      'debit',
      'credit',
      'rejection',
      'correction-debit',
      'correction-credit',
    ),
    position: fc.nat({ max: 3 }),
    amountFen: fc.constantFrom(fen(300), fen(300), fen(299), fen(1)),
    fingerprint: fc.constantFrom(...['a', 'b', 'c'].map(fingerprintOf)),
  }),
  { maxLength: 30 },
);

describe('any history', () => {
  test('taken in parts, or told again from the beginning, comes to the same', () => {
    fc.assert(
      fc.property(someNews, fc.nat({ max: 30 }), (list, cut) => {
        const whole = list.map((one) => news(one.kind, one));
        const once = after(whole, false, freshOutcomes(4, [3]));
        const first = after(whole.slice(0, cut), false, freshOutcomes(4, [3]));
        const second = after(whole.slice(cut), false, first.after);
        expect(second.after).toEqual(once.after);
        expect(outcomeAt(once.after, 3)).toBeUndefined();
      }),
    );
  });
});

describe('a whole file', () => {
  const batch = fingerprintOf('batch');

  test('takes what is outstanding, and only that', () => {
    const before = after([news('debit', { position: 1 })], false, freshOutcomes(4, [2])).after;
    const { after: settled, positions } = takeAllOutstanding(before, 'settled', batch, () => true);
    expect(positions).toEqual([0, 3]);
    expect([0, 1, 2, 3].map((at) => outcomeAt(settled, at))).toEqual([
      'settled',
      'settled',
      undefined,
      'settled',
    ]);
    expect(takeAllOutstanding(settled, 'settled', batch, () => true).positions).toEqual([]);
    const again = after([news('debit', { fingerprint: batch })], false, settled);
    expect(again.last).toEqual({ kind: 'repeated', outcome: 'settled' });
    const rejected = takeAllOutstanding(before, 'rejected', batch, () => true).after;
    expect(outcomeAt(rejected, 0)).toBe('rejected');
    expect(rejected.settledBy[0]).toBe(0);
  });

  test('may hold a part of the chunk only', () => {
    const { after: some, positions } = takeAllOutstanding(
      freshOutcomes(4, []),
      'rejected',
      batch,
      (position) => position >= 2,
    );
    expect(positions).toEqual([2, 3]);
    expect([0, 1, 2, 3].map((at) => outcomeAt(some, at))).toEqual([
      'outstanding',
      'outstanding',
      'rejected',
      'rejected',
    ]);
  });

  test('refused is told from a payment refused for its own reason', () => {
    const own = after([news('rejection', { position: 1 })], false, freshOutcomes(3, [])).after;
    const both = takeAllOutstanding(own, 'rejected', batch, (position) => position < 2).after;
    expect([0, 1, 2].map((at) => isRefusedWithFile(both, at))).toEqual([true, false, false]);
  });
});

describe('a fingerprint', () => {
  test('is 32 bits, never one that is kept for something else, and tells entries apart', () => {
    fc.assert(
      fc.property(fc.string(), (text) => {
        const fingerprint = fingerprintOf(text);
        expect(fingerprint).toBeGreaterThan(1);
        expect(fingerprint).toBeLessThanOrEqual(0xffffffff);
      }),
    );
    expect(fingerprintOf('BK1')).not.toBe(fingerprintOf('BK2'));
    // The published FNV-1a value of "a".
    expect(fingerprintOf('a')).toBe(0xe40c292c);
    // Their hashes are the two kept values.
    expect(fingerprintOf('\u00cc$1\u00c4')).toBe(2);
    expect(fingerprintOf('!o$\u083c')).toBe(3);
  });
});

describe('the run’s equation', () => {
  const nothing = { count: 0, fen: zeroFen };
  const totals = { settled: nothing, returned: nothing, rejected: nothing, disputed: nothing };
  const sent = { count: 3, fen: fen(900) };
  const one = { count: 1, fen: fen(300) };
  const two = { count: 2, fen: fen(600) };

  test('what nobody has spoken of is outstanding', () => {
    expect(outstandingOf(sent, totals)).toEqual(sent);
    expect(outstandingOf(sent, { ...totals, settled: one, returned: one })).toEqual(one);
    expect(hasResult(totals)).toBe(false);
    expect(hasResult({ ...totals, disputed: one })).toBe(true);
  });

  test('is matched when nothing is outstanding or disputed, in number and in value', () => {
    expect(isMatched(sent, { ...totals, settled: one, returned: one, rejected: one })).toBe(true);
    expect(isMatched(sent, { ...totals, settled: two, disputed: one })).toBe(false);
    expect(isMatched(sent, { ...totals, settled: two })).toBe(false);
    expect(isMatched(sent, { ...totals, settled: { count: 3, fen: fen(899) } })).toBe(false);
    expect(isMatched(sent, { ...totals, settled: { count: 2, fen: fen(900) } })).toBe(false);
  });

  test('agrees three ways, or does not', () => {
    const matched = { ...totals, settled: sent };
    expect(threeWay(sent, nothing, sent, matched)).toMatchObject({
      agrees: true,
      statement: { outstanding: nothing },
    });
    expect(threeWay(two, nothing, sent, matched).agrees).toBe(false);
    expect(threeWay({ count: 3, fen: fen(901) }, nothing, sent, matched).agrees).toBe(false);
    expect(threeWay({ count: 2, fen: fen(900) }, nothing, sent, matched).agrees).toBe(false);
    const kept = { count: 1, fen: fen(1) };
    expect(threeWay({ count: 3, fen: fen(901) }, kept, sent, matched).agrees).toBe(true);
    expect(threeWay(sent, nothing, sent, totals).agrees).toBe(false);
  });
});

describe('told by a notification and by a statement', () => {
  const ahead = { isAnnouncement: true, fingerprint: fingerprintOf('notified') };
  const back = { isAnnouncement: true, fingerprint: fingerprintOf('notified back') };

  test.each<[string, PaymentNews[], string[]]>([
    [
      'under another reference, a debit is one',
      [news('debit', ahead), news('debit')],
      ['settled', 'repeated'],
    ],
    ['whichever comes first', [news('debit'), news('debit', ahead)], ['settled', 'repeated']],
    [
      'and the statement’s second is a second',
      [news('debit', ahead), news('debit'), news('debit', other)],
      ['settled', 'repeated', 'duplicate'],
    ],
    [
      'a second notification is a second',
      [news('debit', ahead), news('debit', { ...ahead, ...other })],
      ['settled', 'duplicate'],
    ],
    [
      'another amount is another entry',
      [news('debit', ahead), news('debit', wrong)],
      ['settled', 'duplicate'],
    ],
    [
      'a return is one',
      [news('debit'), news('credit', back), news('credit')],
      ['settled', 'returned', 'repeated'],
    ],
    [
      'and hides no second debit',
      [news('debit'), news('credit', back), news('debit', other), news('credit')],
      ['settled', 'returned', 'duplicate', 'repeated'],
    ],
    [
      'nor a second return',
      [news('debit'), news('credit', back), news('credit'), news('credit', other)],
      ['settled', 'returned', 'repeated', 'duplicate'],
    ],
    [
      'a debit that a return implied is one, too',
      [news('credit', back), news('debit', ahead), news('debit'), news('credit')],
      ['returned', 'repeated', 'repeated', 'repeated'],
    ],
    [
      'the statement read again is the same',
      [news('debit', ahead), news('debit'), news('debit')],
      ['settled', 'repeated', 'repeated'],
    ],
    [
      'and so it is where the notification came last, which hides no second debit',
      [news('debit'), news('debit', ahead), news('debit'), news('debit', other)],
      ['settled', 'repeated', 'repeated', 'duplicate'],
    ],
    [
      'the notification last, a second debit is a second',
      [news('debit'), news('debit', ahead), news('debit', other)],
      ['settled', 'repeated', 'duplicate'],
    ],
    [
      'the notification last and under the same reference, a second debit is a second',
      [news('debit'), news('debit', { isAnnouncement: true }), news('debit', other)],
      ['settled', 'repeated', 'duplicate'],
    ],
    [
      'the return’s notification last, a second return is a second',
      [news('debit'), news('credit'), news('credit', back), news('credit', other)],
      ['settled', 'returned', 'repeated', 'duplicate'],
    ],
    [
      'the return’s notification last and under the same reference, a second return is a second',
      [news('debit'), news('credit'), news('credit', { isAnnouncement: true }), news('credit', other)],
      ['settled', 'returned', 'repeated', 'duplicate'],
    ],
    [
      'under the same reference, a debit is one, and the next a second',
      [news('debit', ahead), news('debit', { ...ahead, isAnnouncement: false }), news('debit')],
      ['settled', 'repeated', 'duplicate'],
    ],
    [
      'a notification twice, then the statement, is one',
      [news('debit', ahead), news('debit', ahead), news('debit')],
      ['settled', 'repeated', 'repeated'],
    ],
    [
      'what is disputed is not told again by the amount instructed',
      [news('debit', { ...ahead, ...wrong }), news('debit')],
      ['disputed', 'duplicate'],
    ],
    [
      'a return’s statement read again is the same',
      [news('debit'), news('credit', back), news('credit'), news('credit')],
      ['settled', 'returned', 'repeated', 'repeated'],
    ],
    [
      'and so it is where the return’s notification came last, which hides no second return',
      [news('debit'), news('credit'), news('credit', back), news('credit'), news('credit', other)],
      ['settled', 'returned', 'repeated', 'repeated', 'duplicate'],
    ],
    [
      'under the same reference, a return is one, and the next a second',
      [
        news('debit'),
        news('credit', back),
        news('credit', { ...back, isAnnouncement: false }),
        news('credit'),
      ],
      ['settled', 'returned', 'repeated', 'duplicate'],
    ],
    [
      'a return’s notification twice, then the statement, is one',
      [news('debit'), news('credit', back), news('credit', back), news('credit')],
      ['settled', 'returned', 'repeated', 'repeated'],
    ],
    [
      'a return of another amount is another entry',
      [news('debit'), news('credit', back), news('credit', { amountFen: fen(299) })],
      ['settled', 'returned', 'duplicate'],
    ],
  ])('%s', (_, list, expected) => {
    expect(after(list).told.map((one) => (one.kind === 'break' ? one.reason : one.kind))).toEqual(expected);
  });

  test('what the statement confirms is kept', () => {
    const announced = after([news('debit', ahead)]).after;
    expect(announced.announced.debits).toEqual(new Set([0]));
    const confirmed = after([news('debit')], false, announced);
    expect(confirmed.changed).toBe(true);
    expect(confirmed.after.announced).toEqual(freshOutcomes(1, []).announced);
    const implied = after([news('credit', back)]).after;
    expect(after([news('debit')], false, implied).changed).toBe(true);
  });

  test('nothing is at first', () => {
    expect(freshOutcomes(1, []).announced).toStrictEqual({ debits: new Set(), returns: new Set() });
  });
});
