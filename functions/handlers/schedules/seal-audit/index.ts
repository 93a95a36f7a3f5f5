import { anchors } from '../../container/audit-anchors.ts';
import { clock } from '../../container/clock.ts';
import { log } from '../../container/log.ts';
import { table } from '../../container/table.ts';
import { observeOldestUnsealed } from '../../container/unsealed-age.ts';
import { createSealAuditHandler } from './handler.ts';

export const { handler } = createSealAuditHandler({
  table,
  clock,
  anchors,
  log,
  observeOldest: observeOldestUnsealed,
});
