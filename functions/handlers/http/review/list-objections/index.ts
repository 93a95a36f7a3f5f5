import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListObjectionsHandler } from './handler.ts';

export const { handler } = createListObjectionsHandler({ ...edge, table });
