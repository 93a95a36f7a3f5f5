import type * as z from 'zod';
import { listExceptions } from '../../../contracts/http/reconciliation.ts';
import { exceptionStates, type ExceptionState } from '../../../domain/reconciliation/exception-lifecycle.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { exceptionPageTexts, exceptionStateTexts } from './exception-texts.ts';
import { FinanceNavigation } from './parts.tsx';
import { exceptionTexts, texts } from './texts.ts';

type Exception = z.output<(typeof listExceptions.answers)[200]['schema']>['exceptions'][number];

/** `/finance/exceptions`: the breaks of a state, of one run if wanted, the oldest first. */
export const exceptionsPage: Page = {
  method: 'GET',
  path: '/finance/exceptions',
  who: 'staff',
  async serve({ api, language, query }) {
    const status = exceptionStates.find((one) => one === query.get('status')) ?? 'open';
    const runId = query.get('runId');
    const ofRun = runId === null ? {} : { runId };
    const listed = await api.call(listExceptions, { query: { status, ...ofRun, ...cursorIn(query) } });
    if (!listed.ok) return { kind: 'problem', problem: listed.error };
    const { exceptions, cursor } = listed.value;
    return view(
      texts.exceptions[language],
      <Exceptions status={status} ofRun={ofRun} exceptions={exceptions} cursor={cursor} />,
    );
  },
};

function Exceptions({
  status,
  ofRun,
  exceptions,
  cursor,
}: {
  status: ExceptionState;
  ofRun: { readonly runId?: string };
  exceptions: readonly Exception[];
  cursor: string | undefined;
}) {
  const t = useTexts();
  const { language } = usePage();
  const yuan = (fen: number | undefined): string => (fen === undefined ? '' : `¥${yuanOf(fen)}`);
  const addressOf = (one: ExceptionState): string =>
    `/finance/exceptions?${new URLSearchParams({ status: one, ...ofRun }).toString()}`;
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.exceptions)}</h1>
      <FinanceNavigation />
      <nav aria-label={t(exceptionPageTexts.state)}>
        <ul class="govuk-list app-actions">
          {exceptionStates.map((one) => (
            <li key={one}>
              <a class="govuk-link" href={addressOf(one)} aria-current={one === status ? 'page' : undefined}>
                {t(exceptionStateTexts[one])}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {ofRun.runId !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/finance/exceptions?status=${status}`}>
            {t(texts.allRuns)}
          </a>
        </p>
      )}
      {exceptions.length === 0 ? (
        <p class="govuk-body">{t(texts.noExceptions)}</p>
      ) : (
        <DataTable
          caption={t(exceptionStateTexts[status])}
          rows={exceptions}
          keyOf={({ exceptionId }) => exceptionId}
          columns={[
            {
              heading: t(texts.reason),
              cell: ({ exceptionId, reason }) => (
                <a class="govuk-link" href={`/finance/exceptions/${exceptionId}`}>
                  {t(exceptionTexts[reason])}
                </a>
              ),
            },
            { heading: t(texts.opened), cell: ({ openedOn }) => dayOf(openedOn, language) },
            { heading: t(texts.age), numeric: true, cell: ({ ageDays }) => String(ageDays) },
            { heading: t(texts.amount), numeric: true, cell: ({ amountFen }) => yuan(amountFen) },
            {
              heading: t(texts.instructedAmount),
              numeric: true,
              cell: ({ instructedFen }) => yuan(instructedFen),
            },
            { heading: t(texts.bankCode), cell: ({ code }) => code ?? '' },
          ]}
        />
      )}
      <NextPage path="/finance/exceptions" query={{ status, ...ofRun }} cursor={cursor} />
    </>
  );
}
