import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListReceivablesHandler } from './handler.ts';

export const { handler } = createListReceivablesHandler({ ...edge, table, clock });
