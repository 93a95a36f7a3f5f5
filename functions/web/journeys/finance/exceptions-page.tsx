import type * as z from 'zod';
import { listExceptions } from '../../../contracts/http/reconciliation.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { FinanceNavigation } from './parts.tsx';
import { exceptionTexts, texts } from './texts.ts';

type Exception = z.output<(typeof listExceptions.answers)[200]['schema']>['exceptions'][number];

/** `/finance/exceptions`: the open breaks, the oldest first. */
export const exceptionsPage: Page = {
  method: 'GET',
  path: '/finance/exceptions',
  who: 'staff',
  async serve({ api, language, query }) {
    const cursor = query.get('cursor');
    const listed = await api.call(listExceptions, { query: cursor === null ? {} : { cursor } });
    if (!listed.ok) return { kind: 'problem', problem: listed.error };
    return view(texts.exceptions[language], <Exceptions exceptions={listed.value.exceptions} />);
  },
};

function Exceptions({ exceptions }: { exceptions: readonly Exception[] }) {
  const t = useTexts();
  const { language } = usePage();
  const yuan = (fen: number | undefined): string => (fen === undefined ? '' : `¥${yuanOf(fen)}`);
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.exceptions)}</h1>
      <FinanceNavigation />
      {exceptions.length === 0 ? (
        <p class="govuk-body">{t(texts.noExceptions)}</p>
      ) : (
        <DataTable
          caption={t(texts.exceptions)}
          rows={exceptions}
          keyOf={({ exceptionId }) => exceptionId}
          columns={[
            { heading: t(texts.opened), cell: ({ openedOn }) => dayOf(openedOn, language) },
            { heading: t(texts.reason), cell: ({ reason }) => t(exceptionTexts[reason]) },
            { heading: t(texts.bankCode), cell: ({ code }) => code ?? '' },
            { heading: t(texts.amount), numeric: true, cell: ({ amountFen }) => yuan(amountFen) },
            {
              heading: t(texts.instructedAmount),
              numeric: true,
              cell: ({ instructedFen }) => yuan(instructedFen),
            },
            {
              heading: t(texts.endToEndId),
              cell: ({ endToEndId }) => <span class="app-code">{endToEndId ?? ''}</span>,
            },
          ]}
        />
      )}
    </>
  );
}
