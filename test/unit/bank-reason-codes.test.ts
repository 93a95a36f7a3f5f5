import { describe, expect, test } from '@jest/globals';
import { reasonText } from '../../functions/contracts/bank/reason-codes.ts';
import plainWords from '../../texts/bank-reasons.json' with { type: 'json' };

describe('reason codes', () => {
  test('say what the code set says, and what to do', () => {
    expect(reasonText('AC04')).toMatchObject({
      code: 'AC04',
      definition: "Account number specified has been closed on the bank of account's books.",
      text: { 'zh-CN': '账户已销户' },
      action: 'confirm-account',
    });
    expect(reasonText('MD07').action).toBe('find-heir');
  });

  test('a code only banks that return money use has its definition', () => {
    expect(reasonText('NOOR')).toEqual({ code: 'NOOR', definition: 'Original SCT never received' });
  });

  test('a code nobody knows stands for itself', () => {
    expect(reasonText('ZZ99')).toEqual({ code: 'ZZ99' });
  });

  test('plain words are written only for codes that exist', () => {
    expect(Object.keys(plainWords).filter((code) => reasonText(code).definition === undefined)).toEqual([]);
  });
});
