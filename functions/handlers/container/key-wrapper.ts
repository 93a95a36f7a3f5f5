import { kmsKey } from '../../adapters/kms/kms-key.ts';
import { emulator, region, requestsTo } from './aws.ts';
import { setting } from './setting.ts';

export const wrapper = kmsKey({
  request: requestsTo('kms'),
  endpoint: emulator.endpoint ?? `https://kms.${region}.amazonaws.com`,
  keyId: setting('ENVELOPE_KEY_ARN'),
});
