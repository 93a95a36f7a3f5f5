import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { terms } from '../../../container/terms.ts';
import { createHandleReceivableHandler } from './handler.ts';

export const { handler } = createHandleReceivableHandler({ ...edge, table, clock, terms });
