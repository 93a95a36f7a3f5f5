import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { keyed } from '../../../container/keyed.ts';
import { table } from '../../../container/table.ts';
import { createConfirmPayeeHandler } from './handler.ts';

export const { handler } = createConfirmPayeeHandler({ ...edge, table, clock, envelopes, keyed });
