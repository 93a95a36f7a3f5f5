import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createListLeftOutHandler } from './handler.ts';

export const { handler } = createListLeftOutHandler({ ...edge, table });
