import type * as z from 'zod';
import { ledgerEventName } from '../../../contracts/ledger-event-texts.ts';
import { listLedgerEntries } from '../../../contracts/http/ledger.ts';
import { parseAccountingPeriod } from '../../../domain/ledger/accounting-period.ts';
import { isAccount } from '../../../domain/ledger/accounts.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, type PageAnswer, type PageRequest, problemOf, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { passedFile } from '../../kernel/passed-file.ts';
import { accountTexts, budgetTexts, ledgerTexts as texts } from './budget-texts.ts';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { shareName } from './share-texts.ts';
import type { NamedStatement } from './statement-address.ts';
import { entryAddress, VoucherLink } from './voucher-page.tsx';

type Statement = z.output<(typeof listLedgerEntries.answers)[200]['schema']>;

/** `/finance/ledger/statement`: an account's entries, of a month or a year if wanted, on the page and as a file. */
export const statementPages: readonly Page[] = [
  { method: 'GET', path: '/finance/ledger/statement', who: 'staff', serve: statementView },
  { method: 'GET', path: '/finance/ledger/statement/csv', who: 'staff', serve: statementFile },
];

async function statementView(request: PageRequest): Promise<PageAnswer> {
  const { api, query, language } = request;
  const asked = statementIn(query);
  if (!asked) return problemOf('not-found', 404);
  const { account, during = '' } = asked;
  const errors =
    during === '' || parseAccountingPeriod(during)
      ? []
      : [{ field: 'during', message: texts.duringWrong[language] }];
  const [listed, titles] = await Promise.all([
    api.call(listLedgerEntries, { query: { ...queryOf(asked), ...cursorIn(query) } }),
    programmeTitles(request),
  ]);
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(
    `${texts.statement[language]} ${accountTexts[account][language]}`,
    <StatementPage
      asked={asked}
      statement={listed.value}
      titles={titles.value}
      state={{ errors, values: query }}
    />,
    errors.length > 0 ? { status: 400 } : {},
  );
}

function statementIn(query: URLSearchParams): NamedStatement | undefined {
  const account = query.get('account') ?? '';
  const given = (name: 'programme' | 'year' | 'share' | 'during') => {
    const value = query.get(name);
    return value === null ? {} : { [name]: value };
  };
  if (!isAccount(account)) return undefined;
  return { account, ...given('programme'), ...given('year'), ...given('share'), ...given('during') };
}

/** What the API is asked for: a month or a year by its days, and all of them when it names none. */
function queryOf({ during = '', ...asked }: NamedStatement) {
  const period = parseAccountingPeriod(during);
  return { ...asked, ...(period ? { from: period.firstDay, to: period.lastDay } : {}) };
}

/** All entries of the statement, whichever page was looked at. */
async function statementFile(request: PageRequest): Promise<PageAnswer> {
  const asked = statementIn(request.query);
  if (!asked) return problemOf('not-found', 404);
  const query = new URLSearchParams(queryOf(asked));
  return passedFile(request, `/api/ledger/entries?${query.toString()}`, `${asked.account}.csv`, 'text/csv');
}

function StatementPage({
  asked,
  statement,
  titles,
  state,
}: {
  asked: NamedStatement;
  statement: Statement;
  titles: ProgrammeTitles;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { account, programme, year, share } = asked;
  const { entries, openingFen, closingFen, cursor } = statement;
  const about = [
    ...(programme === undefined ? [] : [titles.of(programme)]),
    ...(year === undefined ? [] : [year]),
    ...(share === undefined ? [] : [shareName(share, language)]),
  ].join(' ');
  return (
    <>
      <BackLink href={year === undefined ? '/finance/ledger' : `/finance/budget?year=${year}`} />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{about}</span>
        {t(accountTexts[account])}
      </h1>
      <During asked={asked} state={state} />
      <SummaryList
        rows={[
          { label: t(texts.opening), value: `¥${yuanOf(openingFen)}` },
          { label: t(texts.closing), value: <strong>{`¥${yuanOf(closingFen)}`}</strong> },
        ]}
      />
      {entries.length === 0 ? (
        <p class="govuk-body">{t(texts.noEntries)}</p>
      ) : (
        <DataTable
          caption={t(texts.statement)}
          rows={entries}
          keyOf={({ id }) => id}
          columns={[
            { heading: t(texts.date), cell: ({ date }) => dayOf(date, language) },
            {
              heading: t(texts.whatAndVoucher),
              cell: ({ id, event, voucher, ...entry }) => (
                <>
                  <a class="govuk-link" href={entryAddress(id)}>
                    {ledgerEventName(event, language)}
                  </a>
                  <div>
                    <VoucherLink number={voucher} />
                  </div>
                  {(programme === undefined || share === undefined) && (
                    <div>{`${titles.of(entry.programme)} ${shareName(entry.share, language)}`}</div>
                  )}
                </>
              ),
            },
            {
              heading: t(texts.other),
              cell: ({ side, debit, credit }) => t(accountTexts[side === 'debit' ? credit : debit]),
            },
            {
              heading: t(texts.debit),
              numeric: true,
              cell: ({ side, amountFen }) => (side === 'debit' ? yuanOf(amountFen) : ''),
            },
            {
              heading: t(texts.credit),
              numeric: true,
              cell: ({ side, amountFen }) => (side === 'credit' ? yuanOf(amountFen) : ''),
            },
            { heading: t(texts.balance), numeric: true, cell: ({ balanceFen }) => yuanOf(balanceFen) },
          ]}
        />
      )}
      <NextPage path="/finance/ledger/statement" query={{ ...asked }} cursor={cursor} />
      {entries.length > 0 && (
        <p class="govuk-body">
          <a
            class="govuk-link"
            href={`/finance/ledger/statement/csv?${new URLSearchParams({ ...asked }).toString()}`}
          >
            {t(budgetTexts.csv)}
          </a>
        </p>
      )}
    </>
  );
}

/** A month or a year alone; the form keeps whose statement it is. */
function During({ asked, state }: { asked: NamedStatement; state: FieldState }) {
  const t = useTexts();
  const { during: _during, ...kept } = asked;
  return (
    <form method="get" action="/finance/ledger/statement" novalidate>
      {Object.entries(kept).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <TextField
        name="during"
        label={t(texts.during)}
        hint={t(texts.duringHint)}
        state={state}
        width={10}
        autocomplete="off"
        spellcheck={false}
      />
      <Submit text={t(texts.show)} kind="secondary" />
    </form>
  );
}
