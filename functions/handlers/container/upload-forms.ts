import { s3UploadForms } from '../../adapters/s3/upload-forms.ts';
import { quarantinePrefix } from '../../adapters/s3/uploaded-files.ts';
import { maxEvidenceBytes } from '../../domain/claims/evidence-file.ts';
import { s3 } from './s3.ts';
import { setting } from './setting.ts';

export const uploadForms = s3UploadForms({
  client: s3,
  bucket: setting('EVIDENCE_BUCKET'),
  prefix: quarantinePrefix,
  maxBytes: maxEvidenceBytes,
  now: Date.now,
});
