import type * as z from 'zod';
import type { Language } from '../../../contracts/language.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { listRuns, readRun } from '../../../contracts/http/runs.ts';
import type { RunState } from '../../../domain/payments/run-lifecycle.ts';
import { ok, type Result } from '../../../domain/result/result.ts';
import { paymentsCounted } from '../../components/counted.ts';
import { DataTable } from '../../components/data-table.tsx';
import { periodName } from '../../components/period-name.ts';
import { BarLegend, StackedBar } from '../../components/stacked-bar.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { areaNames } from './area-names.ts';
import { countedReports, downloadOf, ReportSection, yearOf } from './counted-reports.tsx';
import { FinanceNavigation } from './parts.tsx';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { ReportContents } from './report-section.tsx';
import { reportTexts as texts } from './report-texts.ts';

type Run = z.output<(typeof readRun.answers)[200]['schema']>;

/** Each is asked for by itself. */
const mostRuns = 12;

/** What has been handed to the bank, and so has something to tell. */
const withTheBank: ReadonlySet<RunState> = new Set(['sent', 'settling', 'reconciled', 'closed']);

/** `/reports`: what became of the latest runs' payments, and a year's reports: pictures, figures beneath. */
export const reportPages: readonly Page[] = [
  { method: 'GET', path: '/reports', who: 'staff', serve: reportView },
  { method: 'GET', path: '/reports/csv', who: 'staff', serve: download },
];

async function latestRuns({ api }: PageRequest): Promise<Result<readonly Run[], Problem>> {
  const listed = await api.call(listRuns, { query: {} });
  if (!listed.ok) return listed;
  const asked = listed.value.runs.filter(({ status }) => withTheBank.has(status)).slice(0, mostRuns);
  const read = await Promise.all(asked.map(({ runId }) => api.call(readRun, { params: { runId } })));
  const runs: Run[] = [];
  for (const one of read) {
    if (!one.ok) return one;
    runs.push(one.value);
  }
  return ok(runs);
}

async function reportView(request: PageRequest): Promise<PageAnswer> {
  const [runs, titles, areas, counted] = await Promise.all([
    latestRuns(request),
    programmeTitles(request),
    areaNames(request),
    countedReports(request),
  ]);
  if (!runs.ok) return { kind: 'problem', problem: runs.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  if (!areas.ok) return { kind: 'problem', problem: areas.error };
  if (!counted.ok) return { kind: 'problem', problem: counted.error };
  const names = { titles: titles.value, areas: areas.value };
  return view(
    texts.title[request.language],
    <>
      <Report runs={runs.value} titles={titles.value} />
      <YearForm year={yearOf(request)} />
      <ReportContents reports={counted.value} />
      {counted.value.map((report) => (
        <ReportSection key={report.report} report={report} names={names} />
      ))}
    </>,
  );
}

async function download(request: PageRequest): Promise<PageAnswer> {
  if (request.query.has('report')) return downloadOf(request);
  const runs = await latestRuns(request);
  if (!runs.ok) return { kind: 'problem', problem: runs.error };
  return {
    kind: 'file',
    content: csvOf(runs.value, request.language),
    mediaType: 'text/csv; charset=utf-8',
    name: 'payments.csv',
  };
}

function YearForm({ year }: { year: string }) {
  const t = useTexts();
  return (
    <form method="get" action="/reports" class="govuk-form-group">
      <label class="govuk-label" for="year">
        {t(texts.year)}
      </label>
      <input
        class="govuk-input govuk-input--width-4"
        id="year"
        name="year"
        inputMode="numeric"
        value={year}
      />{' '}
      <button class="govuk-button govuk-button--secondary" type="submit">
        {t(texts.show)}
      </button>
    </form>
  );
}

/** What a run's payments have come to, in the order of their bar. */
const outcomes = [
  { text: texts.settled, of: ({ outcomes: { settled } }: Run) => settled },
  { text: texts.outstanding, of: ({ outcomes: { outstanding } }: Run) => outstanding },
  {
    text: texts.cameBack,
    of: ({ outcomes: { returned, rejected } }: Run) => ({
      count: returned.count + rejected.count,
      fen: returned.fen + rejected.fen,
    }),
  },
  { text: texts.disputed, of: ({ outcomes: { disputed } }: Run) => disputed },
] as const;

/** Names of programmes and periods are words of policies: nothing in it wants quoting. */
function csvOf(runs: readonly Run[], language: Language): string {
  const heading = [texts.run, texts.payments, texts.total].map((text) => text[language]);
  const rows = runs.map((run) => [
    `${run.programme} ${run.period}`,
    String(run.payments),
    yuanOf(run.totalFen).replaceAll(',', ''),
    ...outcomes.flatMap(({ of }) => [String(of(run).count), yuanOf(of(run).fen).replaceAll(',', '')]),
  ]);
  const outcomeHeadings = outcomes.flatMap(({ text }) => [text[language], `${text[language]} ¥`]);
  const lines = [[...heading, ...outcomeHeadings], ...rows].map((cells) => `${cells.join(',')}\r\n`);
  return `\ufeff${lines.join('')}`;
}

function Report({ runs, titles }: { runs: readonly Run[]; titles: ProgrammeTitles }) {
  const t = useTexts();
  const { language } = usePage();
  const nameOf = ({ programme, period }: Run): string =>
    `${titles.of(programme)} ${periodName(period, language)}`;
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <FinanceNavigation />
      {runs.length === 0 ? (
        <p class="govuk-body">{t(texts.none)}</p>
      ) : (
        <>
          <p class="govuk-body">{t(texts.hint).replace('{n}', String(runs.length))}</p>
          <BarLegend labels={outcomes.map(({ text }) => t(text))} />
          {runs.map((run) => (
            <div key={run.runId} class="app-bar-row">
              <p class="govuk-body">{nameOf(run)}</p>
              <StackedBar
                title={nameOf(run)}
                parts={outcomes.map(({ text, of }) => ({
                  label: t(text),
                  value: of(run).count,
                  shown: String(of(run).count),
                }))}
              />
            </div>
          ))}
          <DataTable
            caption={t(texts.figures)}
            rows={runs}
            keyOf={({ runId }) => runId}
            columns={[
              {
                heading: t(texts.run),
                cell: (run) => (
                  <a class="govuk-link" href={`/finance/runs/${run.runId}`}>
                    {nameOf(run)}
                  </a>
                ),
              },
              { heading: t(texts.payments), numeric: true, cell: ({ payments }) => String(payments) },
              { heading: t(texts.total), numeric: true, cell: ({ totalFen }) => yuanOf(totalFen) },
              ...outcomes.map(({ text, of }) => ({
                heading: t(text),
                numeric: true,
                cell: (run: Run) => (
                  <>
                    {paymentsCounted(of(run).count, language)}
                    <div>{yuanOf(of(run).fen)}</div>
                  </>
                ),
              })),
            ]}
          />
          <p class="govuk-body">
            <a class="govuk-link" href="/reports/csv">
              {t(texts.csv)}
            </a>
          </p>
        </>
      )}
    </>
  );
}
