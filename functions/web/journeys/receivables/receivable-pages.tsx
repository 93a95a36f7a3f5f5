import type { SuccessOf } from '../../../contracts/api-client.ts';
import { readReceivable } from '../../../contracts/http/receivables.ts';
import type { Language, Texts } from '../../../contracts/language.ts';
import { financeRoles } from '../../../domain/review/role.ts';
import { BackLink } from '../../components/back-link.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import type { FieldState } from '../../components/field.tsx';
import { Notice } from '../../components/notice.tsx';
import { periodName } from '../../components/period-name.ts';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { userName } from '../../components/user-name.ts';
import { yuanOf } from '../../components/yuan.ts';
import {
  hasRole,
  type Page,
  type PageAnswer,
  type PageRequest,
  redirect,
  takeNotice,
  view,
} from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { PaymentLink } from '../finance/payment-link.tsx';
import { programmeTitles } from '../finance/programme-titles.ts';
import { ReceivableActions, sayToReceivable } from './receivable-actions.tsx';
import { ReceivableTag } from './receivable-tag.tsx';
import { receivableEventTexts, receivableTexts as texts, recoveryStateHints } from './texts.ts';

type Receivable = SuccessOf<typeof readReceivable.answers>;
type Step = Receivable['history'][number];

const path = '/receivables/{id}';

/** `/receivables/<id>`: what was paid too much, what came back of it and how, and what can be done now. */
export const receivablePages: readonly Page[] = [
  {
    method: 'GET',
    path,
    who: 'staff',
    serve: (request) => receivableView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path, who: 'staff', serve: act },
];

