import { clock } from '../../../container/clock.ts';
import { district } from '../../../container/district.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { ids } from '../../../container/ids.ts';
import { keyed } from '../../../container/keyed.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createSubmitClaimHandler } from './handler.ts';

export const { handler } = createSubmitClaimHandler({
  ...edge,
  table,
  clock,
  ids,
  envelopes,
  keyed,
  policies,
  district,
});
