import { calendar } from '../../../container/calendar.ts';
import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createDecideTaskHandler } from './handler.ts';

export const { handler } = createDecideTaskHandler({ ...edge, table, clock, envelopes, policies, calendar });
