import { createBankMessageReader } from '../../adapters/bank/bank-message-reader.ts';
import { banks } from './banks.ts';
import { payer } from './payer.ts';

export const readBankMessage = createBankMessageReader(banks, payer.debtor.bankId);
