import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadTrialBalanceHandler } from './handler.ts';

export const { handler } = createReadTrialBalanceHandler({ ...edge, table });
