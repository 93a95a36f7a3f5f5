import { clock } from '../../container/clock.ts';
import { log } from '../../container/log.ts';
import { readBankMessage } from '../../container/read-bank-message.ts';
import { table } from '../../container/table.ts';
import { uploadedBankMessages } from '../../container/uploaded-bank-messages.ts';
import { createImportBankMessageQueue } from './handler.ts';

export const { handler } = createImportBankMessageQueue({
  table,
  clock,
  log,
  readBankMessage,
  uploadedBankMessages,
});
