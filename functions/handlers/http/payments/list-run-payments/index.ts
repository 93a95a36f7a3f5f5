import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { table } from '../../../container/table.ts';
import { createListRunPaymentsHandler } from './handler.ts';

export const { handler } = createListRunPaymentsHandler({ ...edge, table, envelopes });
