import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListAuditEntriesHandler } from './handler.ts';

export const { handler } = createListAuditEntriesHandler({ ...edge, table, clock });
