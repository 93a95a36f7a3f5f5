import { isAppealInTime } from '../../domain/review/appeal-limit.ts';
import { type AreaCode, areaCode, streetOf } from '../../domain/review/area.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { quarterOf } from '../../domain/time/quarter.ts';
import { itemPages } from '../store/pages.ts';
import type { Action, Item, Table } from '../store/ports.ts';
import type { AppealHead } from './appeal-head.ts';

/** How many appeals were decided in a quarter, about claims of a street. */
export interface DecidedAppeals {
  /** Such as "2008-Q2". */
  readonly quarter: string;
  readonly street: AreaCode;
  readonly decided: number;
  /** Of them, those decided within the time the law gives. */
  readonly inTime: number;
}

function decidedPk(year: number): string {
  return `APPEALS#${String(year)}`;
}

/** Counts an appeal as decided, in the decision's own transaction: so it is counted once, as tasks are. */
export function countAppeal(
  { areaCode: area, lodgedOn }: Pick<AppealHead, 'areaCode' | 'lodgedOn'>,
  today: CalendarDate,
): Action {
  return {
    update: {
      pk: decidedPk(Number(today.slice(0, 4))),
      sk: `${quarterOf(today)}#${streetOf(areaCode(area))}`,
    },
    add: { decided: 1, ...(isAppealInTime(lodgedOn, today) ? { inTime: 1 } : {}) },
  };
}

/** What was decided in a calendar year, by quarter and street. */
export async function readDecidedAppeals(table: Table, year: number): Promise<readonly DecidedAppeals[]> {
  const decided: DecidedAppeals[] = [];
  for await (const items of itemPages(table, { pk: decidedPk(year) })) decided.push(...items.map(parsed));
  return decided;
}

function parsed({ sk, decided, inTime }: Item): DecidedAppeals {
  const [quarter = '', street = ''] = sk.split('#');
  return {
    quarter,
    street: areaCode(street),
    decided: typeof decided === 'number' ? decided : 0,
    inTime: typeof inTime === 'number' ? inTime : 0,
  };
}
