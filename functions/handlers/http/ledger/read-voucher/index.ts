import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadVoucherHandler } from './handler.ts';

export const { handler } = createReadVoucherHandler({ ...edge, table });
