import { describe, expect, test } from '@jest/globals';
import { readFileSync } from 'node:fs';
import { accountFacts, accounts, isAccount } from '../../functions/domain/ledger/accounts.ts';
import {
  type LedgerEvent,
  makesAvailable,
  opensYear,
  postings,
  sidesOf,
} from '../../functions/domain/ledger/postings.ts';

/** The section of finance.md that says which accounts there are and what is booked on them. */
const text = readFileSync('test/golden/ledger/finance-postings.md', 'utf8');

const cellsOf = (row: string): string[] =>
  row
    .split('|')
    .slice(1, -1)
    .map((cell) => cell.trim());

const rows = text
  .split('\n')
  .filter((line) => line.startsWith('|') && !/^\|[\s:-]+\|/.test(line))
  .slice(1)
  .map(cellsOf)
  .map(([event = '', budget = '', financial = '']) => ({ event, budget, financial }));

/** Which of our events each row is, in the order of what it names. */
const eventsOfRow: Readonly<Record<string, readonly (readonly LedgerEvent[])[]>> = {
  appropriation: [['appropriation']],
  'funding, levy, donation received': [['funding-received']],
  "award to the year's end; reduced or ended": [['award'], ['award-reduced']],
  'roll prepared': [['roll-prepared']],
  sent: [['sent']],
  unknown: [[]],
  settled: [['settled']],
  rejected: [['rejected']],
  returned: [['returned']],
  'reissue sent': [['reissue-sent']],
  'entitlement cancelled: same year; earlier year': [
    ['planned-cancelled-same-year', 'returned-cancelled-same-year'],
    ['returned-cancelled-earlier-year'],
  ],
  'overpayment found: same year; earlier year': [
    ['overpayment-found-same-year'],
    ['overpayment-found-earlier-year'],
  ],
  'recovered in cash: same year; earlier year': [['recovered-same-year'], ['recovered-earlier-year']],
  // Two of ours each: see "stands for".
  'offset at release: same year; earlier year': [],
  'written off: same year; earlier year': [['written-off-same-year'], ['written-off-earlier-year']],
  'remitted to the treasury': [['remitted-to-treasury']],
  'the bank overpaid or paid twice; refunded': [['bank-overpaid'], ['bank-refunded']],
  'unidentified credit; identified': [
    ['unidentified-credit'],
    [
      'identified-as-return',
      'identified-as-refund',
      'identified-as-recovery-same-year',
      'identified-as-recovery-earlier-year',
      'identified-as-recovery-bank-error',
      'identified-as-funding',
      'identified-for-treasury',
    ],
  ],
  'goods: ordered; received; paid; handed out': [
    ['goods-ordered'],
    ['goods-received'],
    ['goods-paid'],
    ['goods-handed-out'],
  ],
  fee: [['fee']],
  "year's end: lapse and close": [
    ['year-lapse-commitments', 'year-close-authority'],
    ['year-close-financing', 'year-close-benefits', 'year-close-losses', 'year-close-fees'],
  ],
};

/** Ours beside the table: each takes back, exactly, what another booked ("a correction is a reversal"). */
const reversals: Readonly<Partial<Record<LedgerEvent, LedgerEvent>>> = {
  'appropriation-reduced': 'appropriation',
  'funding-reversed': 'funding-received',
  'fee-reversed': 'fee',
  'remittance-reversed': 'remitted-to-treasury',
  'roll-voided': 'roll-prepared',
  'overpayment-cancelled-same-year': 'overpayment-found-same-year',
  'overpayment-cancelled-earlier-year': 'overpayment-found-earlier-year',
  'credit-rebooked': 'unidentified-credit',
  'debit-rebooked': 'bank-overpaid',
};

/** Ours beside the table: what each stands for, that of the table one after the other, or `-` back. */
const standsFor: Readonly<Partial<Record<LedgerEvent, readonly (LedgerEvent | `-${LedgerEvent}`)[]>>> = {
  'offset-paid': ['sent', 'settled'],
  'recovered-bank-error': ['recovered-earlier-year'],
  'written-off-bank-error': ['written-off-same-year'],
  'identified-as-fee': ['bank-refunded', 'fee'],
  'identified-as-remittance': ['bank-refunded', 'remitted-to-treasury'],
  'dispute-accepted': ['bank-refunded', 'settled'],
  'paid-short': ['-sent', '-roll-prepared'],
  'rejected-and-paid': ['reissue-sent', 'bank-refunded', 'settled'],
  'returned-short': ['fee', 'returned'],
  'returned-for-correction': ['returned-cancelled-same-year', 'award'],
  'overpaid-to-recover': ['bank-refunded', '-recovered-earlier-year'],
  'overpaid-written-off': ['bank-refunded', '-recovered-earlier-year', 'written-off-same-year'],
};

const isIdentified = (event: LedgerEvent): boolean => event.startsWith('identified-');
const isYearEnd = (event: LedgerEvent): boolean => event.startsWith('year-');

const booked = (event: LedgerEvent) =>
  Object.fromEntries(sidesOf(event).map(([book, [debit, credit]]) => [book, `${debit}/${credit}`]));

/** A cell as the sides it allows for the nth thing its row names: "L1 or L3/E1; L3/L5", "F/E", "L4/its account". */
function allowed(cell: string, at: number): readonly RegExp[] {
  const parts = cell.split(';').map((part) => part.trim());
  const part = parts[at] ?? (parts.length === 1 ? parts[0] : undefined) ?? '–';
  if (part === '–') return [];
  const [debits = '', credit = ''] = part.split('/');
  const credits = credit === 'its account' ? '[A-Z]\\d?' : credit === 'E' ? 'E\\d' : credit;
  return debits.split(' or ').map((debit) => new RegExp(`^${debit}/${credits}$`));
}

