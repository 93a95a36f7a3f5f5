import type * as z from 'zod';
import {
  decideDebtorAccount,
  listDebtorAccounts,
  proposeDebtorAccount,
} from '../../../contracts/http/budget.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, SelectField, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { fieldAt, jsonOfFields, keyOf, refusals } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { useTexts, usePage } from '../../kernel/page-context.ts';
import { budgetTexts, proposalTexts as texts } from './budget-texts.ts';
import { FinanceNavigation } from './parts.tsx';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { decisionIn, ProposalTag, WaitingProposals } from './proposal.tsx';
import { userName } from './user-name.ts';

type Listed = z.output<(typeof listDebtorAccounts.answers)[200]['schema']>;
type Proposed = Listed['proposals'][number];

const path = '/finance/accounts';

/** `/finance/accounts`: from which accounts programmes are paid, as one person proposes and another approves. */
export const accountsPages: readonly Page[] = [
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
    api.call(listDebtorAccounts, { query: { status: 'proposed' } }),
    api.call(listDebtorAccounts, { query: cursorIn(query) }),
    programmeTitles(request),
  ]);
  if (!waiting.ok) return { kind: 'problem', problem: waiting.error };
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  const { notice, ...rest } = visit;
  return view(
    budgetTexts.accounts[language],
    <Accounts
      waiting={waiting.value.proposals}
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
  const { api, form, language, visit } = request;
  const decision = decisionIn(form);
  const done = decision
    ? await api.call(decideDebtorAccount, { params: { id: decision.id }, typed: decision.typed })
    : await api.call(proposeDebtorAccount, {
        typed: jsonOfFields(form),
        ...keyOf(form),
      });
  if (done.ok) {
    const notice = texts[decision ? 'recorded' : 'proposed'][language];
    return redirect(path, { ...visit, notice });
  }
  const { error } = done;
  if (error.status !== 400 && error.status !== 409) return { kind: 'problem', problem: error };
  const errors = refusals(error, (pointer) => decision?.field ?? (fieldAt(pointer) || 'programme'));
  return listView(request, { errors, values: form });
}

function Accounts({
  waiting,
  listed,
  titles,
  notice,
  state,
}: {
  waiting: readonly Proposed[];
  listed: Listed;
  titles: ProgrammeTitles;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { staff } = usePage();
  const paidBy = (programme: string | undefined): string =>
    programme === undefined ? t(texts.everyProgramme) : titles.of(programme);
  const decided = listed.proposals.filter(({ status }) => status !== 'proposed');
  const number = (text: string) => <span class="app-code">{text}</span>;
  return (
    <>
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(budgetTexts.accounts)}</h1>
      <FinanceNavigation />
      <DataTable
        caption={t(texts.current)}
        rows={listed.current}
        keyOf={({ debtorAccountId }) => debtorAccountId}
        columns={[
          { heading: t(budgetTexts.programme), cell: ({ programme }) => paidBy(programme) },
          { heading: t(texts.holder), cell: ({ name }) => name },
          { heading: t(texts.account), cell: ({ account }) => number(account) },
          { heading: t(texts.bank), cell: ({ bankId }) => number(bankId) },
          { heading: t(texts.document), cell: ({ document }) => document },
        ]}
      />
      <WaitingProposals
        state={state}
        proposals={waiting.map((one) => ({
          id: one.debtorAccountId,
          proposedBy: one.proposedBy,
          rows: [
            { label: t(budgetTexts.programme), value: paidBy(one.programme) },
            { label: t(texts.holder), value: one.name },
            { label: t(texts.account), value: number(`${one.bankId} ${one.account}`) },
            { label: t(texts.document), value: one.document },
          ],
        }))}
      />
      {decided.length > 0 && (
        <DataTable
          caption={t(texts.decided)}
          rows={decided}
          keyOf={({ debtorAccountId }) => debtorAccountId}
          columns={[
            { heading: t(budgetTexts.programme), cell: ({ programme }) => paidBy(programme) },
            { heading: t(texts.account), cell: ({ account }) => number(account) },
            { heading: t(texts.document), cell: ({ document }) => document },
            { heading: t(texts.state), cell: ({ status }) => <ProposalTag status={status} /> },
            { heading: t(texts.decidedBy), cell: ({ decidedBy }) => userName(decidedBy ?? '') },
          ]}
        />
      )}
      <NextPage path={path} query={{}} cursor={listed.cursor} />
      {staff?.grants.some(({ role }) => role === 'finance.preparer') && (
        <>
          <h2 class="govuk-heading-m">{t(texts.newAccount)}</h2>
          <p class="govuk-body">{t(texts.twoPeople)}</p>
          <Form>
            <SelectField
              name="programme"
              label={t(budgetTexts.programme)}
              state={state}
              choices={[{ value: '', text: t(texts.everyProgramme) }, ...titles.choices]}
            />
            <TextField name="name" label={t(texts.holder)} state={state} autocomplete="off" />
            <TextField name="account" label={t(texts.account)} state={state} inputMode="numeric" />
            <TextField name="bankId" label={t(texts.bank)} state={state} width={20} spellcheck={false} />
            <TextField name="document" label={t(texts.document)} hint={t(texts.documentHint)} state={state} />
            <Submit text={t(texts.propose)} />
          </Form>
        </>
      )}
    </>
  );
}
