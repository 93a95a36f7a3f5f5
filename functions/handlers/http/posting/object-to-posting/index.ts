import { calendar } from '../../../container/calendar.ts';
import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { ids } from '../../../container/ids.ts';
import { table } from '../../../container/table.ts';
import { createObjectToPostingHandler } from './handler.ts';

export const { handler } = createObjectToPostingHandler({ ...edge, table, clock, ids, envelopes, calendar });
