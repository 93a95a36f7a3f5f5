import { calendar } from '../../../container/calendar.ts';
import { clock } from '../../../container/clock.ts';
import { compiledPolicies } from '../../../container/compiled-policies.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createDecideTaskHandler } from './handler.ts';

export const { handler } = createDecideTaskHandler({
  ...edge,
  table,
  clock,
  envelopes,
  policies: compiledPolicies,
  calendar,
});
