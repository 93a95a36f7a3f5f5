import { edge } from '../../../container/edge.ts';
import { keyed } from '../../../container/keyed.ts';
import { table } from '../../../container/table.ts';
import { createListAwardsHandler } from './handler.ts';

export const { handler } = createListAwardsHandler({ ...edge, table, keyed });
