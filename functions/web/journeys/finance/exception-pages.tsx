import type * as z from 'zod';
import { readBudgetReport } from '../../../contracts/http/budget.ts';
import { readPayment } from '../../../contracts/http/payments.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { readException, resolveException } from '../../../contracts/http/reconciliation.ts';
import { handlingEvents } from '../../../domain/reconciliation/exception-lifecycle.ts';
import type { Texts } from '../../../contracts/language.ts';
import type { SettlementKind } from '../../../domain/reconciliation/settlement.ts';
import { financeRoles } from '../../../domain/review/role.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, RadioField, SelectField, TextArea, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type FieldError, jsonOfFields, keyOf, refusals } from '../../kernel/form.ts';
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
import { exceptionPageTexts as texts, settlementTexts } from './exception-texts.ts';
import { ExceptionTag } from './parts.tsx';
import { paymentStateTexts } from './payment-texts.ts';
import { shareName } from './share-texts.ts';
import { texts as financeTexts } from './texts.ts';
import { userName } from '../../components/user-name.ts';

type Exception = z.output<(typeof readException.answers)[200]['schema']>;
type Payment = z.output<(typeof readPayment.answers)[200]['schema']>;

/** A programme's money of a year and a source, as a form names it. */
interface Fund {
  readonly value: string;
  readonly text: string;
}

/** `/finance/exceptions/<exceptionId>`: what happened, the three sides of it, and what is done about it. */
export const exceptionPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/finance/exceptions/{exceptionId}',
    who: 'staff',
    serve: (request) => exceptionView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path: '/finance/exceptions/{exceptionId}', who: 'staff', serve: handle },
];

async function exceptionView(request: PageRequest, state: FieldState, status?: number): Promise<PageAnswer> {
  const { api, params, visit } = request;
  const read = await api.call(readException, { params: { id: params.exceptionId ?? '' } });
  if (!read.ok) return { kind: 'problem', problem: read.error };
  const exception = read.value;
  const { paymentId } = exception;
  const payment =
    paymentId === undefined ? undefined : await api.call(readPayment, { params: { paymentId } });
  // A bank may name a payment that is none of ours.
  if (payment && !payment.ok && payment.error.status !== 404) {
    return { kind: 'problem', problem: payment.error };
  }
  const funds = exception.events.includes('propose') ? await fundsOf(request) : [];
  if ('kind' in funds) return funds;
  const { notice, told } = takeNotice(visit);
  return view(
    exception.text,
    <ExceptionPage
      exception={exception}
      payment={payment?.ok === true ? payment.value : undefined}
      funds={funds}
      notice={notice}
      state={state}
    />,
    { ...(status === undefined ? {} : { status }), ...told },
  );
}

/** What a credit may be money for, or a debit be charged to. */
async function fundsOf({ api, language }: PageRequest): Promise<readonly Fund[] | PageAnswer> {
  const [report, programmes] = await Promise.all([
    api.call(readBudgetReport, {}),
    api.call(listProgrammes, {}),
  ]);
  if (!report.ok) return { kind: 'problem', problem: report.error };
  if (!programmes.ok) return { kind: 'problem', problem: programmes.error };
  const titles = new Map(programmes.value.programmes.map(({ programme, title }) => [programme, title]));
  return report.value.lines.map(({ programme, year, share }) => ({
    value: `${programme} ${String(year)} ${share}`,
    text: `${titles.get(programme) ?? programme} ${String(year)} ${shareName(share, language)}`,
  }));
}

