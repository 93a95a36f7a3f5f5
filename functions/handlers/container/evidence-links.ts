import { s3FileLinks } from '../../adapters/s3/file-links.ts';
import { acceptedKey } from '../../adapters/s3/uploaded-files.ts';
import { s3 } from './s3.ts';
import { setting } from './setting.ts';

/** To evidence alone: they share the access, and the bucket, of `uploaded-files`. */
export const evidenceLinks = s3FileLinks({
  client: s3,
  bucket: setting('EVIDENCE_BUCKET'),
  objectKey: acceptedKey,
});
