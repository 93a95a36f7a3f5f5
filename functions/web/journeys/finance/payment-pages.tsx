import type * as z from 'zod';
import { holdPayment, readPayment, reissuePayment } from '../../../contracts/http/payments.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { financeRoles } from '../../../domain/review/role.ts';
import { isWithPayee } from '../../../domain/payments/payment-lifecycle.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { keyOf, refusals } from '../../kernel/form.ts';
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
import { BankReason } from './parts.tsx';
import { PaymentLink } from './payment-link.tsx';
import { PaymentTag } from './payment-tag.tsx';
import { CancellationForm, cancellationIn, sayToCancellation } from './payment-cancellation.tsx';
import { cancellationStateTexts, componentName, paymentPageTexts as texts } from './payment-texts.ts';
import { texts as financeTexts } from './texts.ts';
import { userName } from '../../components/user-name.ts';

type Payment = z.output<(typeof readPayment.answers)[200]['schema']>;

/** `/finance/payments/<paymentId>`: one payment and its instructions; where it came back, it is paid again from here. */
export const paymentPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/finance/payments/{paymentId}',
    who: 'staff',
    serve: (request) => paymentView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path: '/finance/payments/{paymentId}', who: 'staff', serve: act },
];

async function paymentView(
  { api, params, language, visit }: PageRequest,
  state: FieldState,
  status?: number,
): Promise<PageAnswer> {
  const [read, programmes] = await Promise.all([
    api.call(readPayment, { params: { paymentId: params.paymentId ?? '' } }),
    api.call(listProgrammes, {}),
  ]);
  if (!read.ok) return { kind: 'problem', problem: read.error };
  if (!programmes.ok) return { kind: 'problem', problem: programmes.error };
  const programme = programmes.value.programmes.find((one) => one.programme === read.value.programme);
  const { notice, told } = takeNotice(visit);
  return view(
    `${texts.title[language]} ${read.value.paymentId}`,
    <PaymentPage
      payment={read.value}
      title={programme?.title ?? read.value.programme}
      notice={notice}
      state={state}
    />,
    { ...(status === undefined ? {} : { status }), ...told },
  );
}

const actions = ['reissue', 'hold', 'clear'] as const;

async function act(request: PageRequest): Promise<PageAnswer> {
  const { api, params, form, language, visit, target } = request;
  const said = cancellationIn(form);
  if (said !== undefined) {
    const outcome = await sayToCancellation(request, said);
    if ('problem' in outcome) return { kind: 'problem', problem: outcome.problem };
    if ('errors' in outcome) {
      return paymentView(request, { errors: outcome.errors, values: form }, 400);
    }
    const notice = texts[said === 'propose' ? 'cancelProposed' : 'recorded'][language];
    return redirect(target, { ...visit, notice });
  }
  const { paymentId = '' } = params;
  const action = actions.find((one) => one === form.get('action')) ?? 'hold';
  const done =
    action === 'reissue'
      ? await api.call(reissuePayment, {
          params: { paymentId },
          ...keyOf(form),
        })
      : await api.call(holdPayment, {
          params: { paymentId },
          typed: { hold: action === 'hold', reason: form.get('reason') ?? '' },
        });
  if (done.ok) {
    const notice = action === 'reissue' ? texts.reissued[language] : texts.recorded[language];
    return redirect(target, { ...visit, notice });
  }
  const { error } = done;
  if (error.status !== 400 && error.status !== 409) return { kind: 'problem', problem: error };
  const errors = refusals(error, () => (action === 'reissue' ? 'reissue' : 'reason'));
  return paymentView(request, { errors, values: form }, 400);
}

