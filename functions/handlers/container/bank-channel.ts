import { s3BankChannel } from '../../adapters/s3/bank-channel.ts';
import { faultAttributes } from '../edge/log.ts';
import { bankObjects } from './bank-objects.ts';
import { log } from './log.ts';
import { payer } from './payer.ts';

export const bankChannel = s3BankChannel({
  objects: bankObjects,
  bank: payer.debtor.bankId,
  reportFault: (fault) => log.error('a file for the bank is in doubt', faultAttributes(fault)),
});
