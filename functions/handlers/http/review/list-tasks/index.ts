import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListTasksHandler } from './handler.ts';

export const { handler } = createListTasksHandler({ ...edge, table, clock });
