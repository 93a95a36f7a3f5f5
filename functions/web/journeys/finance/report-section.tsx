import type * as z from 'zod';
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

/** A report: what it covers and as of when, its picture, and the figures beneath. */
export function Section<Row>({
  report: { report, year, asOf },
  title,
  covers,
  chart,
  bars,
  ...table
}: {
  report: Report;
  title: string;
  covers: string;
  chart: string;
  bars: readonly Bar[];
  rows: readonly Row[];
  keyOf: (row: Row) => string;
  columns: readonly Column<Row>[];
}) {
  const t = useTexts();
  const { language } = usePage();
  const heading = title.replace('{year}', String(year));
  return (
    <section>
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
            <a class="govuk-link" href={`/finance/reports/csv?report=${report}&year=${String(year)}`}>
              {t(texts.csv)}
              <span class="govuk-visually-hidden"> {heading}</span>
            </a>
          </p>
        </>
      )}
    </section>
  );
}
