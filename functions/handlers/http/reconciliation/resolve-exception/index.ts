import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createResolveExceptionHandler } from './handler.ts';

export const { handler } = createResolveExceptionHandler({ ...edge, table, clock });
