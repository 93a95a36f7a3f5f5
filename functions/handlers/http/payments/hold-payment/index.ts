import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createHoldPaymentHandler } from './handler.ts';

export const { handler } = createHoldPaymentHandler({ ...edge, table, clock });
