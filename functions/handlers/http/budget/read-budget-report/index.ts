import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadBudgetReportHandler } from './handler.ts';

export const { handler } = createReadBudgetReportHandler({ ...edge, table });
