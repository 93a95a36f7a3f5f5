import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createReadCashProofHandler } from './handler.ts';

export const { handler } = createReadCashProofHandler({ ...edge, table, clock });
