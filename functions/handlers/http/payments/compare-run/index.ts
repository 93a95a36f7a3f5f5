import { awards } from '../../../container/awards.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { terms } from '../../../container/terms.ts';
import { createCompareRunHandler } from './handler.ts';

export const { handler } = createCompareRunHandler({ ...edge, table, awards, terms });
