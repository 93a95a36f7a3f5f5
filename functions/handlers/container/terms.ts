import { readDebtor } from '../../app/payments/debtor-accounts.ts';
import { createPolicyPaymentTerms } from '../../app/payments/policy-payment-terms.ts';
import { banks } from './banks.ts';
import { payer } from './payer.ts';
import { policies } from './policies.ts';
import { table } from './table.ts';

export const terms = createPolicyPaymentTerms({ table, policies }, payer, banks, (programme) =>
  readDebtor(table, programme),
);
