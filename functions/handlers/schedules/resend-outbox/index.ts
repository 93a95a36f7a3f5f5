import { observeOldestOutboxRow } from '../../container/outbox-age.ts';
import { clock } from '../../container/clock.ts';
import { log } from '../../container/log.ts';
import { sinks } from '../../container/outbox-sinks.ts';
import { table } from '../../container/table.ts';
import { createResendOutboxHandler } from './handler.ts';

export const { handler } = createResendOutboxHandler({
  table,
  clock,
  sinks,
  log,
  observeOldest: observeOldestOutboxRow,
});