async function receivableView(request: PageRequest, state: FieldState): Promise<PageAnswer> {
  const { api, params, language, visit } = request;
  const [read, titles] = await Promise.all([
    api.call(readReceivable, { params: { id: params.id ?? '' } }),
    programmeTitles(request),
  ]);
  if (!read.ok) return { kind: 'problem', problem: read.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  const { notice, told } = takeNotice(visit);
  return view(
    `${texts.one[language]} ${read.value.receivableId}`,
    <ReceivablePage
      receivable={read.value}
      programme={titles.value.of(read.value.programme)}
      notice={notice}
      state={state}
    />,
    { ...(state.errors.length > 0 ? { status: 400 } : {}), ...told },
  );
}

async function act(request: PageRequest): Promise<PageAnswer> {
  const { form, language, visit, target } = request;
  const outcome = await sayToReceivable(request);
  if ('problem' in outcome) return { kind: 'problem', problem: outcome.problem };
  if ('errors' in outcome) return receivableView(request, { errors: outcome.errors, values: form });
  return redirect(target, { ...visit, notice: outcome.notice[language] });
}

function ReceivablePage({
  receivable,
  programme,
  notice,
  state,
}: {
  receivable: Receivable;
  programme: string;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { status, period } = receivable;
  return (
    <>
      <BackLink href={`/receivables?status=${status}`} />
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{`${programme} ${periodName(period, language)}`}</span>
        {t(texts.one)}
      </h1>
      <p class="govuk-body">
        <ReceivableTag status={status} /> {t(recoveryStateHints[status])}
      </p>
      <Amounts receivable={receivable} />
      <About receivable={receivable} />
      <ReceivableActions receivable={receivable} state={state} />
      <h2 class="govuk-heading-m">{t(texts.history)}</h2>
      <ol class="app-timeline">
        {receivable.history.toReversed().map((step) => (
          <li key={step.seq} class="govuk-body">
            <time dateTime={step.at} class="govuk-body-s">
              {dayOf(step.at, language)}
            </time>
            {stepInWords(step, language)}
          </li>
        ))}
      </ol>
    </>
  );
}

const ways = {
  cash: texts.viaCash,
  bank: texts.viaBank,
  'kept-back': texts.viaKeptBack,
} satisfies Record<NonNullable<Step['via']>, Texts>;

/** What happened, how much came back and how, why, and by whom. */
function stepInWords({ event, amountFen, via, receipt, reason, actor }: Step, language: Language): string {
  const amount = amountFen === undefined ? [] : [`¥${yuanOf(amountFen)}`];
  return [
    receivableEventTexts[event][language],
    ...amount,
    ...(via === undefined ? [] : [ways[via][language]]),
    ...(receipt === undefined ? [] : [texts.receipt[language].replace('{n}', receipt)]),
    ...(reason === undefined ? [] : [reason]),
    actor.kind === 'system' ? texts.system[language] : userName(actor.id),
  ].join(' · ');
}

function Amounts({
  receivable: { status, amountFen, owedFen, keptBack, history },
}: {
  receivable: Receivable;
}) {
  const t = useTexts();
  const cameBack = (isKeptBack: boolean): number =>
    history
      .filter(({ via }) => via !== undefined && (via === 'kept-back') === isKeptBack)
      .reduce((sum, { amountFen: part = 0 }) => sum + part, 0);
  const [repaidFen, keptBackFen] = [cameBack(false), cameBack(true)];
  const isGivenUp = status === 'cancelled' || status === 'written-off';
  const row = (label: Texts, fen: number): readonly SummaryRow[] =>
    fen === 0 ? [] : [{ label: t(label), value: `¥${yuanOf(fen)}` }];
  return (
    <SummaryList
      rows={[
        { label: t(texts.amount), value: `¥${yuanOf(amountFen)}` },
        ...row(texts.repaid, repaidFen),
        ...row(texts.keptBack, keptBackFen),
        ...(isGivenUp ? row(texts.givenUp, amountFen - repaidFen - keptBackFen) : []),
        ...(status === 'assessed'
          ? []
          : [{ label: t(texts.left), value: <strong>{`¥${yuanOf(owedFen)}`}</strong> }]),
        ...(keptBack === undefined
          ? []
          : [
              {
                label: t(texts.reserved),
                value: (
                  <>
                    {`¥${yuanOf(keptBack.amountFen)} `}
                    <a class="govuk-link" href={`/finance/runs/${keptBack.runId}`}>
                      {t(texts.openRun)}
                    </a>
                    <div class="govuk-hint">{t(texts.reservedHint)}</div>
                  </>
                ),
              },
            ]),
      ]}
    />
  );
}

function About({ receivable }: { receivable: Receivable }) {
  const t = useTexts();
  const { language, staff } = usePage();
  const { receivableId, paymentId, awardId, exceptionId, keptBackFor, reason } = receivable;
  const { assessedBy, assessedOn, notifiedBy, dueOn } = receivable;
  // Who decides objections reads no payments.
  const readsPayments = hasRole(staff, ...financeRoles, 'auditor');
  const link = (label: Texts, href: string, text: Texts): SummaryRow => ({
    label: t(label),
    value: (
      <a class="govuk-link" href={href}>
        {t(text)}
      </a>
    ),
  });
  return (
    <SummaryList
      rows={[
        { label: t(texts.id), value: <span class="app-code">{receivableId}</span> },
        { label: t(texts.reason), value: reason },
        {
          label: t(texts.payment),
          value: readsPayments ? (
            <PaymentLink paymentId={paymentId} />
          ) : (
            <span class="app-code">{paymentId}</span>
          ),
        },
        link(texts.award, `/staff/awards/${awardId}`, texts.openAward),
        ...(exceptionId === undefined || !readsPayments
          ? []
          : [link(texts.exception, `/finance/exceptions/${exceptionId}`, texts.openException)]),
        ...(keptBackFor === undefined
          ? []
          : [link(texts.keptBackFor, `/receivables/${keptBackFor}`, texts.one)]),
        {
          label: t(texts.assessed),
          value: `${userName(assessedBy)} · ${dayOf(assessedOn, language)}`,
        },
        ...(notifiedBy === undefined ? [] : [{ label: t(texts.notified), value: userName(notifiedBy) }]),
        ...(dueOn === undefined ? [] : [{ label: t(texts.dueOn), value: dayOf(dueOn, language) }]),
      ]}
    />
  );
}
