import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createEnterPaperAppealHandler } from './handler.ts';

export const { handler } = createEnterPaperAppealHandler({ ...edge, table, clock, envelopes });
