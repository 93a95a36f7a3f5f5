import { bankFileWriter } from '../../../container/bank-file-writer.ts';
import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { payeeAccounts } from '../../../container/payee-accounts.ts';
import { table } from '../../../container/table.ts';
import { createBuildFilesStep } from './handler.ts';

export const handler = createBuildFilesStep({
  table,
  clock,
  awards: payeeAccounts,
  bankFiles: bankFileWriter,
  log,
});
