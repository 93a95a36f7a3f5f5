import { createReadReport, type Report } from '../../../../app/reports/read-report.ts';
import { readReport } from '../../../../contracts/http/reports.ts';
import type { Language } from '../../../../contracts/language.ts';
import { ok } from '../../../../domain/result/result.ts';
import { apiHandler, type EdgeDeps, type HttpRoute } from '../../edge/api-handler.ts';
import { withReasonWords } from '../../reason-words.ts';
import { reportCsv } from '../report-csv.ts';

export function createReadReportHandler(deps: EdgeDeps & Parameters<typeof createReadReport>[0]): HttpRoute {
  const read = createReadReport(deps);
  return apiHandler(readReport, deps, async ({ params, query, wantsCsv, language }) => {
    const report = await read(params.report, query.year);
    if (wantsCsv) {
      const file = {
        content: reportCsv(report, language),
        mediaType: 'text/csv; charset=utf-8',
        name: `${report.report}-${String(report.year)}.csv`,
      };
      return ok({ status: 200, file });
    }
    return ok({ status: 200, body: inWords(report, language) });
  });
}

/** What has words of its own, in the reader's language. */
function inWords(report: Report, language: Language) {
  switch (report.report) {
    case 'returns':
      return { ...report, rows: report.rows.map((row) => withReasonWords(row, language)) };
    case 'year-end':
      return { ...report, residentsSource: report.residentsSource[language] };
    default:
      return report;
  }
}
