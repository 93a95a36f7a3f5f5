import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListPeriodsHandler } from './handler.ts';

export const { handler } = createListPeriodsHandler({ ...edge, table, clock });
