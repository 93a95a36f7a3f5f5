import { objectKey } from '../../adapters/s3/bank-files.ts';
import { s3FileLinks } from '../../adapters/s3/file-links.ts';
import { s3 } from './s3.ts';
import { setting } from './setting.ts';

/** To the bank's files alone: they share the access, and the bucket, of `bank-files`. */
export const fileLinks = s3FileLinks({ client: s3, bucket: setting('BANK_FILES_BUCKET'), objectKey });
