import { calendar } from '../../../container/calendar.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListRunsHandler } from './handler.ts';

export const { handler } = createListRunsHandler({ ...edge, table, calendar });
