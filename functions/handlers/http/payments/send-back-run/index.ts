import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createSendBackRunHandler } from './handler.ts';

export const { handler } = createSendBackRunHandler({ ...edge, table, clock });
