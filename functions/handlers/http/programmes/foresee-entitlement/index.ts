import { clock } from '../../../container/clock.ts';
import { compiledPolicies } from '../../../container/compiled-policies.ts';
import { publicEdge } from '../../../container/public-edge.ts';
import { table } from '../../../container/table.ts';
import { createForeseeEntitlementHandler } from './handler.ts';

export const { handler } = createForeseeEntitlementHandler({
  ...publicEdge,
  table,
  clock,
  policies: compiledPolicies,
});
