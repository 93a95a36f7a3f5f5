import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadPeriodReconciliationHandler } from './handler.ts';

export const { handler } = createReadPeriodReconciliationHandler({ ...edge, table });
