import { bankFiles } from '../../../container/bank-files.ts';
import { bankFormats } from '../../../container/bank-formats.ts';
import { banks } from '../../../container/banks.ts';
import { edge } from '../../../container/edge.ts';
import { fileLinks } from '../../../container/file-links.ts';
import { table } from '../../../container/table.ts';
import { createReadBankFileHandler } from './handler.ts';

export const { handler } = createReadBankFileHandler({
  ...edge,
  table,
  bankFiles,
  fileLinks,
  bankFormats,
  banks,
});
