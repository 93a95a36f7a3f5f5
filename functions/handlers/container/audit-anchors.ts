import { s3AuditAnchors } from '../../adapters/s3/audit-anchors.ts';
import { s3Objects } from '../../adapters/s3/objects.ts';
import { emulator, region, requestsTo } from './aws.ts';
import { setting } from './setting.ts';

export const anchors = s3AuditAnchors(
  s3Objects({
    request: requestsTo('s3'),
    bucket: setting('ANCHORS_BUCKET'),
    region,
    ...emulator,
  }),
);
