import type { RunState } from '../../domain/payments/run-lifecycle.ts';
import { addDays, countDecided, type DaysToDecide, daysWithin } from '../../domain/review/days-to-decide.ts';
import { leastCases, serviceRate } from '../../domain/review/service-rate.ts';
import { dateInShanghai } from '../../domain/time/calendar-date.ts';
import { quarterOf } from '../../domain/time/quarter.ts';
import { readDecidedAppeals } from '../appeals/decided-appeals.ts';
import { everyRun } from '../payments/programme-runs.ts';
import type { RunHead } from '../payments/run-head.ts';
import { totalsKey } from '../payments/run-keys.ts';
import { readStreetService } from '../payments/street-service.ts';
import { readDecidedTasks } from '../review/decided-tasks.ts';
import type { Table } from '../store/ports.ts';

/** How the people of a street were served. A measure of fewer than ten cases is absent. */
export interface ServiceOfStreet {
  /** A quarter, such as "2008-Q2", or the whole year. */
  readonly period: string;
  readonly areaCode: string;
  /** Tasks decided by their first date, of those decided: percents. */
  readonly decidedOnTime?: number;
  /** Working days within which half, and nine in ten, were decided. */
  readonly medianDays?: number;
  readonly ninetiethDays?: number;
  /** Payments settled by the day that they were due and not returned by then, of those that runs held: percents. */
  readonly paidOnTime?: number;
  /** Payments that were made again, or found to be owed no more, of those that came back: percents. */
  readonly returnsResolved?: number;
  /** Appeals decided within the time the law gives, of those decided: percents. */
  readonly appealsInTime?: number;
}

interface Cases {
  readonly days: DaysToDecide;
  readonly onTime: number;
  readonly due: number;
  readonly inTime: number;
  readonly cameBack: number;
  readonly putRight: number;
  readonly appeals: number;
  readonly appealsInTime: number;
}

const none: Cases = {
  days: new Map(),
  onTime: 0,
  due: 0,
  inTime: 0,
  cameBack: 0,
  putRight: 0,
  appeals: 0,
  appealsInTime: 0,
};

/**
 * The offices' service by street and quarter, and of the year, which is the sum of its quarters' cases. Decisions stand
 * in the quarter in which they were taken, payments in that by which they were due. It counts nothing of what was
 * decided, and nothing of families; it costs the runs and a few hundred counts.
 */
export async function scorecardReport(table: Table, year: number): Promise<readonly ServiceOfStreet[]> {
  const seen: { readonly quarter: string; readonly street: string; readonly cases: Cases }[] = [];
  for (const { quarter, street, onTime, days } of await readDecidedTasks(table, year)) {
    seen.push({ quarter, street, cases: { ...none, onTime, days } });
  }
  for (const { quarter, street, decided, inTime } of await readDecidedAppeals(table, year)) {
    seen.push({ quarter, street, cases: { ...none, appeals: decided, appealsInTime: inTime } });
  }
  for await (const head of everyRun(table)) {
    const quarter = quarterOf(head.terms.payBy ?? dateInShanghai(Date.parse(head.preparedAt)));
    if (!quarter.startsWith(String(year)) || notPaid.has(head.state)) continue;
    for (const [street, cases] of await paidBy(table, head)) seen.push({ quarter, street, cases });
  }
  const byStreet = [...Map.groupBy(seen, ({ street }) => street)].sort(([a], [b]) => (a < b ? -1 : 1));
  return byStreet.flatMap(([street, ofStreet]) => {
    const quarters = [...Map.groupBy(ofStreet, ({ quarter }) => quarter)].sort(([a], [b]) =>
      a < b ? -1 : 1,
    );
    return [...quarters, [String(year), ofStreet] as const].map(([period, of]) =>
      rowOf(period, street, sumOf(of.map(({ cases }) => cases))),
    );
  });
}

/** A run that is still built holds no payment for good, and one that was cancelled holds none. */
const notPaid: ReadonlySet<RunState> = new Set(['building', 'cancelled']);

async function paidBy(table: Table, head: RunHead): Promise<ReadonlyMap<string, Cases>> {
  const service = readStreetService(await table.get(totalsKey(head.runId, head.attempt)));
  // A programme that promises no day has none to be late for.
  const due = head.terms.payBy === undefined ? {} : (head.firstHeld ?? {});
  const streets = new Set([...service.keys(), ...Object.keys(due)]);
  return new Map(
    [...streets].map((street) => [street, { ...none, ...service.get(street), due: due[street] ?? 0 }]),
  );
}

function sumOf(all: readonly Cases[]): Cases {
  const sum = (of: (cases: Cases) => number): number => all.reduce((total, cases) => total + of(cases), 0);
  return {
    days: addDays(...all.map(({ days }) => days)),
    onTime: sum(({ onTime }) => onTime),
    due: sum(({ due }) => due),
    inTime: sum(({ inTime }) => inTime),
    cameBack: sum(({ cameBack }) => cameBack),
    putRight: sum(({ putRight }) => putRight),
    appeals: sum(({ appeals }) => appeals),
    appealsInTime: sum(({ appealsInTime }) => appealsInTime),
  };
}

function rowOf(period: string, areaCode: string, cases: Cases): ServiceOfStreet {
  const { days, onTime, due, inTime, cameBack, putRight, appeals, appealsInTime } = cases;
  const decided = countDecided(days);
  const isEnough = decided >= leastCases;
  const rates = {
    decidedOnTime: serviceRate(onTime, decided),
    medianDays: isEnough ? daysWithin(days, 0.5) : undefined,
    ninetiethDays: isEnough ? daysWithin(days, 0.9) : undefined,
    paidOnTime: serviceRate(inTime, due),
    returnsResolved: serviceRate(putRight, cameBack),
    appealsInTime: serviceRate(appealsInTime, appeals),
  };
  const known = Object.entries(rates).filter(([, rate]) => rate !== undefined);
  return { period, areaCode, ...Object.fromEntries(known) };
}
