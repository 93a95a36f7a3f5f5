import { s3AuditAnchors } from '../../adapters/s3/audit-anchors.ts';
import { s3Objects } from '../../adapters/s3/objects.ts';
import { s3 } from './s3.ts';
import { setting } from './setting.ts';

export const anchors = s3AuditAnchors(s3Objects({ client: s3, bucket: setting('ANCHORS_BUCKET') }));
