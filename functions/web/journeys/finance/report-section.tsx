import type * as z from 'zod';
import type { Texts } from '../../../contracts/language.ts';
import type { readReport } from '../../../contracts/http/reports.ts';
import { type Bar, BarChart } from '../../components/bar-chart.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import type { AreaNames } from './area-names.ts';
import type { ProgrammeTitles } from './programme-titles.ts';
import { reportTexts as texts } from './report-texts.ts';

export type Report = z.output<(typeof readReport.answers)[200]['schema']>;

export type ReportOf<Name extends Report['report']> = Extract<Report, { readonly report: Name }>;

/** What the figures are about, as people call it. */
export interface ReportNames {
  readonly titles: ProgrammeTitles;
  readonly areas: AreaNames;
}

const titles = {
  payout: texts.payout,
  streets: texts.streets,
  returns: texts.returns,
  queues: texts.queues,
  decided: texts.decided,
  scorecard: texts.scorecard,
  'year-end': texts.yearEnd,
} satisfies Record<Report['report'], Texts>;

/** What stands on the page, since it is long: a link to each report. */
export function ReportContents({ reports }: { reports: readonly Report[] }) {
  const t = useTexts();
  return (
    <nav aria-label={t(texts.contents)}>
      <h2 class="govuk-heading-s">{t(texts.contents)}</h2>
      <ul class="govuk-list">
        {reports.map(({ report, year }) => (
          <li key={report}>
            <a class="govuk-link" href={`#${report}`}>
              {t(titles[report]).replace('{year}', String(year))}
            </a>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** A report: what it covers and as of when, its picture, and the figures beneath. */
export function Section<Row>({
  report: { report, year, asOf },
  covers,
  chart,
  bars,
  ...table
}: {
  report: Report;
  covers: string;
  chart: string;
  bars: readonly Bar[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  columns: readonly Column<Row>[];
}) {
  const t = useTexts();
  const { language } = usePage();
  const heading = t(titles[report]).replace('{year}', String(year));
  return (
    <section class="app-report" id={report}>
      <h2 class="govuk-heading-m">{heading}</h2>
      <p class="govuk-body">
        {covers} {t(texts.asOf).replace('{at}', dayOf(asOf, language))}
      </p>
      {table.rows.length === 0 ? (
        <p class="govuk-body">{t(texts.nothingYet)}</p>
      ) : (
        <>
          {bars.length > 0 && <BarChart id={`report-${report}`} title={chart} bars={bars} />}
          <DataTable caption={chart} {...table} />
          <p class="govuk-body">
            <a class="govuk-link" href={`/reports/csv?report=${report}&year=${String(year)}`}>
              {t(texts.csv)}
              <span class="govuk-visually-hidden"> {heading}</span>
            </a>
          </p>
        </>
      )}
    </section>
  );
}
