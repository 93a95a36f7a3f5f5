import { s3Objects } from '../../adapters/s3/objects.ts';
import { s3UploadedFiles } from '../../adapters/s3/uploaded-files.ts';
import { s3 } from './s3.ts';
import { setting } from './setting.ts';

export const uploadedFiles = s3UploadedFiles(s3Objects({ client: s3, bucket: setting('EVIDENCE_BUCKET') }));
