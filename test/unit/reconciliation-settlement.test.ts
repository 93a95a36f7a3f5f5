import { expect, test } from '@jest/globals';
import { isAboutAccount } from '../../functions/domain/payments/account-codes.ts';
import { settlementsOf } from '../../functions/domain/reconciliation/settlement.ts';

const ofDebit = ['refund', 'receivable', 'loss', 'fee', 'remittance', 'booked-elsewhere'] as const;
const ofCredit = [
  'return',
  'not-due',
  'refund',
  'recovery',
  'funding',
  'treasury',
  'booked-elsewhere',
] as const;

test.each([
  ['amount-differs', 'none', false, ['nothing-to-book']],
  ['amount-differs', 'none', true, ['nothing-to-book']],
  ['never-received', 'none', false, ['not-made', 'nothing-to-book']],
  ['unexpected-credit', 'credit', false, ofCredit],
  ['amount-differs', 'credit', true, ofCredit],
  ['amount-differs', 'debit', true, ['accepted']],
  ['duplicate', 'debit', false, ofDebit],
  ['paid-after-rejection', 'debit', false, ['accepted', ...ofDebit]],
  ['paid-after-rejection', 'debit', true, ['accepted']],
] as const)('%s with %s in suspense, disputed %s, is settled by %j', (reason, suspense, disputed, kinds) => {
  expect(settlementsOf(reason, suspense, disputed)).toEqual(kinds);
});

test.each([
  ['AC01', true],
  ['RC07', true],
  ['AM05', false],
  ['MD07', false],
  ['', false],
  [undefined, false],
])('%s is about the account: %s', (code, is) => {
  expect(isAboutAccount(code)).toBe(is);
});
