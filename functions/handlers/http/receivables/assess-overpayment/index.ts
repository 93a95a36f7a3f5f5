import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createAssessOverpaymentHandler } from './handler.ts';

export const { handler } = createAssessOverpaymentHandler({ ...edge, table, clock });
