import { edge } from '../../../container/edge.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createDrawSampleHandler } from './handler.ts';

export const { handler } = createDrawSampleHandler({ ...edge, table, policies });
