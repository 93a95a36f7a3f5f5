import { S3Client } from '@aws-sdk/client-s3';
import { s3UploadedFiles } from '../../adapters/s3/uploaded-files.ts';
import { setting } from './setting.ts';

export const uploadedFiles = s3UploadedFiles({ client: new S3Client(), bucket: setting('EVIDENCE_BUCKET') });
