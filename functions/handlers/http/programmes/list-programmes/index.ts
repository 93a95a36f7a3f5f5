import { clock } from '../../../container/clock.ts';
import { policies } from '../../../container/policies.ts';
import { publicEdge } from '../../../container/public-edge.ts';
import { table } from '../../../container/table.ts';
import { createListProgrammesHandler } from './handler.ts';

export const { handler } = createListProgrammesHandler({ ...publicEdge, table, clock, policies });
