import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListAppealsHandler } from './handler.ts';

export const { handler } = createListAppealsHandler({ ...edge, table });
