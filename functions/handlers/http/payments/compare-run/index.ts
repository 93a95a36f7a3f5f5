import { readAwards } from '../../../../app/awards/read-awards.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createCompareRunHandler } from './handler.ts';

export const { handler } = createCompareRunHandler({
  ...edge,
  table,
  awards: { read: (awardIds) => readAwards(table, awardIds) },
});