/** What events come to together, by account: 1 for a debit, -1 for a credit. */
function moved(events: readonly string[]): Record<string, number> {
  const sums = new Map<string, number>();
  for (const name of events) {
    const sign = name.startsWith('-') ? -1 : 1;
    for (const [, [debit, credit]] of sidesOf(name.replace(/^-/, '') as LedgerEvent)) {
      sums.set(debit, (sums.get(debit) ?? 0) + sign);
      sums.set(credit, (sums.get(credit) ?? 0) - sign);
    }
  }
  return Object.fromEntries([...sums].filter(([, sum]) => sum !== 0));
}

describe('the chart of accounts is that of finance.md', () => {
  const named = new Map(
    [...text.matchAll(/\b([A-Z]\d?) ([a-z][a-z ]*)(?=[,;.])/g)].map(([, code, name]) => [code!, name!]),
  );

  test('every account, by its code and name, and no other', () => {
    const ours = Object.keys(accounts).filter(isAccount);
    expect(ours.length).toBe(19);
    for (const code of ours) {
      const { name, book } = accountFacts(code);
      expect([code, named.get(code)?.replace(' per bank account', '')]).toEqual([code, name]);
      expect(book).toBe(code.startsWith('B') ? 'budget' : 'financial');
    }
  });
});

describe('the postings are those of finance.md', () => {
  test('its table is read whole, and every row is mapped', () => {
    expect(rows).toHaveLength(21);
    expect(rows.map(({ event }) => event)).toEqual(Object.keys(eventsOfRow));
  });

  test.each(rows)('$event: $budget, $financial', ({ event, budget, financial }) => {
    for (const [at, events] of (eventsOfRow[event] ?? []).entries()) {
      const [budgets, financials] = [allowed(budget, at), allowed(financial, at)];
      for (const one of events) {
        const sides = booked(one);
        if (isYearEnd(one)) {
          // The row lists the steps of the close, each in one book.
          const cell =
            one === 'year-lapse-commitments' || one === 'year-close-authority' ? budget : financial;
          const steps = cell.split(';').flatMap((_, step) => allowed(cell, step));
          expect(Object.values(sides)).toHaveLength(1);
          expect(steps.some((step) => step.test(Object.values(sides)[0]!))).toBe(true);
          continue;
        }
        // Identifying a credit moves it to the account it belonged on, budget and all.
        if (!isIdentified(one)) expect('budget' in sides).toBe(budgets.length > 0);
        expect('financial' in sides).toBe(financials.length > 0);
        if (sides.budget !== undefined && !isIdentified(one))
          expect(budgets.some((allowedSides) => allowedSides.test(sides.budget!))).toBe(true);
        if (sides.financial !== undefined)
          expect(financials.some((allowedSides) => allowedSides.test(sides.financial!))).toBe(true);
      }
      // And nothing that the row allows goes unbooked.
      for (const wanted of isYearEnd(events[0] ?? 'sent') ? [] : [...budgets, ...financials]) {
        expect(events.some((one) => Object.values(booked(one)).some((sides) => wanted.test(sides)))).toBe(
          true,
        );
      }
    }
  });

  test('a credit, once identified, has the budget of what it turned out to be', () => {
    const budgetOf = (event: LedgerEvent) => booked(event).budget;
    expect(budgetOf('identified-as-return')).toBe(budgetOf('returned'));
    expect(budgetOf('identified-as-recovery-same-year')).toBe(budgetOf('recovered-same-year'));
    for (const event of ['refund', 'recovery-earlier-year', 'funding', 'for-treasury'] as const) {
      const name = event === 'for-treasury' ? 'identified-for-treasury' : (`identified-as-${event}` as const);
      expect(budgetOf(name)).toBeUndefined();
    }
  });

  test('every event of ours is one of the table’s, or takes one of them back', () => {
    const mapped = Object.values(eventsOfRow).flat(2);
    expect([...mapped, ...Object.keys(reversals), ...Object.keys(standsFor)].sort()).toEqual(
      Object.keys(postings).sort(),
    );
    for (const [reversal, original] of Object.entries(reversals) as [LedgerEvent, LedgerEvent][]) {
      const turned = sidesOf(original).map(([book, [debit, credit]]) => [book, [credit, debit]]);
      expect(sidesOf(reversal)).toEqual(turned);
    }
  });

  test.each(Object.entries(standsFor) as [LedgerEvent, readonly LedgerEvent[]][])(
    '%s stands for %j of the table',
    (event, parts) => {
      expect(moved([event])).toEqual(moved(parts));
    },
  );

  test.each([
    ['same-year', { B4: 1, B2: -1, L1: 1, A2: -1 }],
    ['earlier-year', { B4: 1, B5: -1, L1: 1, A2: -1 }],
  ] as const)('an offset of the %s is a payment in full and a repayment', (year, row) => {
    expect(moved(['offset-paid', `recovered-${year}`])).toEqual(row);
  });

  test('what takes a year’s money anew is told from what follows from it', () => {
    const opening = (Object.keys(postings) as LedgerEvent[]).filter(opensYear);
    expect(opening).toEqual(['appropriation', 'funding-received', 'award', 'goods-ordered', 'fee']);
  });

  test('what makes money available is what credits B2', () => {
    const available = (Object.keys(postings) as LedgerEvent[]).filter(makesAvailable);
    expect(available).toEqual(
      (Object.keys(postings) as LedgerEvent[]).filter((event) => booked(event).budget?.endsWith('/B2')),
    );
    expect(available).toContain('award-reduced');
    expect(available).not.toContain('award');
  });
});
