import { environmentCredentials } from '../../adapters/aws/environment-credentials.ts';
import { s3UploadForms } from '../../adapters/s3/upload-forms.ts';
import { emulator, region } from './aws.ts';
import { setting } from './setting.ts';

export const uploadForms = s3UploadForms({
  bucket: setting('EVIDENCE_BUCKET'),
  region,
  ...emulator,
  credentials: environmentCredentials,
  now: () => new Date(),
});
