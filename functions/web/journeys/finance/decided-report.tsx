import type { Bar } from '../../components/bar-chart.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import { stageTexts } from '../../components/stage-texts.ts';
import type { AreaNames } from './area-names.ts';
import { countAndPercent, percentOf } from './percent-of.ts';
import { type ReportOf, Section } from './report-section.tsx';
import { reportTexts as texts } from './report-texts.ts';

/** How timely the offices decided: a stage's rate as a bar, its offices in the table. */
export function Decided({ report, areas }: { report: ReportOf<'decided'>; areas: AreaNames }) {
  const t = useTexts();
  const bars = [...Map.groupBy(report.rows, ({ stage }) => stage)].map(([stage, rows]): Bar => {
    const decided = rows.reduce((sum, row) => sum + row.decided, 0);
    const onTime = rows.reduce((sum, row) => sum + row.onTime, 0);
    const percent = percentOf(onTime, decided);
    return { label: t(stageTexts[stage]), value: percent, shown: `${String(percent)}%` };
  });
  return (
    <Section
      report={report}
      covers={t(texts.decidedCovers)}
      chart={t(texts.decidedChart)}
      bars={bars}
      rows={report.rows}
      keyOf={({ stage, areaCode }) => `${stage} ${areaCode}`}
      columns={[
        { heading: t(texts.stage), cell: ({ stage }) => t(stageTexts[stage]) },
        { heading: t(texts.area), cell: ({ areaCode }) => areas.of(areaCode) },
        { heading: t(texts.decidedCount), numeric: true, cell: ({ decided }) => String(decided) },
        {
          heading: t(texts.decidedOnTime),
          numeric: true,
          cell: ({ onTime, decided }) => countAndPercent(onTime, decided),
        },
        { heading: t(texts.medianDays), numeric: true, cell: ({ medianDays }) => String(medianDays) },
        {
          heading: t(texts.ninetiethDays),
          numeric: true,
          cell: ({ ninetiethDays }) => String(ninetiethDays),
        },
      ]}
    />
  );
}
