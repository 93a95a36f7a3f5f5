import { compiledPolicies } from '../../../container/compiled-policies.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { log } from '../../../container/log.ts';
import { registers } from '../../../container/registers.ts';
import { table } from '../../../container/table.ts';
import { createVerifyConditionsStep } from './handler.ts';

export const handler = createVerifyConditionsStep({
  table,
  envelopes,
  policies: compiledPolicies,
  registers,
  log,
});
