import { SNSClient } from '@aws-sdk/client-sns';
import { snsMessenger } from '../../adapters/sns/sns-messenger.ts';
import type { Messenger } from '../../app/notices/ports.ts';
import { clientOptions } from './aws.ts';
import { setting } from './setting.ts';

export const messenger: Messenger = snsMessenger({
  client: new SNSClient(clientOptions),
  financeTopicArn: setting('FINANCE_TOPIC_ARN'),
});
