import { SESv2Client } from '@aws-sdk/client-sesv2';
import { sesMailer } from '../../adapters/ses/ses-mailer.ts';
import type { Mailer } from '../../app/notices/ports.ts';
import { clientOptions } from './aws.ts';
import { setting } from './setting.ts';

export const mailer: Mailer = sesMailer({
  client: new SESv2Client(clientOptions),
  from: setting('MAIL_FROM'),
});
