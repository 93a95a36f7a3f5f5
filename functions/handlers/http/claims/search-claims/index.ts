import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { keyed } from '../../../container/keyed.ts';
import { table } from '../../../container/table.ts';
import { createSearchClaimsHandler } from './handler.ts';

export const { handler } = createSearchClaimsHandler({ ...edge, table, clock, keyed });
