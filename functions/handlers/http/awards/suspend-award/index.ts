import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createSuspendAwardHandler } from './handler.ts';

export const { handler } = createSuspendAwardHandler({ ...edge, table, clock, envelopes });
