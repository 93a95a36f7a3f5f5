import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadPaymentHandler } from './handler.ts';

export const { handler } = createReadPaymentHandler({ ...edge, table });
