import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createDecideAppealHandler } from './handler.ts';

export const { handler } = createDecideAppealHandler({ ...edge, table, clock, envelopes, policies });
