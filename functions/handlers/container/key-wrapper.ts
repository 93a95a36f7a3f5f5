import { KMSClient } from '@aws-sdk/client-kms';
import { kmsKey } from '../../adapters/kms/kms-key.ts';
import { clientOptions } from './aws.ts';
import { setting } from './setting.ts';

export const wrapper = kmsKey({ client: new KMSClient(clientOptions), keyId: setting('ENVELOPE_KEY_ARN') });
