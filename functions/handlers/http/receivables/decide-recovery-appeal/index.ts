import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createDecideRecoveryAppealHandler } from './handler.ts';

export const { handler } = createDecideRecoveryAppealHandler({ ...edge, table, clock });
