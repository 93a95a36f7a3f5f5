import { S3Client } from '@aws-sdk/client-s3';
import { s3BankFiles } from '../../adapters/s3/bank-files.ts';
import { setting } from './setting.ts';

export const bankFiles = s3BankFiles({ client: new S3Client(), bucket: setting('BANK_FILES_BUCKET') });
