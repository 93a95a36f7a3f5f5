import { PublishCommand, type SNSClient } from '@aws-sdk/client-sns';
import type { Messenger } from '../../app/notices/ports.ts';

/**
 * Texts by SNS; finance by a topic to which they subscribe, by e-mail or otherwise.
 * https://docs.aws.amazon.com/sns/latest/dg/sms_sending-overview.html
 */
export function snsMessenger({
  client,
  financeTopicArn,
}: {
  readonly client: Pick<SNSClient, 'send'>;
  readonly financeTopicArn: string;
}): Messenger {
  return {
    text: async (number, words) => {
      await client.send(
        new PublishCommand({
          PhoneNumber: number,
          Message: words,
          MessageAttributes: {
            // Delivered before cheap: people act on it.
            'AWS.SNS.SMS.SMSType': { DataType: 'String', StringValue: 'Transactional' },
          },
        }),
      );
    },
    tellFinance: async (words) => {
      await client.send(new PublishCommand({ TopicArn: financeTopicArn, Subject: 'Huimin', Message: words }));
    },
  };
}
