import { s3Objects } from '../../adapters/s3/objects.ts';
import { s3 } from './s3.ts';
import { setting } from './setting.ts';

export const bankObjects = s3Objects({ client: s3, bucket: setting('BANK_FILES_BUCKET') });
