import type { SuccessOf } from '../../../contracts/api-client.ts';
import { listReceivables } from '../../../contracts/http/receivables.ts';
import { recoveryStates, type RecoveryState } from '../../../domain/receivables/recovery-lifecycle.ts';
import { financeRoles } from '../../../domain/review/role.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { periodName } from '../../components/period-name.ts';
import { Tag } from '../../components/tag.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { hasRole, type Page, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { FinanceNavigation } from '../finance/parts.tsx';
import { type ProgrammeTitles, programmeTitles } from '../finance/programme-titles.ts';
import { receivablesTitle } from './title.ts';
import { receivableTexts as texts, recoveryStateHints, recoveryStateTexts } from './texts.ts';

const path = '/receivables';

type Listed = SuccessOf<typeof listReceivables.answers>;
type Receivable = Listed['receivables'][number];

/** `/receivables`: what was paid too much, by where it stands; who decides objections sees those first. */
export const receivablesPage: Page = {
  method: 'GET',
  path,
  who: 'staff',
  async serve(request) {
    const { api, query, language, staff } = request;
    const first = hasRole(staff, ...financeRoles, 'auditor') ? 'assessed' : 'stayed';
    const status = recoveryStates.find((one) => one === query.get('status')) ?? first;
    const [listed, titles] = await Promise.all([
      api.call(listReceivables, { query: { status, ...cursorIn(query) } }),
      programmeTitles(request),
    ]);
    if (!listed.ok) return { kind: 'problem', problem: listed.error };
    if (!titles.ok) return { kind: 'problem', problem: titles.error };
    return view(
      receivablesTitle[language],
      <Receivables listed={listed.value} status={status} titles={titles.value} />,
    );
  },
};

function Receivables({
  listed: { receivables, cursor },
  status,
  titles,
}: {
  listed: Listed;
  status: RecoveryState;
  titles: ProgrammeTitles;
}) {
  const t = useTexts();
  const { language, staff } = usePage();
  return (
    <>
      <h1 class="govuk-heading-l">{t(receivablesTitle)}</h1>
      {hasRole(staff, ...financeRoles, 'auditor') && <FinanceNavigation />}
      <p class="govuk-body">{t(texts.lead)}</p>
      <nav aria-label={t(texts.state)}>
        <ul class="govuk-list app-actions">
          {recoveryStates.map((one) => (
            <li key={one}>
              <a
                class="govuk-link"
                href={`${path}?status=${one}`}
                aria-current={one === status ? 'page' : undefined}
              >
                {t(recoveryStateTexts[one])}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      <p class="govuk-body">{t(recoveryStateHints[status])}</p>
      {receivables.length === 0 ? (
        <p class="govuk-body">{t(texts.none)}</p>
      ) : (
        <DataTable
          caption={t(recoveryStateTexts[status])}
          rows={receivables}
          keyOf={({ receivableId }) => receivableId}
          columns={[
            {
              heading: t(texts.of),
              cell: ({ receivableId, programme, period, reason, proposal }) => (
                <>
                  <a class="govuk-link" href={`${path}/${receivableId}`}>
                    {`${titles.of(programme)} ${periodName(period, language)}`}
                    <span class="govuk-visually-hidden">{` ${receivableId}`}</span>
                  </a>
                  <div class="govuk-hint">{reason}</div>
                  {proposal && <Tag colour="yellow">{t(texts.approvalWaits)}</Tag>}
                </>
              ),
            },
            { heading: t(texts.amount), numeric: true, cell: ({ amountFen }) => `¥${yuanOf(amountFen)}` },
            // Who has not been notified owes nothing yet.
            ...(status === 'assessed'
              ? []
              : [
                  {
                    heading: t(texts.left),
                    numeric: true,
                    cell: ({ owedFen }: Receivable) => `¥${yuanOf(owedFen)}`,
                  },
                ]),
            {
              heading: t(texts.assessedOn),
              cell: ({ assessedOn, ageDays }) =>
                t(texts.days).replace('{day}', dayOf(assessedOn, language)).replace('{n}', String(ageDays)),
            },
            {
              heading: t(texts.dueOn),
              cell: ({ dueOn }) => (dueOn === undefined ? '' : dayOf(dueOn, language)),
            },
          ]}
        />
      )}
      <NextPage path={path} query={{ status }} cursor={cursor} />
    </>
  );
}
