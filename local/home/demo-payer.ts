import type { PayerSettings } from '../../functions/app/payments/policy-payment-terms.ts';

/** The district treasury's account for the demo: the same payer and words for every programme. */
export const demoPayer: PayerSettings = {
  initiatingParty: '崇川区财政局',
  debtor: { name: '崇川区财政局', account: '9900000000000001', bankId: 'DEMOCNSH' },
  remittance: '财政补助',
  returnWindowDays: 30,
  answerWithinWorkingDays: 3,
};
