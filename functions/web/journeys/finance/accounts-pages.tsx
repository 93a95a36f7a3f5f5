import type * as z from 'zod';
import {
  decideDebtorAccount,
  listDebtorAccounts,
  proposeDebtorAccount,
} from '../../../contracts/http/budget.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { NextPage } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { fieldAt, jsonOfFields, keyOf } from '../../kernel/form.ts';
import { useTexts, usePage } from '../../kernel/page-context.ts';
import { budgetTexts, proposalTexts as texts } from './budget-texts.ts';
import { FinanceNavigation } from './parts.tsx';
import { outcomeOf, proposalPages, ProposalTag, type ShownProposals, WaitingProposals } from './proposal.tsx';
import { userName } from './user-name.ts';

type Listed = z.output<(typeof listDebtorAccounts.answers)[200]['schema']>;

const path = '/finance/accounts';

/** `/finance/accounts`: from which accounts programmes are paid, as one person proposes and another approves. */
export const accountsPages = proposalPages<Listed>({
  path,
  title: budgetTexts.accounts,
  list: ({ api }, query) => api.call(listDebtorAccounts, { query }),
  decide: ({ api }, input) => api.call(decideDebtorAccount, input),
  propose: async ({ api, form }) =>
    outcomeOf(
      await api.call(proposeDebtorAccount, { typed: jsonOfFields(form), ...keyOf(form) }),
      (pointer) => fieldAt(pointer) || 'programme',
    ),
  body: (shown) => <Accounts {...shown} />,
});

function Accounts({ waiting, listed, titles, notice, state }: ShownProposals<Listed>) {
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
        proposals={waiting.proposals.map((one) => ({
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
