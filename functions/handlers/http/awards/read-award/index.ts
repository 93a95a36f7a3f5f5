import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createReadAwardHandler } from './handler.ts';

export const { handler } = createReadAwardHandler({ ...edge, table, envelopes });
