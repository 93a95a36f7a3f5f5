import { yuanOf } from '../../components/yuan.ts';
import { useTexts } from '../../kernel/page-context.ts';
import type { AreaNames } from './area-names.ts';
import { type ReportOf, Section } from './report-section.tsx';
import { reportTexts as texts } from './report-texts.ts';

/** A year by street and per head: bars of what each resident got, the sums in the table. */
export function YearEnd({ report, areas }: { report: ReportOf<'year-end'>; areas: AreaNames }) {
  const t = useTexts();
  const nameOf = ({ areaCodes }: ReportOf<'year-end'>['rows'][number]): string =>
    areaCodes.length === 0 ? t(texts.noStreet) : areaCodes.map((code) => areas.of(code)).join(t(texts.and));
  return (
    <Section
      report={report}
      covers={t(texts.yearEndCovers).replace('{source}', report.residentsSource)}
      chart={t(texts.yearEndChart)}
      bars={report.rows.flatMap((row) =>
        row.perHeadFen === undefined
          ? []
          : [{ label: nameOf(row), value: row.perHeadFen, shown: yuanOf(row.perHeadFen) }],
      )}
      rows={report.rows}
      keyOf={({ areaCodes }) => areaCodes.join(' ')}
      columns={[
        { heading: t(texts.area), cell: nameOf },
        { heading: t(texts.payments), numeric: true, cell: ({ payments }) => String(payments) },
        { heading: t(texts.net), numeric: true, cell: ({ netFen }) => yuanOf(netFen) },
        { heading: t(texts.residents), numeric: true, cell: ({ residents }) => residents ?? '—' },
        {
          heading: t(texts.perHead),
          numeric: true,
          cell: ({ perHeadFen }) => (perHeadFen === undefined ? '—' : yuanOf(perHeadFen)),
        },
      ]}
    />
  );
}
