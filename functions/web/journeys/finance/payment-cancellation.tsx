import type * as z from 'zod';
import { cancelPayment, type readPayment } from '../../../contracts/http/payments.ts';
import { cancellationEvents } from '../../../domain/payments/cancellation-lifecycle.ts';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { keyOf } from '../../kernel/form.ts';
import type { PageRequest } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { paymentPageTexts as texts } from './payment-texts.ts';
import { outcomeOf } from './proposal-decision.tsx';
import { texts as financeTexts } from './texts.ts';

type Payment = z.output<(typeof readPayment.answers)[200]['schema']>;

const field = 'cancelReason';

/** What is said by a posted form to a payment's cancellation; undefined where the form is about something else. */
export function cancellationIn(form: URLSearchParams) {
  return cancellationEvents.find((one) => one === form.get('cancellation'));
}

/** Says to the API what the posted form says. */
export async function sayToCancellation(
  { api, params, form }: PageRequest,
  event: (typeof cancellationEvents)[number],
) {
  const reason = (form.get(field) ?? '').trim();
  const done = await api.call(cancelPayment, {
    params: { paymentId: params.paymentId ?? '' },
    typed: { event, ...(reason === '' ? {} : { reason }) },
    ...keyOf(form),
  });
  return outcomeOf(done, () => field);
}

/** Proposing that a payment is not owed any more, or deciding on it: not for who proposed it. */
export function CancellationForm({ payment, state }: { payment: Payment; state: FieldState }) {
  const t = useTexts();
  const { staff } = usePage();
  const { cancellation } = payment;
  const isWaiting = cancellation?.status === 'proposed';
  if (isWaiting && cancellation.proposedBy === staff?.userId) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.cancelTitle)}</h2>
      <p class="govuk-body">{t(texts.cancelHint)}</p>
      <Form>
        <TextField
          name={field}
          label={t(isWaiting ? texts.refuseWhy : texts.cancelWhy)}
          hint={t(financeTexts.whyHint)}
          state={state}
        />
        {isWaiting ? (
          <div class="app-actions">
            <Submit text={t(texts.approve)} kind="warning" name="cancellation" value="approve" />
            <Submit text={t(texts.refuse)} kind="secondary" name="cancellation" value="refuse" />
          </div>
        ) : (
          <Submit text={t(texts.propose)} kind="warning" name="cancellation" value="propose" />
        )}
      </Form>
    </>
  );
}
