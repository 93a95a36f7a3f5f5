import { edge } from '../../../container/edge.ts';
import { keyed } from '../../../container/keyed.ts';
import { table } from '../../../container/table.ts';
import { createSearchAwardsHandler } from './handler.ts';

export const { handler } = createSearchAwardsHandler({ ...edge, table, keyed });
