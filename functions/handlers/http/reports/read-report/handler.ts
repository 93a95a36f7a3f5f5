import { createReadReport } from '../../../../app/reports/read-report.ts';
import { readReport } from '../../../../contracts/http/reports.ts';
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
    if (report.report !== 'returns') return ok({ status: 200, body: report });
    const rows = report.rows.map((row) => withReasonWords(row, language));
    return ok({ status: 200, body: { ...report, rows } });
  });
}
