import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createLodgeAppealHandler } from './handler.ts';

export const { handler } = createLodgeAppealHandler({ ...edge, table, clock, envelopes });
