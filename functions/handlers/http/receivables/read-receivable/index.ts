import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadReceivableHandler } from './handler.ts';

export const { handler } = createReadReceivableHandler({ ...edge, table, clock });
