import { clock } from '../../container/clock.ts';
import { compiledPolicies } from '../../container/compiled-policies.ts';
import { district } from '../../container/district.ts';
import { envelopes } from '../../container/envelopes.ts';
import { log } from '../../container/log.ts';
import { registers } from '../../container/registers.ts';
import { table } from '../../container/table.ts';
import { createAskRegistersAgainHandler } from './handler.ts';

export const { handler } = createAskRegistersAgainHandler({
  table,
  clock,
  envelopes,
  policies: compiledPolicies,
  registers,
  district,
  log,
});
