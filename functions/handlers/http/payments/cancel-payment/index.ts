import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createCancelPaymentHandler } from './handler.ts';

export const { handler } = createCancelPaymentHandler({ ...edge, table, clock });
