import { bankMessageForms } from '../../../container/bank-message-forms.ts';
import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { ids } from '../../../container/ids.ts';
import { table } from '../../../container/table.ts';
import { createOpenBankMessageUploadHandler } from './handler.ts';

export const { handler } = createOpenBankMessageUploadHandler({
  ...edge,
  table,
  clock,
  ids,
  bankMessageForms,
});
