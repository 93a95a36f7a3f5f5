import type { AreaCode } from '../../domain/review/area.ts';
import { type TaskStage, taskStages } from '../../domain/review/chain.ts';
import { isOnTime } from '../../domain/review/on-time.ts';
import { type CalendarDate, dateInShanghai, daysBetween } from '../../domain/time/calendar-date.ts';
import { readTaskPlace, taskQueue } from '../claims/claim-head.ts';
import { rowPages } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';

/** Open tasks of a stage, by the days since they came there. */
export interface QueueOfStage {
  readonly stage: TaskStage;
  readonly open: number;
  /** Those whose first date has not passed. */
  readonly onTime: number;
  readonly upToWeek: number;
  readonly upToMonth: number;
  readonly longer: number;
}

/** The stages' queues as they are, in the order of the stages: told by the index alone, which may lag a moment. */
export async function queuesReport(
  table: Table,
  district: AreaCode,
  today: CalendarDate,
): Promise<readonly QueueOfStage[]> {
  return Promise.all(taskStages.map((stage) => queueOf(table, stage, district, today)));
}

async function queueOf(
  table: Table,
  stage: TaskStage,
  district: AreaCode,
  today: CalendarDate,
): Promise<QueueOfStage> {
  let [open, onTime, upToWeek, upToMonth] = [0, 0, 0, 0];
  for await (const rows of rowPages(table, 'gsi1', { pk: taskQueue(stage, district) })) {
    for (const { indexSk } of rows) {
      const task = readTaskPlace(indexSk);
      const days = daysBetween(dateInShanghai(Date.parse(task.since)), today);
      open += 1;
      if (isOnTime(task, today)) onTime += 1;
      if (days <= 7) upToWeek += 1;
      else if (days <= 30) upToMonth += 1;
    }
  }
  return { stage, open, onTime, upToWeek, upToMonth, longer: open - upToWeek - upToMonth };
}
