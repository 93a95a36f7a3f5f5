import { environmentCredentials } from '../../adapters/environment/environment-credentials.ts';
import { s3UploadForms } from '../../adapters/s3/upload-forms.ts';
import { setting } from './setting.ts';

export const uploadForms = s3UploadForms({
  bucket: setting('EVIDENCE_BUCKET'),
  region: setting('AWS_REGION'),
  ...(process.env.AWS_ENDPOINT_URL ? { endpoint: process.env.AWS_ENDPOINT_URL } : {}),
  credentials: environmentCredentials,
  now: () => new Date(),
});
