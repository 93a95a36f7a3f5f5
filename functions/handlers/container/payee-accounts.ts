import { createPayeeAccounts } from '../../app/awards/payee-accounts.ts';
import { envelopes } from './envelopes.ts';
import { table } from './table.ts';

export const payeeAccounts = createPayeeAccounts({ table, envelopes });
