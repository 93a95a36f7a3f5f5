import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createReadClaimHandler } from './handler.ts';

export const { handler } = createReadClaimHandler({ ...edge, table, envelopes });
