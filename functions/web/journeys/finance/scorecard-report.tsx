import type { Bar } from '../../components/bar-chart.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import type { AreaNames } from './area-names.ts';
import { type ReportOf, Section } from './report-section.tsx';
import { reportTexts as texts } from './report-texts.ts';

const percent = (rate: number | undefined): string => (rate === undefined ? '—' : `${String(rate)}%`);
const days = (count: number | undefined): string => (count === undefined ? '—' : String(count));

/** How offices served a street: the year's rate of decisions on time as bars, all measures in the table. */
export function Scorecard({ report, areas }: { report: ReportOf<'scorecard'>; areas: AreaNames }) {
  const t = useTexts();
  const ofYear = report.rows.filter(({ period }) => period === String(report.year));
  return (
    <Section
      report={report}
      covers={t(texts.scorecardCovers)}
      chart={t(texts.scorecardChart)}
      bars={ofYear.flatMap(({ areaCode, decidedOnTime }): readonly Bar[] =>
        decidedOnTime === undefined
          ? []
          : [{ label: areas.of(areaCode), value: decidedOnTime, shown: percent(decidedOnTime) }],
      )}
      rows={report.rows}
      keyOf={({ period, areaCode }) => `${period} ${areaCode}`}
      columns={[
        { heading: t(texts.area), cell: ({ areaCode }) => areas.of(areaCode) },
        { heading: t(texts.period), cell: ({ period }) => period },
        {
          heading: t(texts.decidedOnTime),
          numeric: true,
          cell: ({ decidedOnTime }) => percent(decidedOnTime),
        },
        { heading: t(texts.medianDays), numeric: true, cell: ({ medianDays }) => days(medianDays) },
        { heading: t(texts.ninetiethDays), numeric: true, cell: ({ ninetiethDays }) => days(ninetiethDays) },
        { heading: t(texts.paidOnTime), numeric: true, cell: ({ paidOnTime }) => percent(paidOnTime) },
        {
          heading: t(texts.returnsResolved),
          numeric: true,
          cell: ({ returnsResolved }) => percent(returnsResolved),
        },
        {
          heading: t(texts.appealsInTime),
          numeric: true,
          cell: ({ appealsInTime }) => percent(appealsInTime),
        },
      ]}
    />
  );
}
