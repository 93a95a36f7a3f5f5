import { type AreaCode, areaCode, streetOf } from '../../domain/review/area.ts';
import { type TaskStage, taskStages } from '../../domain/review/chain.ts';
import type { DaysToDecide } from '../../domain/review/days-to-decide.ts';
import { isOnTime } from '../../domain/review/on-time.ts';
import { type CalendarDate, dateInShanghai } from '../../domain/time/calendar-date.ts';
import { quarterOf } from '../../domain/time/quarter.ts';
import { type WorkingCalendar, workingDaysBetween } from '../../domain/time/working-days.ts';
import type { ClaimHead } from '../claims/claim-head.ts';
import { itemPages } from '../store/pages.ts';
import type { Action, Item, Table } from '../store/ports.ts';

/** What was decided in a quarter at a stage, of the claims of a street. */
export interface DecidedTasks {
  /** Such as "2008-Q2". */
  readonly quarter: string;
  readonly street: AreaCode;
  readonly stage: TaskStage;
  /** Those decided before their first date had passed. */
  readonly onTime: number;
  readonly days: DaysToDecide;
}

function decidedPk(year: number): string {
  return `DECIDED#${String(year)}`;
}

/**
 * Counts a task as decided. It belongs into the decision's own transaction, which happens once: so the counts are
 * never more or fewer than the decisions, and a report reads a few hundred items instead of every claim.
 * @param head of the claim, as the task was open in it
 */
export function countDecision(
  { areaCode: area, dueOn, escalation }: Pick<ClaimHead, 'areaCode' | 'dueOn' | 'escalation'>,
  { stage, since }: Pick<NonNullable<ClaimHead['task']>, 'stage' | 'since'>,
  today: CalendarDate,
  calendar: WorkingCalendar,
): Action {
  const days = workingDaysBetween(dateInShanghai(Date.parse(since)), today, calendar);
  const place = [quarterOf(today), streetOf(areaCode(area)), stage];
  return {
    update: { pk: decidedPk(Number(today.slice(0, 4))), sk: place.join('#') },
    add: {
      [`days ${String(days)}`]: 1,
      ...(isOnTime({ dueOn: dueOn ?? today, escalation }, today) ? { onTime: 1 } : {}),
    },
  };
}

/** What was decided in a calendar year, by quarter, street and stage. */
export async function readDecidedTasks(table: Table, year: number): Promise<readonly DecidedTasks[]> {
  const decided: DecidedTasks[] = [];
  for await (const items of itemPages(table, { pk: decidedPk(year) })) decided.push(...items.map(parsed));
  return decided;
}

function parsed(item: Item): DecidedTasks {
  const [quarter = '', street = '', stageName] = item.sk.split('#');
  const stage = taskStages.find((known) => known === stageName);
  if (stage === undefined) throw new Error(`no count of decided tasks: ${item.sk}`);
  const days = new Map<number, number>();
  for (const [name, value] of Object.entries(item)) {
    const [, after] = /^days (\d+)$/.exec(name) ?? [];
    if (after !== undefined && typeof value === 'number') days.set(Number(after), value);
  }
  return {
    quarter,
    street: areaCode(street),
    stage,
    onTime: typeof item.onTime === 'number' ? item.onTime : 0,
    days,
  };
}
