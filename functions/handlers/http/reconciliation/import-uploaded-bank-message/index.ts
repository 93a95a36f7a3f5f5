import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { uploadedBankMessages } from '../../../container/uploaded-bank-messages.ts';
import { createImportUploadedBankMessageHandler } from './handler.ts';

export const { handler } = createImportUploadedBankMessageHandler({
  ...edge,
  table,
  clock,
  uploadedBankMessages,
});
