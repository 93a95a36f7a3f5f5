import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createCompareRunHandler } from './handler.ts';

export const { handler } = createCompareRunHandler({ ...edge, table, envelopes });
