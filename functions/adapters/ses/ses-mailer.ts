import { SendEmailCommand, type SESv2Client } from '@aws-sdk/client-sesv2';
import type { Mailer } from '../../app/notices/ports.ts';

/**
 * E-mail by SES, as plain text: nothing in it is loaded from anywhere, and nothing tells that it was opened.
 * https://docs.aws.amazon.com/ses/latest/APIReference-V2/API_SendEmail.html
 */
export function sesMailer({
  client,
  from,
}: {
  readonly client: Pick<SESv2Client, 'send'>;
  /** An address of ours that SES has verified. */
  readonly from: string;
}): Mailer {
  return {
    mail: async (address, subject, words) => {
      const part = (text: string) => ({ Data: text, Charset: 'UTF-8' });
      await client.send(
        new SendEmailCommand({
          FromEmailAddress: from,
          Destination: { ToAddresses: [address] },
          Content: { Simple: { Subject: part(subject), Body: { Text: part(words) } } },
        }),
      );
    },
  };
}
