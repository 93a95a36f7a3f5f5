import { S3Client } from '@aws-sdk/client-s3';
import { s3BankChannel } from '../../adapters/s3/bank-channel.ts';
import { faultAttributes } from '../edge/log.ts';
import { log } from './log.ts';
import { payer } from './payer.ts';
import { setting } from './setting.ts';

export const bankChannel = s3BankChannel({
  client: new S3Client(),
  bucket: setting('BANK_FILES_BUCKET'),
  bank: payer.debtor.bankId,
  reportFault: (fault) => log.error('a file for the bank is in doubt', faultAttributes(fault)),
});
