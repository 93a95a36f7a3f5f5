import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReissuePaymentHandler } from './handler.ts';

export const { handler } = createReissuePaymentHandler({ ...edge, table, clock });