async function handle(request: PageRequest): Promise<PageAnswer> {
  const { api, params, form, language, visit, target } = request;
  const { exceptionId = '' } = params;
  const event = handlingEvents.find((one) => one === form.get('event')) ?? 'take';
  const kind = form.get('settlement') ?? '';
  const again = (errors: readonly FieldError[]) => exceptionView(request, { errors, values: form }, 400);
  if (event === 'propose' && kind === '') {
    return again([{ field: 'settlement', message: texts.chooseHow[language] }]);
  }
  const resolution = (form.get(event === 'propose' ? 'resolution' : event) ?? '').trim();
  const handled = await api.call(resolveException, {
    params: { id: exceptionId },
    typed: {
      event,
      ...(resolution === '' ? {} : { resolution }),
      ...(event === 'propose' ? { settlement: settlementIn(form, kind) } : {}),
    },
    ...keyOf(form),
  });
  if (handled.ok) return redirect(target, { ...visit, notice: financeTexts.done[language] });
  const { error } = handled;
  if (error.status !== 400 && error.status !== 409) return { kind: 'problem', problem: error };
  return again(
    refusals(error, (pointer) => (event === 'propose' ? fieldOf(pointer, kind) : fieldOfEvent(event))),
  );
}

function fieldOf(pointer: string, kind: string): string {
  const [, member = '', part = ''] = pointer.split('/');
  if (member === 'settlement') return part === '' ? 'settlement' : `${kind}.${part}`;
  return member === 'resolution' ? 'resolution' : 'settlement';
}

function fieldOfEvent(event: (typeof handlingEvents)[number]): string {
  return event === 'approve' ? 'refuse' : event;
}

/** The chosen way with what was typed for it: its fields are named after it. */
function settlementIn(form: URLSearchParams, kind: string): unknown {
  const { [kind]: typed } = jsonOfFields(form);
  const fields = typeof typed === 'object' ? { ...typed } : {};
  if (!('fund' in fields)) return { kind, ...fields };
  const [programme, year, share] = String(fields.fund).split(' ');
  return { kind, fund: { programme, year: Number(year), share } };
}

