import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadLedgerEntryHandler } from './handler.ts';

export const { handler } = createReadLedgerEntryHandler({ ...edge, table });
