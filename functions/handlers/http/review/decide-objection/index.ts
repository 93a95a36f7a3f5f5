import { calendar } from '../../../container/calendar.ts';
import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createDecideObjectionHandler } from './handler.ts';

export const { handler } = createDecideObjectionHandler({
  ...edge,
  table,
  clock,
  envelopes,
  policies,
  calendar,
});
