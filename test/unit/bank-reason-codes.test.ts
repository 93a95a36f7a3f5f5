import { describe, expect, test } from '@jest/globals';
import { reasonText } from '../../functions/contracts/bank/reason-codes.ts';
import returnReasons from '../../standards/iso20022/external_return_reason_code.json' with { type: 'json' };
import statusReasons from '../../standards/iso20022/external_status_reason_code.json' with { type: 'json' };
import plainWords from '../../texts/bank-reasons.json' with { type: 'json' };

describe('reason codes', () => {
  test('say what the code set says, and what to do', () => {
    expect(reasonText('AC04')).toMatchObject({
      code: 'AC04',
      definition: "Account number specified has been closed on the bank of account's books.",
      text: { 'zh-CN': '账户已销户' },
      action: 'confirm-account',
    });
    expect(reasonText('AC01')).toMatchObject({ action: 'confirm-account' });
    expect(reasonText('MD07')).toMatchObject({ action: 'suspend-award' });
    expect(reasonText('AM05')).toMatchObject({ action: 'investigate' });
  });

  test('a code that is met rarely speaks in the words of its group', () => {
    expect(reasonText('NOOR')).toMatchObject({
      definition: 'Original SCT never received',
      action: 'ask-payee',
    });
  });

  test('every code of the external code sets has words and a next step', () => {
    const codes = [...Object.keys(returnReasons.codes), ...Object.keys(statusReasons.codes)];
    expect(codes.length).toBeGreaterThan(400);
    expect(codes.filter((code) => reasonText(code).nextStep === undefined)).toEqual([]);
    expect(codes.filter((code) => reasonText(code).text === undefined)).toEqual([]);
  });

  test('a code nobody knows stands for itself', () => {
    expect(reasonText('ZZ99')).toEqual({ code: 'ZZ99' });
  });

  test('words are written once for a code, and only for codes that exist', () => {
    const worded = [
      ...Object.keys(plainWords.codes),
      ...Object.values(plainWords.groups).flatMap(({ codes }) => codes),
    ];
    expect(worded.filter((code) => reasonText(code).definition === undefined)).toEqual([]);
    expect(new Set(worded).size).toBe(worded.length);
  });
});
