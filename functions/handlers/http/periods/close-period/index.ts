import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createClosePeriodHandler } from './handler.ts';

export const { handler } = createClosePeriodHandler({ ...edge, table, clock, policies });
