import { clock } from '../../../container/clock.ts';
import { compiledPolicies } from '../../../container/compiled-policies.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createPreviewPolicyHandler } from './handler.ts';

export const { handler } = createPreviewPolicyHandler({
  ...edge,
  table,
  clock,
  envelopes,
  policies: compiledPolicies,
});
