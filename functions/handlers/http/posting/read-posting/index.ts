import { clock } from '../../../container/clock.ts';
import { district } from '../../../container/district.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createReadPostingHandler } from './handler.ts';

export const { handler } = createReadPostingHandler({ ...edge, table, clock, envelopes, policies, district });
