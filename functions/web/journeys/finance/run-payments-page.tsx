import type * as z from 'zod';
import { listRunPayments } from '../../../contracts/http/payments.ts';
import { readRun } from '../../../contracts/http/runs.ts';
import type { Texts } from '../../../contracts/language.ts';
import { BackLink } from '../../components/back-link.tsx';
import { paymentsAndYuan } from '../../components/counted.ts';
import { DataTable } from '../../components/data-table.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { periodName } from '../../components/period-name.ts';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { comparisonTexts } from './comparison-texts.ts';
import { BankReason } from './parts.tsx';
import { Payee } from './payee.tsx';
import { PaymentTag } from './payment-tag.tsx';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';

type Run = z.output<(typeof readRun.answers)[200]['schema']>;
type Listed = z.output<(typeof listRunPayments.answers)[200]['schema']>;

const texts = {
  title: { 'zh-CN': '批次的各笔款项', en: 'Payments of the run' },
  order: { 'zh-CN': '按银行文件中的顺序。', en: 'In the order of the bank’s files.' },
  none: { 'zh-CN': '这一批次没有款项。', en: 'The run holds no payment.' },
  payee: { 'zh-CN': '收款人与编号', en: 'Payee and id' },
  amount: { 'zh-CN': '金额', en: 'Amount' },
  keptBack: { 'zh-CN': '已抵扣 ¥{amount}', en: '¥{amount} kept back' },
  again: { 'zh-CN': '第 {n} 次重发', en: 'sent again, {n}' },
  state: { 'zh-CN': '状态', en: 'Where it stands' },
} satisfies Record<string, Texts>;

/** `/finance/runs/<runId>/payments`: each payment of a run, as its files have it. */
export const runPaymentsPage: Page = {
  method: 'GET',
  path: '/finance/runs/{runId}/payments',
  who: 'staff',
  serve: paymentsView,
};

async function paymentsView(request: PageRequest): Promise<PageAnswer> {
  const { api, params, query, language } = request;
  const { runId = '' } = params;
  const [run, listed, titles] = await Promise.all([
    api.call(readRun, { params: { runId } }),
    api.call(listRunPayments, { params: { runId }, query: cursorIn(query) }),
    programmeTitles(request),
  ]);
  if (!run.ok) return { kind: 'problem', problem: run.error };
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(
    `${texts.title[language]} ${periodName(run.value.period, language)}`,
    <RunPayments run={run.value} listed={listed.value} titles={titles.value} />,
  );
}

function RunPayments({ run, listed, titles }: { run: Run; listed: Listed; titles: ProgrammeTitles }) {
  const t = useTexts();
  const { language } = usePage();
  const { runId, programme, period } = run;
  const { payments, cursor } = listed;
  return (
    <>
      <BackLink href={`/finance/runs/${runId}`} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{`${titles.of(programme)} ${periodName(period, language)}`}</span>
        {t(texts.title)}
      </h1>
      <p class="govuk-body">
        {`${paymentsAndYuan({ count: run.payments, fen: run.totalFen }, language)} · ${t(texts.order)}`}
      </p>
      {payments.length === 0 ? (
        <p class="govuk-body">{t(texts.none)}</p>
      ) : (
        <DataTable
          caption={t(texts.title)}
          rows={payments}
          keyOf={({ endToEndId }) => endToEndId}
          columns={[
            {
              heading: t(texts.payee),
              cell: ({ payee, paymentId, endToEndId, awardId, reissue }) => (
                <>
                  <Payee payee={payee} />
                  <a class="govuk-link app-code" href={`/finance/payments/${paymentId}`}>
                    {endToEndId}
                  </a>
                  {reissue > 0 && (
                    <div class="govuk-hint">{t(texts.again).replace('{n}', String(reissue))}</div>
                  )}
                  <div>
                    <a class="govuk-link" href={`/staff/awards/${awardId}`}>
                      {t(comparisonTexts.openAward)}
                      <span class="govuk-visually-hidden">{` ${awardId}`}</span>
                    </a>
                  </div>
                </>
              ),
            },
            {
              heading: t(texts.amount),
              numeric: true,
              cell: ({ amountFen, keptBack }) => (
                <>
                  {`¥${yuanOf(amountFen)}`}
                  {keptBack && (
                    <div class="govuk-hint">
                      {t(texts.keptBack).replace('{amount}', yuanOf(keptBack.amountFen))}
                    </div>
                  )}
                </>
              ),
            },
            {
              heading: t(texts.state),
              cell: ({ state, reason, reasonWords }) => (
                <>
                  <PaymentTag state={state} /> <BankReason code={reason} words={reasonWords} />
                </>
              ),
            },
          ]}
        />
      )}
      <NextPage path={`/finance/runs/${runId}/payments`} query={{}} cursor={cursor} />
    </>
  );
}
