import type { SuccessOf } from '../../../contracts/api-client.ts';
import {
  decideRecoveryAppeal,
  handleReceivable,
  type readReceivable,
  recordRepayment,
} from '../../../contracts/http/receivables.ts';
import type { Texts } from '../../../contracts/language.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { parseYuan } from '../../../domain/money/fen.ts';
import { receivableActs } from '../../../domain/receivables/receivable-acts.ts';
import { financeRoles } from '../../../domain/review/role.ts';
import { type FieldState, RadioField, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { userName } from '../../components/user-name.ts';
import { allErrors, type FieldError, keyOf } from '../../kernel/form.ts';
import { hasRole, type PageRequest } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { outcomeOf } from '../finance/proposal-decision.tsx';
import {
  appealOutcomeTexts,
  dropTexts,
  receivableActTexts,
  receivableEventTexts,
  receivableTexts as texts,
} from './texts.ts';
import { texts as financeTexts } from '../finance/texts.ts';

type Receivable = SuccessOf<typeof readReceivable.answers>;

/** What came of a posted form: what is wrong at its fields, where it is not taken. */
type Outcome =
  { readonly errors: readonly FieldError[] } | { readonly problem: Problem } | { readonly notice: Texts };

/** Says to the API what the posted form says about a receivable: its button tells which form it is. */
export async function sayToReceivable(request: PageRequest): Promise<Outcome> {
  switch (request.form.get('say')) {
    case 'repay':
      return repay(request);
    case 'decide':
      return decideAppeal(request);
    case 'approve':
      return handle(request, 'approve', 'refusal');
    case 'refuse':
      return handle(request, 'refuse', 'refusal');
    default:
      return handleChosen(request);
  }
}

async function handleChosen(request: PageRequest): Promise<Outcome> {
  const act = receivableActs.find((one) => one === request.form.get('act'));
  if (act === undefined) return { errors: [{ field: 'act', message: texts.choose[request.language] }] };
  return handle(request, act, 'reason');
}

/** @param reasonField where its reason is typed */
async function handle(
  { api, params, form }: PageRequest,
  act: (typeof receivableActs)[number],
  reasonField: 'reason' | 'refusal',
): Promise<Outcome> {
  const reason = typedIn(form, reasonField);
  const done = await api.call(handleReceivable, {
    params: { id: params.id ?? '' },
    typed: { act, ...(reason === '' ? {} : { reason }) },
    ...keyOf(form),
  });
  const outcome = outcomeOf(done, (pointer) =>
    pointer === '/reason' || reasonField === 'refusal' ? reasonField : 'act',
  );
  if (!('done' in outcome)) return outcome;
  return { notice: done.ok && done.value.proposal !== undefined ? texts.proposed : texts.recorded };
}

async function decideAppeal({ api, params, form, language }: PageRequest): Promise<Outcome> {
  const [outcome, reason] = [form.get('outcome'), typedIn(form, 'decisionReason')];
  const own = outcome === null ? [{ field: 'outcome', message: texts.choose[language] }] : [];
  const done = await api.call(decideRecoveryAppeal, {
    params: { id: params.id ?? '' },
    typed: { ...(outcome === null ? {} : { outcome }), ...(reason === '' ? {} : { reason }) },
    ...keyOf(form),
  });
  return saidOf(done, own, (pointer) => (pointer === '/reason' ? 'decisionReason' : 'outcome'), [
    'outcome',
    'decisionReason',
  ]);
}

async function repay({ api, params, form, language }: PageRequest): Promise<Outcome> {
  const fen = parseYuan(typedIn(form, 'amount'));
  const receipt = typedIn(form, 'receipt');
  const own = fen === undefined ? [{ field: 'amount', message: texts.amountWrong[language] }] : [];
  const done = await api.call(recordRepayment, {
    params: { id: params.id ?? '' },
    typed: {
      ...(fen === undefined ? {} : { amount: { fen, currency: 'CNY' } }),
      ...(receipt === '' ? {} : { receipt }),
    },
    ...keyOf(form),
  });
  return saidOf(done, own, (pointer) => (pointer === '/receipt' ? 'receipt' : 'amount'), [
    'amount',
    'receipt',
  ]);
}

/** What the API made of a form, with what the page itself found wrong with it, in the order of its fields. */
function saidOf(
  done: Parameters<typeof outcomeOf>[0],
  own: readonly FieldError[],
  fieldOf: (pointer: string) => string,
  fields: readonly string[],
): Outcome {
  const outcome = outcomeOf(done, fieldOf);
  if ('errors' in outcome) return { errors: allErrors(own, outcome.errors, fields) };
  return 'problem' in outcome ? outcome : { notice: texts.recorded };
}

function typedIn(form: URLSearchParams, name: string): string {
  return (form.get(name) ?? '').trim();
}

/** What may be done now, for who may do it: what takes two people is not asked of the first one again. */
export function ReceivableActions({ receivable, state }: { receivable: Receivable; state: FieldState }) {
  const { staff } = usePage();
  return (
    <>
      {receivable.proposal && <Proposal receivable={receivable} state={state} />}
      {hasRole(staff, ...financeRoles) && <Handling receivable={receivable} state={state} />}
      {receivable.status === 'recovering' && hasRole(staff, 'finance.reconciler') && (
        <Repayment state={state} />
      )}
      {receivable.status === 'stayed' && hasRole(staff, 'appeals.officer') && (
        <AppealDecision receivable={receivable} state={state} />
      )}
    </>
  );
}

function Proposal({ receivable: { proposal }, state }: { receivable: Receivable; state: FieldState }) {
  const t = useTexts();
  const { staff } = usePage();
  if (!proposal) return null;
  const isDecider = hasRole(staff, ...financeRoles) && proposal.by !== staff?.userId;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.proposal)}</h2>
      <SummaryList
        rows={[
          { label: t(texts.proposedAct), value: t(receivableEventTexts[`${proposal.event}-proposed`]) },
          { label: t(texts.why), value: proposal.reason },
          { label: t(texts.proposedBy), value: userName(proposal.by) },
        ]}
      />
      <p class="govuk-body">{t(isDecider ? texts.approveHint : texts.proposalWaits)}</p>
      {isDecider && (
        <Form>
          <TextField name="refusal" label={t(texts.refuseWhy)} hint={t(financeTexts.whyHint)} state={state} />
          <div class="app-actions">
            <Submit text={t(texts.approve)} kind="warning" name="say" value="approve" />
            <Submit text={t(texts.refuse)} kind="secondary" name="say" value="refuse" />
          </div>
        </Form>
      )}
    </>
  );
}

