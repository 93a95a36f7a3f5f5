import type * as z from 'zod';
import { listPeriods } from '../../../contracts/http/periods.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { FinanceNavigation, PeriodTag } from './parts.tsx';
import { periodTexts as texts } from './period-texts.ts';
import { userName } from '../../components/user-name.ts';

type Period = z.output<(typeof listPeriods.answers)[200]['schema']>['periods'][number];

/** `/finance/periods`: months and years, the newest first, and which are closed. */
export const periodsPage: Page = {
  method: 'GET',
  path: '/finance/periods',
  who: 'staff',
  serve: periodsView,
};

async function periodsView({ api, language }: PageRequest): Promise<PageAnswer> {
  const listed = await api.call(listPeriods, {});
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  return view(texts.title[language], <Periods periods={listed.value.periods} />);
}

function Periods({ periods }: { periods: readonly Period[] }) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <FinanceNavigation />
      <p class="govuk-body">{t(texts.hint)}</p>
      <DataTable
        caption={t(texts.period)}
        rows={periods}
        keyOf={({ periodId }) => periodId}
        columns={[
          {
            heading: t(texts.period),
            cell: ({ periodId }) => (
              <a class="govuk-link" href={`/finance/periods/${periodId}`}>
                {periodId}
              </a>
            ),
          },
          { heading: t(texts.kind), cell: ({ kind }) => t(texts[kind]) },
          { heading: t(texts.status), cell: ({ status }) => <PeriodTag status={status} /> },
          {
            heading: t(texts.days),
            cell: ({ firstDay, lastDay }) => `${dayOf(firstDay, language)} – ${dayOf(lastDay, language)}`,
          },
          { heading: t(texts.proposedBy), cell: ({ proposedBy = '' }) => userName(proposedBy) },
          { heading: t(texts.decidedBy), cell: ({ decidedBy = '' }) => userName(decidedBy) },
        ]}
      />
    </>
  );
}
