import { createAllocateFunds } from '../../../app/awards/allocate-funds.ts';
import { clock } from '../../container/clock.ts';
import { envelopes } from '../../container/envelopes.ts';
import { log } from '../../container/log.ts';
import { compiledPolicies } from '../../container/compiled-policies.ts';
import { table } from '../../container/table.ts';
import { createAllocateHandler } from './handler.ts';

export const { handler } = createAllocateHandler({
  allocate: createAllocateFunds({ table, clock, envelopes, policies: compiledPolicies }),
  log,
});
