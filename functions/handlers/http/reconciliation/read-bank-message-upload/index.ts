import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadBankMessageUploadHandler } from './handler.ts';

export const { handler } = createReadBankMessageUploadHandler({ ...edge, table });
