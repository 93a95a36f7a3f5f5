import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { keyed } from '../../../container/keyed.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createAnswerRequestHandler } from './handler.ts';

export const { handler } = createAnswerRequestHandler({ ...edge, table, clock, envelopes, keyed, policies });
