import type { SuccessOf } from '../../../contracts/api-client.ts';
import { readPayment } from '../../../contracts/http/payments.ts';
import { assessOverpayment, listReceivables } from '../../../contracts/http/receivables.ts';
import { parseYuan } from '../../../domain/money/fen.ts';
import { isWithPayee } from '../../../domain/payments/payment-lifecycle.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { allErrors, keyOf } from '../../kernel/form.ts';
import { hasRole, type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { PaymentLink } from '../finance/payment-link.tsx';
import { PaymentTag } from '../finance/payment-tag.tsx';
import { programmeTitles } from '../finance/programme-titles.ts';
import { outcomeOf } from '../finance/proposal-decision.tsx';
import { texts as financeTexts } from '../finance/texts.ts';
import { ReceivableTag } from './receivable-tag.tsx';
import { overpaidTexts as texts, receivableTexts } from './texts.ts';

type Payment = SuccessOf<typeof readPayment.answers>;
type Receivables = SuccessOf<typeof listReceivables.answers>['receivables'];

const path = '/receivables/payments/{paymentId}';

/** `/receivables/payments/<paymentId>`: what of a payment was found too much, and where it is found so. */
export const overpaidPages: readonly Page[] = [
  {
    method: 'GET',
    path,
    who: 'staff',
    serve: (request) => overpaidView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path, who: 'staff', serve: find },
];

async function overpaidView(request: PageRequest, state: FieldState): Promise<PageAnswer> {
  const { api, params, language } = request;
  const { paymentId = '' } = params;
  const [payment, listed, titles] = await Promise.all([
    api.call(readPayment, { params: { paymentId } }),
    api.call(listReceivables, { query: { paymentId } }),
    programmeTitles(request),
  ]);
  if (!payment.ok) return { kind: 'problem', problem: payment.error };
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(
    `${texts.title[language]} ${paymentId}`,
    <Overpaid
      payment={payment.value}
      receivables={listed.value.receivables}
      programme={titles.value.of(payment.value.programme)}
      state={state}
    />,
    state.errors.length > 0 ? { status: 400 } : {},
  );
}

async function find(request: PageRequest): Promise<PageAnswer> {
  const { api, params, form, language, visit } = request;
  const fen = parseYuan((form.get('amount') ?? '').trim());
  const reason = (form.get('reason') ?? '').trim();
  const own = fen === undefined ? [{ field: 'amount', message: receivableTexts.amountWrong[language] }] : [];
  const found = await api.call(assessOverpayment, {
    typed: {
      paymentId: params.paymentId ?? '',
      ...(fen === undefined ? {} : { amount: { fen, currency: 'CNY' } }),
      ...(reason === '' ? {} : { reason }),
    },
    ...keyOf(form),
  });
  if (found.ok) {
    const notice = receivableTexts.recorded[language];
    return redirect(`/receivables/${found.value.receivableId}`, { ...visit, notice });
  }
  const outcome = outcomeOf(found, (pointer) => (pointer === '/reason' ? 'reason' : 'amount'));
  if (!('errors' in outcome)) return { kind: 'problem', problem: found.error };
  const errors = allErrors(own, outcome.errors, ['amount', 'reason']);
  return overpaidView(request, { errors, values: form });
}

function Overpaid({
  payment,
  receivables,
  programme,
  state,
}: {
  payment: Payment;
  receivables: Receivables;
  programme: string;
  state: FieldState;
}) {
  const t = useTexts();
  const { language, staff } = usePage();
  const { paymentId, period } = payment;
  const hasArrived = isWithPayee(payment.state);
  const isUnnotified = receivables.some(({ status }) => status === 'assessed');
  return (
    <>
      <BackLink href={`/finance/payments/${paymentId}`} />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{`${programme} ${periodName(period, language)}`}</span>
        {t(texts.title)}
      </h1>
      <SummaryList
        rows={[
          {
            label: t(receivableTexts.payment),
            value: (
              <>
                <PaymentLink paymentId={paymentId} /> <PaymentTag state={payment.state} />
              </>
            ),
          },
          { label: t(texts.paid), value: `¥${yuanOf(payment.amountFen)}` },
        ]}
      />
      <h2 class="govuk-heading-m">{t(texts.earlier)}</h2>
      {receivables.length === 0 && <p class="govuk-body">{t(receivableTexts.none)}</p>}
      <ul class="govuk-list">
        {receivables.map(({ receivableId, amountFen, reason, status }) => (
          <li key={receivableId}>
            <a class="govuk-link" href={`/receivables/${receivableId}`}>
              {`¥${yuanOf(amountFen)} ${reason}`}
            </a>{' '}
            <ReceivableTag status={status} />
          </li>
        ))}
      </ul>
      {!hasArrived && <p class="govuk-body">{t(texts.notWithPayee)}</p>}
      {isUnnotified && <p class="govuk-body">{t(texts.unnotified)}</p>}
      {hasArrived && !isUnnotified && hasRole(staff, 'finance.preparer') && (
        <>
          <h2 class="govuk-heading-m">{t(texts.find)}</h2>
          <p class="govuk-body">{t(texts.hint)}</p>
          <Form>
            <TextField name="amount" label={t(texts.amount)} state={state} width={10} autocomplete="off" />
            <TextField name="reason" label={t(texts.why)} hint={t(financeTexts.whyHint)} state={state} />
            <Submit text={t(texts.find)} />
          </Form>
        </>
      )}
    </>
  );
}