function ExceptionPage({
  exception,
  payment,
  funds,
  notice,
  state,
}: {
  exception: Exception;
  payment: Payment | undefined;
  funds: readonly Fund[];
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { openedOn, ageDays, text, nextStep, codeNextStep } = exception;
  return (
    <>
      <BackLink href="/finance/exceptions" />
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">
          {t(texts.found).replace('{day}', dayOf(openedOn, language)).replace('{n}', String(ageDays))}
        </span>
        {text}
      </h1>
      {exception.status !== 'resolved' && (
        <div class="govuk-inset-text">
          <h2 class="govuk-heading-s">{t(texts.nextStep)}</h2>
          <p class="govuk-body">{nextStep}</p>
          {codeNextStep !== undefined && <p class="govuk-body">{codeNextStep}</p>}
        </div>
      )}
      <ThreeSides exception={exception} payment={payment} />
      <SummaryList rows={factRows(exception, t, language)} />
      <Proposal exception={exception} />
      <Actions exception={exception} funds={funds} state={state} />
    </>
  );
}

function ThreeSides({ exception, payment }: { exception: Exception; payment: Payment | undefined }) {
  const t = useTexts();
  const { language } = usePage();
  const { amountFen, instructedFen, direction, bookedOn, endToEndId, bankReference } = exception;
  const yuan = (fen: number | undefined): string => (fen === undefined ? '' : `¥${yuanOf(fen)}`);
  const rows = [
    {
      side: t(texts.award),
      amount: yuan(payment?.amountFen),
      when: payment?.period ?? '',
      says: payment ? t(paymentStateTexts[payment.state]) : t(texts.none),
      id: payment?.awardId ?? '',
    },
    {
      side: t(texts.instruction),
      amount: yuan(instructedFen ?? (endToEndId === undefined ? undefined : payment?.amountFen)),
      when: payment?.period ?? '',
      says: instructionSays(endToEndId, payment, t),
      id: endToEndId ?? payment?.endToEndId ?? '',
    },
    {
      side: t(texts.bank),
      amount: yuan(amountFen),
      when: bookedOn === undefined ? '' : dayOf(bookedOn, language),
      says: direction === undefined ? t(texts.none) : t(texts[direction]),
      id: bankReference ?? '',
    },
  ];
  return (
    <DataTable
      caption={t(texts.three)}
      rows={rows}
      keyOf={({ side }) => side}
      columns={[
        { heading: t(texts.side), cell: ({ side }) => <strong>{side}</strong> },
        { heading: t(texts.amount), numeric: true, cell: ({ amount }) => amount },
        { heading: t(texts.says), cell: ({ says }) => says },
        { heading: t(texts.when), cell: ({ when }) => when },
        { heading: t(texts.id), cell: ({ id }) => <span class="app-code">{id}</span> },
      ]}
    />
  );
}

function instructionSays(
  endToEndId: string | undefined,
  payment: Payment | undefined,
  t: ReturnType<typeof useTexts>,
): string {
  const named = payment?.instructions.find((one) => one.endToEndId === endToEndId);
  const [state] = [named?.state ?? payment?.state];
  return state === undefined ? t(texts.none) : t(paymentStateTexts[state]);
}

/** Who brings the messages that the bank delivers by itself. */
const theBank = 'bank-channel';

function factRows(
  exception: Exception,
  t: ReturnType<typeof useTexts>,
  language: 'zh-CN' | 'en',
): readonly SummaryRow[] {
  const { status, code, codeText, dueOn, escalation, handledBy, importedBy, runId, paymentId } = exception;
  const link = (href: string, text: string) => (
    <a class="govuk-link" href={href}>
      {text}
    </a>
  );
  return [
    { label: t(texts.state), value: <ExceptionTag status={status} /> },
    ...(code === undefined
      ? []
      : [{ label: t(texts.bankSays), value: [code, ...(codeText ? [codeText] : [])].join(' · ') }]),
    ...(dueOn === undefined ? [] : [{ label: t(texts.dueOn), value: dayOf(dueOn, language) }]),
    ...(escalation === 0 ? [] : [{ label: t(texts.raised), value: String(escalation) }]),
    ...(handledBy === undefined ? [] : [{ label: t(texts.handledBy), value: userName(handledBy) }]),
    { label: t(texts.importedBy), value: importedBy === theBank ? t(texts.byTheBank) : userName(importedBy) },
    ...(runId === undefined
      ? []
      : [{ label: t(texts.run), value: link(`/finance/runs/${runId}`, t(texts.openRun)) }]),
    ...(paymentId === undefined
      ? []
      : [{ label: t(texts.payment), value: link(`/finance/payments/${paymentId}`, t(texts.openPayment)) }]),
  ];
}

function Proposal({
  exception: { proposedBy, approvedBy, settlement, resolution },
}: {
  exception: Exception;
}) {
  const t = useTexts();
  if (proposedBy === undefined || settlement === undefined) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.proposal)}</h2>
      <SummaryList
        rows={[
          { label: t(texts.how), value: t(settlementTexts[settlement.kind]) },
          { label: t(texts.why), value: resolution ?? '' },
          { label: t(texts.proposedBy), value: userName(proposedBy) },
          ...(approvedBy === undefined ? [] : [{ label: t(texts.approvedBy), value: userName(approvedBy) }]),
        ]}
      />
    </>
  );
}

