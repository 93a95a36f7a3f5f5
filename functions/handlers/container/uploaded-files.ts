import { s3Objects } from '../../adapters/s3/objects.ts';
import { s3UploadedFiles } from '../../adapters/s3/uploaded-files.ts';
import { emulator, region, requestsTo } from './aws.ts';
import { setting } from './setting.ts';

export const uploadedFiles = s3UploadedFiles(
  s3Objects({ request: requestsTo('s3'), bucket: setting('EVIDENCE_BUCKET'), region, ...emulator }),
);
