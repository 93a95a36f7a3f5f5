import type * as z from 'zod';
import { listLeftOut, readRun } from '../../../contracts/http/runs.ts';
import type { Texts } from '../../../contracts/language.ts';
import { type LeftOutReason, leftOutReasons } from '../../../domain/payments/left-out.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { periodName } from '../../components/period-name.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { comparisonTexts } from './comparison-texts.ts';
import { leftOutAddress } from './left-out-address.ts';
import { PaymentLink } from './payment-link.tsx';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { leftOutTexts, texts as financeTexts } from './texts.ts';

type Run = z.output<(typeof readRun.answers)[200]['schema']>;
type Listed = z.output<(typeof listLeftOut.answers)[200]['schema']>;

const texts = {
  none: { 'zh-CN': '没有这样的待遇。', en: 'There is no such award.' },
  building: {
    'zh-CN': '批次尚在编制，编制完成后才能查看。',
    en: 'The run is being built; they are known once it is.',
  },
  award: { 'zh-CN': '待遇', en: 'Award' },
  conditions: { 'zh-CN': '依据：{codes}', en: 'By: {codes}' },
  payment: { 'zh-CN': '款项', en: 'Payment' },
} satisfies Record<string, Texts>;

/** `/finance/runs/<runId>/left-out`: who on the roll is not paid by a run, and why; of one reason if wanted. */
export const leftOutPage: Page = {
  method: 'GET',
  path: '/finance/runs/{runId}/left-out',
  who: 'staff',
  serve: leftOutView,
};

async function leftOutView(request: PageRequest): Promise<PageAnswer> {
  const { api, params, query, language } = request;
  const { runId = '' } = params;
  const reason = leftOutReasons.find((one) => one === query.get('reason'));
  const [run, listed, titles] = await Promise.all([
    api.call(readRun, { params: { runId } }),
    api.call(listLeftOut, {
      params: { runId },
      query: { ...(reason === undefined ? {} : { reason }), ...cursorIn(query) },
    }),
    programmeTitles(request),
  ]);
  if (!run.ok) return { kind: 'problem', problem: run.error };
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(
    `${financeTexts.leftOut[language]} ${periodName(run.value.period, language)}`,
    <LeftOut run={run.value} listed={listed.value} reason={reason} titles={titles.value} />,
  );
}

function LeftOut({
  run,
  listed,
  reason: shown,
  titles,
}: {
  run: Run;
  listed: Listed;
  reason: LeftOutReason | undefined;
  titles: ProgrammeTitles;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { runId, programme, period, status } = run;
  const { awards, cursor } = listed;
  const counted = leftOutReasons.filter((reason) => run.leftOut[reason] !== undefined);
  const choices = [
    { name: t(comparisonTexts.every), reason: undefined },
    ...counted.map((reason) => ({
      name: `${t(leftOutTexts[reason])} (${String(run.leftOut[reason])})`,
      reason,
    })),
  ];
  return (
    <>
      <BackLink href={`/finance/runs/${runId}`} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{`${titles.of(programme)} ${periodName(period, language)}`}</span>
        {t(financeTexts.leftOut)}
      </h1>
      <nav aria-label={t(comparisonTexts.show)}>
        <ul class="govuk-list app-actions">
          {choices.map(({ name, reason }) => (
            <li key={name}>
              <a
                class="govuk-link"
                href={leftOutAddress(runId, reason)}
                aria-current={reason === shown ? 'page' : undefined}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {awards.length === 0 ? (
        <p class="govuk-body">{t(status === 'building' ? texts.building : texts.none)}</p>
      ) : (
        <DataTable
          caption={t(shown === undefined ? financeTexts.leftOut : leftOutTexts[shown])}
          rows={awards}
          keyOf={({ awardId, paymentId, reason }) => [awardId, paymentId, reason].join(' ')}
          columns={[
            {
              heading: t(texts.award),
              cell: ({ awardId }) => (
                <a class="govuk-link app-code" href={`/staff/awards/${awardId}`}>
                  {awardId}
                </a>
              ),
            },
            {
              heading: t(financeTexts.reason),
              cell: ({ reason, codes }) => (
                <>
                  {t(leftOutTexts[reason])}
                  {codes.length > 0 && (
                    <div class="govuk-hint">{t(texts.conditions).replace('{codes}', codes.join(', '))}</div>
                  )}
                </>
              ),
            },
            {
              heading: t(texts.payment),
              cell: ({ paymentId }) => paymentId !== undefined && <PaymentLink paymentId={paymentId} />,
            },
          ]}
        />
      )}
      <NextPage
        path={`/finance/runs/${runId}/left-out`}
        query={shown === undefined ? {} : { reason: shown }}
        cursor={cursor}
      />
    </>
  );
}
