import { readAwards } from '../../../app/awards/read-awards.ts';
import { bankChannel } from '../../container/bank-channel.ts';
import { bankFiles } from '../../container/bank-files.ts';
import { calendar } from '../../container/calendar.ts';
import { clock } from '../../container/clock.ts';
import { log } from '../../container/log.ts';
import { table } from '../../container/table.ts';
import { createSweepFinanceHandler } from './handler.ts';

export const { handler } = createSweepFinanceHandler({
  table,
  clock,
  calendar,
  awards: { read: (awardIds) => readAwards(table, awardIds) },
  bankChannel,
  bankFiles,
  log,
});
