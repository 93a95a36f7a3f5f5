import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListLedgerEntriesHandler } from './handler.ts';

export const { handler } = createListLedgerEntriesHandler({ ...edge, table });
