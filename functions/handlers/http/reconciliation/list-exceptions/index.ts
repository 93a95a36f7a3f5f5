import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListExceptionsHandler } from './handler.ts';

export const { handler } = createListExceptionsHandler({ ...edge, table, clock });
