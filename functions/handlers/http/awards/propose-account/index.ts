import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { keyed } from '../../../container/keyed.ts';
import { table } from '../../../container/table.ts';
import { createProposeAccountHandler } from './handler.ts';

export const { handler } = createProposeAccountHandler({ ...edge, table, clock, envelopes, keyed });
