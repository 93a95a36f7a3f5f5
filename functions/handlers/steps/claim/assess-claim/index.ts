import { calendar } from '../../../container/calendar.ts';
import { clock } from '../../../container/clock.ts';
import { compiledPolicies } from '../../../container/compiled-policies.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createAssessClaimStep } from './handler.ts';

export const handler = createAssessClaimStep({
  table,
  clock,
  envelopes,
  policies: compiledPolicies,
  calendar,
  log,
});
