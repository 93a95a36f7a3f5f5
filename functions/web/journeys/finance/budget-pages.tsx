import type * as z from 'zod';
import { readBudgetReport } from '../../../contracts/http/budget.ts';
import type { Account } from '../../../domain/ledger/accounts.ts';
import { DataTable } from '../../components/data-table.tsx';
import { BarLegend, StackedBar } from '../../components/stacked-bar.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { passedFile } from '../../kernel/passed-file.ts';
import { budgetTexts as texts } from './budget-texts.ts';
import { FinanceNavigation } from './parts.tsx';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { shareName } from './share-texts.ts';
import { statementAddress } from './statement-address.ts';

type Report = z.output<(typeof readBudgetReport.answers)[200]['schema']>;
type Line = Report['lines'][number];

/** `/finance/budget`: each programme's money of a year, by who gives it and how far it has gone. */
export const budgetPages: readonly Page[] = [
  { method: 'GET', path: '/finance/budget', who: 'staff', serve: budgetView },
  { method: 'GET', path: '/finance/budget/csv', who: 'staff', serve: download },
];

function yearOf({ query, today }: PageRequest): string {
  const asked = query.get('year') ?? '';
  return /^\d{4}$/.test(asked) ? asked : today.slice(0, 4);
}

async function budgetView(request: PageRequest): Promise<PageAnswer> {
  const { api, language } = request;
  const year = yearOf(request);
  const [report, titles] = await Promise.all([
    api.call(readBudgetReport, { query: { year } }),
    programmeTitles(request),
  ]);
  if (!report.ok) return { kind: 'problem', problem: report.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(
    `${texts.title[language]} ${year}`,
    <Budget year={Number(year)} report={report.value} titles={titles.value} />,
  );
}

async function download(request: PageRequest): Promise<PageAnswer> {
  const year = yearOf(request);
  return passedFile(request, `/api/reports/budget?year=${year}`, `budget-${year}.csv`, 'text/csv');
}

/** The parts of an appropriation as its bar has them, and the accounts in which they stand. */
const parts = [
  { figure: 'spentFen', text: texts.spent, account: 'B5' },
  { figure: 'obligatedFen', text: texts.obligated, account: 'B4' },
  { figure: 'committedFen', text: texts.committed, account: 'B3' },
  { figure: 'availableFen', text: texts.available, account: 'B2' },
] as const;

const figures = [
  { figure: 'appropriatedFen', text: texts.appropriated, account: 'B1' },
  ...parts,
  { figure: 'cashFen', text: texts.cash, account: 'A1' },
] as const;

function Budget({ year, report, titles }: { year: number; report: Report; titles: ProgrammeTitles }) {
  const t = useTexts();
  const { language } = usePage();
  const { lines, totals } = report;
  const nameOf = ({ programme, share }: Line): string =>
    `${titles.of(programme)} · ${shareName(share, language)}`;
  return (
    <>
      <h1 class="govuk-heading-l">{`${t(texts.title)} ${String(year)}`}</h1>
      <FinanceNavigation />
      <nav aria-label={t(texts.year)}>
        <ul class="govuk-list app-actions">
          {[year - 1, year, year + 1].map((one) => (
            <li key={one}>
              <a
                class="govuk-link"
                href={`/finance/budget?year=${String(one)}`}
                aria-current={one === year ? 'page' : undefined}
              >
                {String(one)}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {lines.length === 0 ? (
        <p class="govuk-body">{t(texts.none)}</p>
      ) : (
        <>
          <h2 class="govuk-heading-m">{t(texts.bars)}</h2>
          <BarLegend labels={parts.map(({ text }) => t(text))} />
          {lines
            .filter(({ appropriatedFen }) => appropriatedFen > 0)
            .map((line) => (
              <div key={nameOf(line)} class="app-bar-row">
                <p class="govuk-body">{nameOf(line)}</p>
                <StackedBar
                  title={nameOf(line)}
                  parts={parts.map(({ figure, text }) => ({
                    label: t(text),
                    value: line[figure],
                    shown: yuanOf(line[figure]),
                  }))}
                />
              </div>
            ))}
          <DataTable
            caption={t(texts.figures)}
            rows={[...lines, undefined]}
            keyOf={(line) => (line ? nameOf(line) : 'total')}
            columns={[
              {
                heading: t(texts.programme),
                cell: (line) => (line ? nameOf(line) : <strong>{t(texts.total)}</strong>),
              },
              ...figures.map(({ figure, text, account }) => ({
                heading: t(text),
                numeric: true,
                cell: (line: Line | undefined) =>
                  line ? (
                    <Figure fen={line[figure]} account={account} line={line} />
                  ) : (
                    <strong>{yuanOf(totals[figure])}</strong>
                  ),
              })),
            ]}
          />
          <p class="govuk-body">
            <a class="govuk-link" href={`/finance/budget/csv?year=${String(year)}`}>
              {t(texts.csv)}
            </a>
          </p>
        </>
      )}
    </>
  );
}

/** A figure that leads to the entries it is made of. */
function Figure({ fen, account, line }: { fen: number; account: Account; line: Line }) {
  const { programme, year, share } = line;
  return (
    <a class="govuk-link" href={statementAddress({ account, programme, year: String(year), share })}>
      {yuanOf(fen)}
    </a>
  );
}
