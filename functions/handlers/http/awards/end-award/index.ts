import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createEndAwardHandler } from './handler.ts';

export const { handler } = createEndAwardHandler({ ...edge, table, clock, envelopes, policies });
