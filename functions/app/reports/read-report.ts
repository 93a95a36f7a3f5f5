import type { Clock } from '../ports/clock.ts';
import type { Texts } from '../../contracts/language.ts';
import type { Residents } from '../ports/residents.ts';
import type { Table } from '../store/ports.ts';
import type { AreaCode } from '../../domain/review/area.ts';
import { decidedReport, type DecidedAtOffice } from './decided-report.ts';
import { payoutReport, type PayoutOfMonth } from './payout-report.ts';
import { queuesReport, type QueueOfStage } from './queues-report.ts';
import { returnsReport, type ReturnsOfReason } from './returns-report.ts';
import { scorecardReport, type ServiceOfStreet } from './scorecard-report.ts';
import { type PayoutInStreet, streetsReport } from './streets-report.ts';
import { yearEndReport, type YearOfStreets } from './year-end-report.ts';

/** A report, with the instant of the business clock as of which it holds, ISO 8601. */
export type Report = { readonly asOf: string; readonly year: number } & (
  | { readonly report: 'payout'; readonly rows: readonly PayoutOfMonth[] }
  | { readonly report: 'streets'; readonly rows: readonly PayoutInStreet[] }
  | { readonly report: 'returns'; readonly rows: readonly ReturnsOfReason[] }
  | { readonly report: 'queues'; readonly rows: readonly QueueOfStage[] }
  | {
      readonly report: 'year-end';
      readonly rows: readonly YearOfStreets[];
      /** Where the numbers of residents are from. */
      readonly residentsSource: Texts;
    }
  | { readonly report: 'decided'; readonly rows: readonly DecidedAtOffice[] }
  | { readonly report: 'scorecard'; readonly rows: readonly ServiceOfStreet[] }
);

/** Reports are counted from sums that the changes themselves keep, at the moment they are asked for. */
export function createReadReport({
  table,
  clock,
  district,
  residents,
}: {
  readonly table: Table;
  readonly clock: Clock;
  /** The deployment's own division code. */
  readonly district: AreaCode;
  readonly residents: Residents;
}) {
  return async (report: Report['report'], year = Number(clock.today().slice(0, 4))): Promise<Report> => {
    const of = { asOf: clock.now(), year };
    switch (report) {
      case 'payout':
        return { ...of, report, rows: await payoutReport(table, year) };
      case 'streets':
        return { ...of, report, rows: await streetsReport(table, year) };
      case 'returns':
        return { ...of, report, rows: await returnsReport(table, year) };
      case 'queues':
        return { ...of, report, rows: await queuesReport(table, district, clock.today()) };
      case 'year-end':
        return {
          ...of,
          report,
          rows: await yearEndReport(table, residents, year),
          residentsSource: residents.source,
        };
      case 'scorecard':
        return { ...of, report, rows: await scorecardReport(table, year) };
      case 'decided':
        return { ...of, report, rows: await decidedReport(table, district, year) };
    }
  };
}
