import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createReadPeriodHandler } from './handler.ts';

export const { handler } = createReadPeriodHandler({ ...edge, table, clock, policies });
