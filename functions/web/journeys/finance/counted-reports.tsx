import type { Problem } from '../../../contracts/problem.ts';
import { readReport, reportNames } from '../../../contracts/http/reports.ts';
import { ok, type Result } from '../../../domain/result/result.ts';
import type { Bar } from '../../components/bar-chart.tsx';
import type { Column } from '../../components/data-table.tsx';
import { yuanOf } from '../../components/yuan.ts';
import type { PageAnswer, PageRequest } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { passedFile } from '../../kernel/passed-file.ts';
import { stageTexts } from '../../components/stage-texts.ts';
import { Decided } from './decided-report.tsx';
import { countAndPercent } from './percent-of.ts';
import type { ProgrammeTitles } from './programme-titles.ts';
import { type Report, type ReportNames, type ReportOf as Of, Section } from './report-section.tsx';
import { Scorecard } from './scorecard-report.tsx';
import { YearEnd } from './year-end-report.tsx';
import { reportTexts as texts } from './report-texts.ts';

export function yearOf({ query, today }: PageRequest): string {
  const asked = query.get('year') ?? '';
  return /^\d{4}$/.test(asked) ? asked : today.slice(0, 4);
}

/** Every report of the year that is asked for, in their order. */
export async function countedReports(request: PageRequest): Promise<Result<readonly Report[], Problem>> {
  const year = yearOf(request);
  const read = await Promise.all(
    reportNames.map((report) => request.api.call(readReport, { params: { report }, query: { year } })),
  );
  const reports: Report[] = [];
  for (const one of read) {
    if (!one.ok) return one;
    reports.push(one.value);
  }
  return ok(reports);
}

/** One report as the API gives it as a sheet. */
export async function downloadOf(request: PageRequest): Promise<PageAnswer> {
  const year = yearOf(request);
  const asked = request.query.get('report') ?? '';
  const target = `/api/reports/${encodeURIComponent(asked)}?year=${year}`;
  return passedFile(request, target, `report-${year}.csv`, 'text/csv');
}

export function ReportSection({ report, names }: { report: Report; names: ReportNames }) {
  const { titles, areas } = names;
  switch (report.report) {
    case 'payout':
      return <Payout report={report} titles={titles} />;
    case 'streets':
      return <Streets report={report} names={names} />;
    case 'returns':
      return <Returns report={report} titles={titles} />;
    case 'queues':
      return <Queues report={report} />;
    case 'scorecard':
      return <Scorecard report={report} areas={areas} />;
    case 'year-end':
      return <YearEnd report={report} areas={areas} />;
    case 'decided':
      return <Decided report={report} areas={areas} />;
  }
}

function Payout({ report, titles }: { report: Of<'payout'>; titles: ProgrammeTitles }) {
  const t = useTexts();
  const months = Map.groupBy(report.rows, ({ month }) => month);
  const bars = [...months].map(([month, rows]): Bar => {
    const value = rows.reduce((sum, { netFen }) => sum + netFen, 0);
    return { label: month, value, shown: yuanOf(value) };
  });
  return (
    <Section
      report={report}
      covers={t(texts.payoutCovers)}
      chart={t(texts.payoutChart)}
      bars={bars}
      rows={report.rows}
      keyOf={({ month, programme }) => `${month} ${programme}`}
      columns={[
        { heading: t(texts.month), cell: ({ month }) => month },
        { heading: t(texts.programme), cell: ({ programme }) => titles.of(programme) },
        ...payoutColumns(t),
      ]}
    />
  );
}

function Streets({ report, names: { titles, areas } }: { report: Of<'streets'>; names: ReportNames }) {
  const t = useTexts();
  const streetOf = ({ areaCode }: Of<'streets'>['rows'][number]): string =>
    areaCode === undefined ? t(texts.noStreet) : areas.of(areaCode);
  const bars = [...Map.groupBy(report.rows, streetOf)].map(([label, rows]): Bar => {
    const value = rows.reduce((sum, { netFen }) => sum + netFen, 0);
    return { label, value, shown: yuanOf(value) };
  });
  return (
    <Section
      report={report}
      covers={t(texts.streetsCovers)}
      chart={t(texts.streetsChart)}
      bars={bars}
      rows={report.rows}
      keyOf={({ areaCode = '', programme }) => `${areaCode} ${programme}`}
      columns={[
        { heading: t(texts.area), cell: streetOf },
        { heading: t(texts.programme), cell: ({ programme }) => titles.of(programme) },
        { heading: t(texts.payments), numeric: true, cell: ({ payments }) => String(payments) },
        ...payoutColumns(t),
      ]}
    />
  );
}

/** The figures that both reports of payouts end with. */
function payoutColumns(t: ReturnType<typeof useTexts>): readonly Column<PayoutFigures>[] {
  return [
    { heading: t(texts.paid), numeric: true, cell: ({ paidFen }) => yuanOf(paidFen) },
    { heading: t(texts.backAgain), numeric: true, cell: ({ cameBackFen }) => yuanOf(cameBackFen) },
    { heading: t(texts.net), numeric: true, cell: ({ netFen }) => yuanOf(netFen) },
  ];
}

type PayoutFigures = Pick<Of<'payout'>['rows'][number], 'paidFen' | 'cameBackFen' | 'netFen'>;

function Returns({ report, titles }: { report: Of<'returns'>; titles: ProgrammeTitles }) {
  const t = useTexts();
  const nameOf = ({ reason, reasonWords }: Of<'returns'>['rows'][number]): string =>
    reason === undefined ? t(texts.noReason) : reasonWords ? `${reason} ${reasonWords.text}` : reason;
  const reasons = [...Map.groupBy(report.rows, nameOf)].map(([label, rows]): Bar => {
    const value = rows.reduce((sum, { count }) => sum + count, 0);
    return { label, value, shown: String(value) };
  });
  return (
    <Section
      report={report}
      covers={t(texts.returnsCovers)}
      chart={t(texts.returnsChart)}
      bars={reasons.sort((a, b) => b.value - a.value)}
      rows={report.rows}
      keyOf={({ programme, reason = '' }) => `${programme} ${reason}`}
      columns={[
        { heading: t(texts.programme), cell: ({ programme }) => titles.of(programme) },
        { heading: t(texts.reason), cell: nameOf },
        { heading: t(texts.payments), numeric: true, cell: ({ count }) => String(count) },
        { heading: t(texts.amount), numeric: true, cell: ({ fen }) => yuanOf(fen) },
      ]}
    />
  );
}

function Queues({ report }: { report: Of<'queues'> }) {
  const t = useTexts();
  const waiting = report.rows.filter(({ open }) => open > 0);
  return (
    <Section
      report={report}
      covers={t(texts.queuesCovers)}
      chart={t(texts.queuesChart)}
      bars={waiting.map(({ stage, open }) => ({
        label: t(stageTexts[stage]),
        value: open,
        shown: String(open),
      }))}
      rows={waiting}
      keyOf={({ stage }) => stage}
      columns={[
        { heading: t(texts.stage), cell: ({ stage }) => t(stageTexts[stage]) },
        { heading: t(texts.open), numeric: true, cell: ({ open }) => String(open) },
        {
          heading: t(texts.onTime),
          numeric: true,
          cell: ({ onTime, open }) => countAndPercent(onTime, open),
        },
        { heading: t(texts.upToWeek), numeric: true, cell: ({ upToWeek }) => String(upToWeek) },
        { heading: t(texts.upToMonth), numeric: true, cell: ({ upToMonth }) => String(upToMonth) },
        { heading: t(texts.longer), numeric: true, cell: ({ longer }) => String(longer) },
      ]}
    />
  );
}
