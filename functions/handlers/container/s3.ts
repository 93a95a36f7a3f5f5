import { S3Client } from '@aws-sdk/client-s3';
import { clientOptions } from './aws.ts';

export const s3 = new S3Client(clientOptions);
