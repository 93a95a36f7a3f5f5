import { describe, expect, test } from '@jest/globals';
import { fen } from '../../functions/domain/money/fen.ts';
import {
  type ChunkOutcomes,
  closeDifference,
  freshOutcomes,
  openOutcomes,
  outcomeAt,
  type PaymentNews,
  outcomeDecided,
} from '../../functions/domain/reconciliation/chunk-outcomes.ts';

const news = (kind: PaymentNews['kind'], amount: number | undefined, fingerprint: number): PaymentNews => ({
  kind,
  position: 1,
  instructedFen: fen(300),
  amountFen: amount === undefined ? undefined : fen(amount),
  fingerprint,
  isAnnouncement: false,
});

function after(...list: readonly PaymentNews[]): ChunkOutcomes {
  const open = openOutcomes(freshOutcomes(3, []), false);
  for (const one of list) open.take(one);
  return open.result().after;
}

describe('a difference that a person has decided on', () => {
  test('is open no more, and the payment that is disputed for it stands as settled', () => {
    const before = after(news('debit', 310, 11));
    const closed = closeDifference(before, 1, fen(10), true);
    expect(closed?.differenceFen).toBe(10);
    expect(closed?.after.irregular.get(1)).toEqual({ openFen: [], entries: [11] });
    expect([0, 1, 2].map((at) => outcomeAt(closed!.after, at))).toEqual([
      'outstanding',
      'settled',
      'outstanding',
    ]);
    expect(outcomeAt(before, 1)).toBe('disputed');
    expect(before.irregular.get(1)?.openFen).toEqual([10]);
  });

  test('leaves a payment that was settled as it was, and other differences open', () => {
    const before = after(news('debit', 300, 11), news('debit', 300, 12), news('debit', 299, 13));
    const closed = closeDifference(before, 1, fen(299), false);
    expect(closed?.differenceFen).toBe(299);
    expect(closed?.after.irregular.get(1)).toEqual({ openFen: [300], entries: [12, 13] });
    expect(outcomeAt(closed!.after, 1)).toBe('settled');
  });

  test('that the bank has merged with another is the first that is open', () => {
    const before = after(news('debit', 300, 11), news('debit', 300, 12), news('debit', 299, 13));
    expect(closeDifference(before, 1, fen(599), false)?.differenceFen).toBe(300);
  });

  test('never closes in the place of another what a payment is disputed for', () => {
    const before = after(news('debit', 310, 11), news('debit', 300, 12));
    expect(closeDifference(before, 1, fen(299), false)).toBeUndefined();
    expect(closeDifference(before, 1, fen(300), false)?.after.irregular.get(1)?.openFen).toEqual([10]);
    expect(closeDifference(before, 1, fen(299), true)?.differenceFen).toBe(10);
  });

  test('is closed by its amount, though the payment is disputed for what is left of others', () => {
    const before = after(news('debit', 310, 11), news('debit', 300, 12), news('correction-credit', 10, 13));
    expect(outcomeAt(before, 1)).toBe('disputed');
    expect(closeDifference(before, 1, fen(300), false)?.after.irregular.get(1)?.openFen).toEqual([]);
  });

  test('is none where the bank has put it right, or nothing was ever wrong', () => {
    expect(closeDifference(after(news('debit', 300, 11)), 1, fen(10), true)).toBeUndefined();
    const righted = after(news('debit', 310, 11), news('correction-credit', 10, 12));
    expect(closeDifference(righted, 1, fen(10), false)).toBeUndefined();
  });
});

test('a return that a person finds out is told from the same entry told again', () => {
  const before = after(news('debit', 300, 11));
  const returned = outcomeDecided(before, 1, 'returned', 21);
  expect(outcomeAt(returned, 1)).toBe('returned');
  expect(outcomeAt(returned, 0)).toBe('outstanding');
  expect(returned.changedBy.get(1)).toBe(21);
  expect(outcomeAt(before, 1)).toBe('settled');
  expect(before.changedBy.size).toBe(0);
  const open = openOutcomes(returned, false);
  expect(open.take(news('credit', 300, 21))).toEqual({ kind: 'repeated', outcome: 'returned' });
  expect(open.take(news('credit', 300, 22))).toEqual({ kind: 'break', reason: 'duplicate' });
});

describe('an acceptance of one payment', () => {
  test('is told once, and leaves it outstanding', () => {
    const open = openOutcomes(freshOutcomes(3, []), false);
    expect(open.result().changed).toBe(false);
    expect(open.take(news('acceptance', 300, 11))).toEqual({ kind: 'accepted' });
    expect(open.result().changed).toBe(true);
    expect([...open.result().after.accepted]).toEqual([1]);
    expect(open.take(news('acceptance', undefined, 12))).toEqual({
      kind: 'repeated',
      outcome: 'outstanding',
    });
  });

  test('of another amount is no acceptance', () => {
    const open = openOutcomes(freshOutcomes(3, []), false);
    expect(open.take(news('acceptance', 301, 11))).toEqual({ kind: 'break', reason: 'amount-differs' });
    expect(open.result().after.accepted.size).toBe(0);
  });

  test('of what was paid says nothing new', () => {
    const open = openOutcomes(after(news('debit', 300, 11)), false);
    expect(open.take(news('acceptance', undefined, 12))).toEqual({ kind: 'repeated', outcome: 'settled' });
    expect(open.result().changed).toBe(false);
  });
});
