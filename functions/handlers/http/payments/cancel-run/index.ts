import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createCancelRunHandler } from './handler.ts';

export const { handler } = createCancelRunHandler({ ...edge, table, clock });