function Handling({
  receivable: { acts, assessedBy, basis, proposal },
  state,
}: {
  receivable: Receivable;
  state: FieldState;
}) {
  const t = useTexts();
  const { staff } = usePage();
  const isAssessor = assessedBy === staff?.userId;
  const choices = acts.flatMap((act) => {
    if (act === 'approve' || act === 'refuse') return [];
    if (act === 'notify' && isAssessor) return [];
    if ((act === 'waive' || act === 'write-off') && proposal) return [];
    const { text, hint } = act === 'waive' && basis === undefined ? dropTexts : receivableActTexts[act];
    return [{ value: act, text: t(text), hint: t(hint) }];
  });
  if (choices.length === 0) return null;
  return (
    <Form>
      {isAssessor && acts.includes('notify') && <p class="govuk-body">{t(texts.notifyByAnother)}</p>}
      <RadioField name="act" label={t(texts.now)} state={state} choices={choices} />
      <TextField name="reason" label={t(texts.why)} hint={t(texts.whyHint)} state={state} />
      <Submit text={t(texts.record)} name="say" value="act" />
    </Form>
  );
}

function Repayment({ state }: { state: FieldState }) {
  const t = useTexts();
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.repayTitle)}</h2>
      <p class="govuk-body">{t(texts.repayHint)}</p>
      <Form>
        <TextField name="amount" label={t(texts.repayAmount)} state={state} width={10} autocomplete="off" />
        <TextField
          name="receipt"
          label={t(texts.repayReceipt)}
          hint={t(texts.repayReceiptHint)}
          state={state}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Submit text={t(texts.repay)} name="say" value="repay" />
      </Form>
    </>
  );
}

function AppealDecision({
  receivable: { assessedBy, notifiedBy },
  state,
}: {
  receivable: Receivable;
  state: FieldState;
}) {
  const t = useTexts();
  const { staff } = usePage();
  const tookPart = staff?.userId === assessedBy || staff?.userId === notifiedBy;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.appealTitle)}</h2>
      <p class="govuk-body">{t(texts.appealHint)}</p>
      {!tookPart && (
        <Form>
          <RadioField
            name="outcome"
            label={t(texts.outcome)}
            state={state}
            choices={(['uphold', 'dismiss'] as const).map((value) => ({
              value,
              text: t(appealOutcomeTexts[value].text),
              hint: t(appealOutcomeTexts[value].hint),
            }))}
          />
          <TextField
            name="decisionReason"
            label={t(texts.decisionWhy)}
            hint={t(financeTexts.whyHint)}
            state={state}
          />
          <Submit text={t(texts.decide)} name="say" value="decide" />
        </Form>
      )}
    </>
  );
}
