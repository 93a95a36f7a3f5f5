import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadReconciliationHandler } from './handler.ts';

export const { handler } = createReadReconciliationHandler({ ...edge, table });
