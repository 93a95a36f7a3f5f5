import { areaCode } from '../../functions/domain/review/area.ts';
import { createReadReportHandler } from '../../functions/handlers/http/reports/read-report/handler.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';
import { askRoute } from './ask-route.ts';
import type { FinanceOffice } from './finance-office.ts';
import { midYearResidents } from './mid-year-residents.ts';

/** What a report reads of an office. */
export const reading = ({ stored, clock }: Pick<FinanceOffice, 'stored' | 'clock'>) => ({
  table: stored,
  clock,
  district: areaCode('320602'),
  residents: midYearResidents,
});

/** Asks for an office's reports at their route, as an auditor unless as a clerk. */
export function reportRoute(office: FinanceOffice) {
  const edge = edgeDeps({ auditor: ['auditor'], clerk: ['clerk'] });
  const route = createReadReportHandler({ ...edge, ...reading(office) });
  return async (report: string, { user = 'auditor', query = {}, headers = {} } = {}) =>
    askRoute(route, edge.lines, { user, params: { report }, query, headers });
}

/** A report as a sheet in English. */
export async function sheetOf(office: FinanceOffice, report: string): Promise<readonly string[]> {
  const headers = { accept: 'text/csv', 'accept-language': 'en' };
  const { text } = await reportRoute(office)(report, { headers });
  return text.split('\r\n');
}