function PaymentPage({
  payment,
  title,
  notice,
  state,
}: {
  payment: Payment;
  title: string;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { paymentId, runId, reason, corrects, correctedBy, cancellation } = payment;
  const payments = (ids: readonly string[]) =>
    ids.map((id) => (
      <div key={id}>
        <PaymentLink paymentId={id} />
      </div>
    ));
  return (
    <>
      <BackLink href={runId === undefined ? '/finance' : `/finance/runs/${runId}`} />
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{`${title} ${periodName(payment.period, language)}`}</span>
        {t(texts.title)} <span class="app-code">{paymentId}</span>
      </h1>
      <SummaryList
        rows={[
          { label: t(texts.state), value: <PaymentTag state={payment.state} /> },
          { label: t(texts.amount), value: <strong>{`¥${yuanOf(payment.amountFen)}`}</strong> },
          { label: t(texts.component), value: componentName(payment.component, language) },
          ...(reason === undefined
            ? []
            : [
                {
                  label: t(texts.reason),
                  value: <BankReason code={reason} words={payment.reasonWords} />,
                },
              ]),
          {
            label: t(texts.award),
            value: (
              <>
                <span class="app-code">{payment.awardId}</span>{' '}
                <a class="govuk-link" href={`/staff/awards/${payment.awardId}`}>
                  {t(texts.openAward)}
                </a>
              </>
            ),
          },
          ...(runId === undefined
            ? []
            : [
                {
                  label: t(texts.run),
                  value: (
                    <a class="govuk-link" href={`/finance/runs/${runId}`}>
                      {t(texts.openRun)}
                    </a>
                  ),
                },
              ]),
          ...(corrects === undefined ? [] : [{ label: t(texts.corrects), value: payments([corrects]) }]),
          ...(cancellation === undefined
            ? []
            : [
                {
                  label: t(texts.cancellation),
                  value: [
                    t(cancellationStateTexts[cancellation.status]),
                    userName(cancellation.proposedBy),
                    cancellation.reason,
                  ].join(' · '),
                },
              ]),
          ...(correctedBy.length === 0
            ? []
            : [{ label: t(texts.correctedBy), value: payments(correctedBy) }]),
        ]}
      />
      <DataTable
        caption={t(texts.instructions)}
        rows={payment.instructions}
        keyOf={({ endToEndId }) => endToEndId}
        columns={[
          {
            heading: t(texts.endToEndId),
            cell: ({ endToEndId }) => <span class="app-code">{endToEndId}</span>,
          },
          { heading: t(texts.state), cell: (one) => <PaymentTag state={one.state} /> },
          { heading: t(texts.reason), cell: (one) => one.reason ?? '' },
          {
            heading: t(texts.replaces),
            cell: ({ replaces }) => <span class="app-code">{replaces ?? ''}</span>,
          },
        ]}
      />
      <Actions payment={payment} state={state} />
      {isWithPayee(payment.state) && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/receivables/payments/${paymentId}`}>
            {t(texts.tooMuch)}
          </a>
        </p>
      )}
    </>
  );
}

function Actions({ payment, state }: { payment: Payment; state: FieldState }) {
  const t = useTexts();
  const { staff } = usePage();
  const cameBack = payment.state === 'returned' || payment.state === 'rejected';
  // What came back, and what waits for a run: a correction, or one to be paid again.
  const isCancellable =
    cameBack ||
    (payment.runId === undefined &&
      payment.state !== 'cancelled' &&
      (payment.corrects !== undefined || payment.reissue > 0));
  const isFinance = hasRole(staff, ...financeRoles);
  return (
    <>
      {cameBack && hasRole(staff, 'finance.preparer') && (
        <>
          <h2 class="govuk-heading-m">{t(texts.reissueTitle)}</h2>
          <p class="govuk-body">{t(texts.reissueHint)}</p>
          <Form>
            <input type="hidden" name="reissue" id="reissue" value="yes" />
            <Submit text={t(texts.reissue)} name="action" value="reissue" />
          </Form>
        </>
      )}
      {isFinance && isCancellable && <CancellationForm payment={payment} state={state} />}
      {isFinance && (payment.state === 'planned' || payment.state === 'held') && (
        <>
          <h2 class="govuk-heading-m">{t(texts.holdTitle)}</h2>
          <p class="govuk-body">{t(texts.holdHint)}</p>
          <Form>
            <TextField
              name="reason"
              label={t(financeTexts.why)}
              hint={t(financeTexts.whyHint)}
              state={state}
            />
            {payment.state === 'planned' ? (
              <Submit text={t(texts.hold)} kind="warning" name="action" value="hold" />
            ) : (
              <Submit text={t(texts.clear)} kind="secondary" name="action" value="clear" />
            )}
          </Form>
        </>
      )}
    </>
  );
}
