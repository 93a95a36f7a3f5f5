import type { AreaCode } from '../../domain/review/area.ts';
import { officeOf, type TaskStage, taskStages } from '../../domain/review/chain.ts';
import { addDays, countDecided, daysWithin } from '../../domain/review/days-to-decide.ts';
import { type DecidedTasks, readDecidedTasks } from '../review/decided-tasks.ts';
import type { Table } from '../store/ports.ts';

/** What an office decided of a year at one of its stages. */
export interface DecidedAtOffice {
  readonly stage: TaskStage;
  /** Whose office: a street's, the villages' and communities' in it taken together, or the district's. */
  readonly areaCode: AreaCode;
  readonly decided: number;
  /** Those decided before their first date had passed. */
  readonly onTime: number;
  /** Working days from the task's arrival within which half, and nine in ten, were decided. */
  readonly medianDays: number;
  readonly ninetiethDays: number;
}

/**
 * Tasks decided in a year by stage and office, from counts that the decisions themselves keep: the offices' service,
 * and nothing of what was decided.
 * @param year of the decisions
 */
export async function decidedReport(
  table: Table,
  district: AreaCode,
  year: number,
): Promise<readonly DecidedAtOffice[]> {
  const decided = await readDecidedTasks(table, year);
  return taskStages.flatMap((stage) => {
    const ofStage = decided.filter((counts) => counts.stage === stage);
    const offices = Map.groupBy(ofStage, ({ street }) =>
      officeOf(stage) === 'district' ? district : street,
    );
    return [...offices]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([area, counts]) => rowOf(stage, area, counts));
  });
}

function rowOf(stage: TaskStage, area: AreaCode, counts: readonly DecidedTasks[]): DecidedAtOffice {
  const days = addDays(...counts.map((one) => one.days));
  return {
    stage,
    areaCode: area,
    decided: countDecided(days),
    onTime: counts.reduce((sum, { onTime }) => sum + onTime, 0),
    medianDays: daysWithin(days, 0.5) ?? 0,
    ninetiethDays: daysWithin(days, 0.9) ?? 0,
  };
}
