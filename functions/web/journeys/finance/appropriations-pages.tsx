import type * as z from 'zod';
import {
  decideAppropriation,
  listAppropriations,
  proposeAppropriation,
} from '../../../contracts/http/budget.ts';
import { parseYuan } from '../../../domain/money/fen.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, RadioField, SelectField, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type FieldError, keyOf, refusals } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { budgetTexts, proposalTexts as texts } from './budget-texts.ts';
import { FinanceNavigation } from './parts.tsx';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { decisionIn, ProposalTag, WaitingProposals } from './proposal.tsx';
import { fundingSources, shareName } from './share-texts.ts';
import { userName } from './user-name.ts';

type Listed = z.output<(typeof listAppropriations.answers)[200]['schema']>;
type Appropriation = Listed['appropriations'][number];

const path = '/finance/appropriations';

/** `/finance/appropriations`: what programmes may spend, as one person proposes and another approves. */
export const appropriationsPages: readonly Page[] = [
  {
    method: 'GET',
    path,
    who: 'staff',
    serve: (request) => listView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path, who: 'staff', serve: act },
];

async function listView(request: PageRequest, state: FieldState): Promise<PageAnswer> {
  const { api, query, language, visit } = request;
  const [waiting, listed, titles] = await Promise.all([
    api.call(listAppropriations, { query: { status: 'proposed' } }),
    api.call(listAppropriations, { query: cursorIn(query) }),
    programmeTitles(request),
  ]);
  if (!waiting.ok) return { kind: 'problem', problem: waiting.error };
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  const { notice, ...rest } = visit;
  return view(
    budgetTexts.appropriations[language],
    <Appropriations
      waiting={waiting.value.appropriations}
      listed={listed.value}
      titles={titles.value}
      notice={notice}
      state={state}
    />,
    {
      ...(state.errors.length > 0 ? { status: 400 } : {}),
      ...(notice === undefined ? {} : { visit: rest }),
    },
  );
}

async function act(request: PageRequest): Promise<PageAnswer> {
  const decision = decisionIn(request.form);
  return decision ? decide(request, decision) : propose(request);
}

async function decide(
  request: PageRequest,
  { id, typed, field }: NonNullable<ReturnType<typeof decisionIn>>,
): Promise<PageAnswer> {
  const { api, form, language, visit } = request;
  const decided = await api.call(decideAppropriation, { params: { id }, typed });
  if (decided.ok) return redirect(path, { ...visit, notice: texts.recorded[language] });
  const { error } = decided;
  if (error.status !== 400 && error.status !== 409) return { kind: 'problem', problem: error };
  return listView(request, { errors: refusals(error, () => field), values: form });
}

async function propose(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language, visit } = request;
  const again = (errors: readonly FieldError[]) => listView(request, { errors, values: form });
  const typed = fundingSources.flatMap((share) => {
    const text = (form.get(`amount.${share}`) ?? '').trim();
    return text === '' ? [] : [{ share, amountFen: parseYuan(text) }];
  });
  const wrong = typed.filter(({ amountFen }) => amountFen === undefined || amountFen <= 0);
  if (wrong.length > 0) {
    return again(
      wrong.map(({ share }) => ({
        field: `amount.${share}`,
        label: shareName(share, language),
        message: texts.amountWrong[language],
      })),
    );
  }
  const [first] = fundingSources;
  if (typed.length === 0) {
    return again([{ field: `amount.${first}`, message: texts.amountMissing[language] }]);
  }
  const proposed = await api.call(proposeAppropriation, {
    typed: {
      programme: form.get('programme') ?? '',
      year: Number(form.get('year')),
      change: form.get('change') ?? 'addition',
      parts: typed,
      document: form.get('document') ?? '',
    },
    ...keyOf(form),
  });
  if (proposed.ok) return redirect(path, { ...visit, notice: texts.proposed[language] });
  const { error } = proposed;
  if (error.status !== 400 && error.status !== 409) return { kind: 'problem', problem: error };
  return again(
    refusals(error, (pointer) => {
      const [, member = '', at = ''] = pointer.split('/');
      return member === 'parts' ? `amount.${typed[Number(at)]?.share ?? first}` : member || 'programme';
    }),
  );
}

function partsShown({ parts }: Appropriation, language: 'zh-CN' | 'en') {
  return parts.map(({ share, amountFen }) => (
    <div key={share}>{`${shareName(share, language)} ¥${yuanOf(amountFen)}`}</div>
  ));
}

function Appropriations({
  waiting,
  listed,
  titles,
  notice,
  state,
}: {
  waiting: readonly Appropriation[];
  listed: Listed;
  titles: ProgrammeTitles;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const decided = listed.appropriations.filter(({ status }) => status !== 'proposed');
  return (
    <>
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(budgetTexts.appropriations)}</h1>
      <FinanceNavigation />
      <WaitingProposals
        state={state}
        proposals={waiting.map((one) => ({
          id: one.appropriationId,
          proposedBy: one.proposedBy,
          rows: [
            { label: t(budgetTexts.programme), value: `${titles.of(one.programme)} ${String(one.year)}` },
            { label: t(texts.change), value: t(texts[one.change]) },
            { label: t(texts.amounts), value: partsShown(one, language) },
            { label: t(texts.document), value: one.document },
          ],
        }))}
      />
      {decided.length > 0 && (
        <DataTable
          caption={t(texts.decided)}
          rows={decided}
          keyOf={({ appropriationId }) => appropriationId}
          columns={[
            {
              heading: t(budgetTexts.programme),
              cell: ({ programme, year }) => `${titles.of(programme)} ${String(year)}`,
            },
            { heading: t(texts.change), cell: ({ change }) => t(texts[change]) },
            { heading: t(texts.amounts), cell: (one) => partsShown(one, language) },
            { heading: t(texts.document), cell: ({ document }) => document },
            { heading: t(texts.state), cell: ({ status }) => <ProposalTag status={status} /> },
            { heading: t(texts.decidedBy), cell: ({ decidedBy }) => userName(decidedBy ?? '') },
          ]}
        />
      )}
      <NextPage path={path} query={{}} cursor={listed.cursor} />
      <NewAppropriation titles={titles} state={state} />
    </>
  );
}

function NewAppropriation({ titles, state }: { titles: ProgrammeTitles; state: FieldState }) {
  const t = useTexts();
  const { language, staff } = usePage();
  if (!staff?.grants.some(({ role }) => role === 'finance.preparer')) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.newAppropriation)}</h2>
      <p class="govuk-body">{t(texts.twoPeople)}</p>
      <Form>
        <SelectField
          name="programme"
          label={t(budgetTexts.programme)}
          state={state}
          choices={titles.choices}
        />
        <TextField name="year" label={t(budgetTexts.year)} state={state} width={4} inputMode="numeric" />
        <RadioField
          name="change"
          label={t(texts.change)}
          state={state}
          choices={(['addition', 'reduction'] as const).map((value) => ({ value, text: t(texts[value]) }))}
        />
        <fieldset class="govuk-fieldset">
          <legend class="govuk-fieldset__legend govuk-fieldset__legend--m">{t(texts.amounts)}</legend>
          <p class="govuk-hint">{t(texts.amountHint)}</p>
          {fundingSources.map((share) => (
            <TextField
              key={share}
              name={`amount.${share}`}
              label={shareName(share, language)}
              state={state}
              width={20}
              autocomplete="off"
            />
          ))}
        </fieldset>
        <TextField name="document" label={t(texts.document)} hint={t(texts.documentHint)} state={state} />
        <Submit text={t(texts.propose)} />
      </Form>
    </>
  );
}
