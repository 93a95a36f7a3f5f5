import { calendar } from '../../../container/calendar.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadRunHandler } from './handler.ts';

export const { handler } = createReadRunHandler({ ...edge, table, calendar });
