import { createAllocate } from '../../../app/awards/allocate.ts';
import { clock } from '../../container/clock.ts';
import { envelopes } from '../../container/envelopes.ts';
import { log } from '../../container/log.ts';
import { policies } from '../../container/policies.ts';
import { table } from '../../container/table.ts';
import { createAllocateHandler } from './handler.ts';

export const { handler } = createAllocateHandler({
  allocate: createAllocate({ table, clock, envelopes, policies }),
  log,
});
