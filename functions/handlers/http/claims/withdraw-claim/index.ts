import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createWithdrawClaimHandler } from './handler.ts';

export const { handler } = createWithdrawClaimHandler({ ...edge, table, clock });