function Actions({
  exception,
  funds,
  state,
}: {
  exception: Exception;
  funds: readonly Fund[];
  state: FieldState;
}) {
  const t = useTexts();
  const { staff } = usePage();
  const { events } = exception;
  // An auditor looks on.
  if (!hasRole(staff, ...financeRoles)) return null;
  const may = (event: (typeof handlingEvents)[number]): boolean => events.includes(event);
  return (
    <>
      {may('take') && (
        <>
          <h2 class="govuk-heading-m">{t(texts.takeTitle)}</h2>
          <Form>
            <Submit text={t(texts.take)} name="event" value="take" />
          </Form>
        </>
      )}
      {may('propose') && <Propose exception={exception} funds={funds} state={state} />}
      {may('ask') && (
        <Words event="ask" title={texts.askTitle} label={texts.asked} submit={texts.ask} state={state} />
      )}
      {may('answer') && (
        <Words
          event="answer"
          title={texts.answerTitle}
          label={texts.answered}
          submit={texts.answer}
          state={state}
        />
      )}
      {may('approve') && (
        <>
          <h2 class="govuk-heading-m">{t(texts.approveTitle)}</h2>
          <p class="govuk-body">{t(texts.approveHint)}</p>
          <Form>
            <TextField name="refuse" label={t(texts.why)} hint={t(financeTexts.whyHint)} state={state} />
            <div class="app-actions">
              <Submit text={t(texts.approve)} name="event" value="approve" />
              <Submit text={t(texts.refuse)} kind="secondary" name="event" value="refuse" />
            </div>
          </Form>
        </>
      )}
    </>
  );
}

/** What is asked of a bank, or what it answered; the question is not the page's first button. */
function Words({
  event,
  title,
  label,
  submit,
  state,
}: {
  event: 'ask' | 'answer';
  title: Texts;
  label: Texts;
  submit: Texts;
  state: FieldState;
}) {
  const t = useTexts();
  return (
    <>
      <h2 class="govuk-heading-m">{t(title)}</h2>
      <Form>
        <TextArea name={event} label={t(label)} hint={t(financeTexts.whyHint)} state={state} rows={2} />
        <Submit
          text={t(submit)}
          name="event"
          value={event}
          {...(event === 'ask' && { kind: 'secondary' as const })}
        />
      </Form>
    </>
  );
}

function Propose({
  exception,
  funds,
  state,
}: {
  exception: Exception;
  funds: readonly Fund[];
  state: FieldState;
}) {
  const t = useTexts();
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.proposeTitle)}</h2>
      <p class="govuk-body">{t(texts.proposeHint)}</p>
      <Form>
        <RadioField
          name="settlement"
          label={t(texts.how)}
          state={state}
          choices={exception.settlements.map((kind) => {
            const reveals = askedFor(kind, exception, funds, state, t);
            return {
              value: kind,
              text: t(settlementTexts[kind]),
              ...(reveals === undefined ? {} : { reveals }),
            };
          })}
        />
        <TextArea
          name="resolution"
          label={t(texts.why)}
          hint={t(financeTexts.whyHint)}
          state={state}
          rows={3}
        />
        <Submit text={t(texts.propose)} name="event" value="propose" />
      </Form>
    </>
  );
}

/** What has to be named for a way of settling. */
function askedFor(
  kind: SettlementKind,
  { paymentId }: Exception,
  funds: readonly Fund[],
  { errors, values }: FieldState,
  t: ReturnType<typeof useTexts>,
) {
  const id = (member: 'paymentId' | 'exceptionId' | 'receivableId', known?: string) => {
    const name = `${kind}.${member}`;
    const typed = new URLSearchParams(values);
    if (known !== undefined && !typed.has(name)) typed.set(name, known);
    return (
      <TextField
        name={name}
        label={t(texts[member])}
        state={{ errors, values: typed }}
        autocomplete="off"
        spellcheck={false}
      />
    );
  };
  switch (kind) {
    case 'return':
    case 'not-due':
      return id('paymentId', paymentId);
    case 'refund':
      return id('exceptionId');
    case 'recovery':
      return id('receivableId');
    case 'funding':
    case 'fee':
    case 'remittance':
      return (
        <SelectField name={`${kind}.fund`} label={t(texts.fund)} state={{ errors, values }} choices={funds} />
      );
    case 'accepted':
      return (
        <SelectField
          name={`${kind}.surplus`}
          label={t(texts.surplus)}
          state={{ errors, values }}
          choices={[
            { value: '', text: t(texts.surplusNone) },
            { value: 'receivable', text: t(texts.surplusReceivable) },
            { value: 'loss', text: t(texts.surplusLoss) },
          ]}
        />
      );
    default:
      return undefined;
  }
}
