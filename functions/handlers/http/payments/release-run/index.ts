import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReleaseRunHandler } from './handler.ts';

export const { handler } = createReleaseRunHandler({ ...edge, table, clock });
