import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadExceptionHandler } from './handler.ts';

export const { handler } = createReadExceptionHandler({ ...edge, table, clock });
