import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { ids } from '../../../container/ids.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createOpenCaseHandler } from './handler.ts';

export const { handler } = createOpenCaseHandler({ ...edge, table, envelopes, clock, ids, policies });
