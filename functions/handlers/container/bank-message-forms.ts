import { bankMessagePrefix } from '../../adapters/s3/uploaded-bank-messages.ts';
import { s3UploadForms } from '../../adapters/s3/upload-forms.ts';
import { maxUploadedMessageBytes } from '../../domain/reconciliation/uploaded-message.ts';
import { s3 } from './s3.ts';
import { setting } from './setting.ts';

export const bankMessageForms = s3UploadForms({
  client: s3,
  bucket: setting('BANK_FILES_BUCKET'),
  prefix: bankMessagePrefix,
  maxBytes: maxUploadedMessageBytes,
  now: Date.now,
});
