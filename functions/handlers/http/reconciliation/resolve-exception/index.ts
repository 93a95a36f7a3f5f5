import { readAwards } from '../../../../app/awards/read-awards.ts';
import { calendar } from '../../../container/calendar.ts';
import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { table } from '../../../container/table.ts';
import { createResolveExceptionHandler } from './handler.ts';

export const { handler } = createResolveExceptionHandler({
  ...edge,
  table,
  clock,
  calendar,
  awards: { read: (awardIds) => readAwards(table, awardIds) },
});
