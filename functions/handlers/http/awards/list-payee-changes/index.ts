import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListPayeeChangesHandler } from './handler.ts';

export const { handler } = createListPayeeChangesHandler({ ...edge, table });
