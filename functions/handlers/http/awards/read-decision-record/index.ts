import { compiledPolicies } from '../../../container/compiled-policies.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createReadDecisionRecordHandler } from './handler.ts';

export const { handler } = createReadDecisionRecordHandler({
  ...edge,
  table,
  envelopes,
  policies: compiledPolicies,
});
