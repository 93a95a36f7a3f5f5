import { s3Objects } from '../../adapters/s3/objects.ts';
import { emulator, region, requestsTo } from './aws.ts';
import { setting } from './setting.ts';

export const bankObjects = s3Objects({
  request: requestsTo('s3'),
  bucket: setting('BANK_FILES_BUCKET'),
  region,
  ...emulator,
});
