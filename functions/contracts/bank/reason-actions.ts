/** Who has to do something: the payee or their account, whoever keeps the award, the bank, ourselves, or nobody. */
export const reasonActions = [
  'confirm-account',
  'ask-payee',
  'suspend-award',
  'investigate',
  'ask-bank',
  'fund-account',
  'check-file',
  'send-again',
  'wait',
] as const;
