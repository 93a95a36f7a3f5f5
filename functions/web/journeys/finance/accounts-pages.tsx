import type * as z from 'zod';
import {
  decideDebtorAccount,
  listDebtorAccounts,
  proposeDebtorAccount,
} from '../../../contracts/http/budget.ts';
import { DataTable } from '../../components/data-table.tsx';
import { SelectField, TextField } from '../../components/field.tsx';
import { fieldAt, jsonOfFields, keyOf } from '../../kernel/form.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { budgetTexts, proposalTexts as texts } from './budget-texts.ts';
import { DecidedProposals, proposalPages, type ShownProposals } from './proposal.tsx';
import { outcomeOf, WaitingProposals } from './proposal-decision.tsx';

type Listed = z.output<(typeof listDebtorAccounts.answers)[200]['schema']>;

/** `/finance/accounts`: from which accounts programmes are paid, as one person proposes and another approves. */
export const accountsPages = proposalPages<Listed>({
  path: '/finance/accounts',
  title: budgetTexts.accounts,
  list: ({ api }, query) => api.call(listDebtorAccounts, { query }),
  decide: ({ api }, input) => api.call(decideDebtorAccount, input),
  propose: async ({ api, form }) =>
    outcomeOf(
      await api.call(proposeDebtorAccount, { typed: jsonOfFields(form), ...keyOf(form) }),
      (pointer) => fieldAt(pointer) || 'programme',
    ),
  lists: (shown) => <Accounts {...shown} />,
  newTitle: texts.newAccount,
  fields: (shown) => <NewAccount {...shown} />,
});

function Accounts({ waiting, listed, titles, state }: ShownProposals<Listed>) {
  const t = useTexts();
  const paidBy = (programme: string | undefined): string =>
    programme === undefined ? t(texts.everyProgramme) : titles.of(programme);
  const number = (text: string) => <span class="app-code">{text}</span>;
  return (
    <>
      {listed.current.length === 0 ? (
        <>
          <h2 class="govuk-heading-m">{t(texts.current)}</h2>
          <p class="govuk-body">{t(texts.noAccount)}</p>
        </>
      ) : (
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
      )}
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
      <DecidedProposals
        rows={listed.proposals}
        keyOf={({ debtorAccountId }) => debtorAccountId}
        columns={[
          { heading: t(budgetTexts.programme), cell: ({ programme }) => paidBy(programme) },
          { heading: t(texts.account), cell: ({ account }) => number(account) },
        ]}
      />
    </>
  );
}

function NewAccount({ choices, state }: ShownProposals<Listed>) {
  const t = useTexts();
  return (
    <>
      <SelectField
        name="programme"
        label={t(budgetTexts.programme)}
        state={state}
        choices={[{ value: '', text: t(texts.everyProgramme) }, ...choices]}
      />
      <TextField name="name" label={t(texts.holder)} state={state} autocomplete="off" />
      <TextField name="account" label={t(texts.account)} state={state} inputMode="numeric" />
      <TextField name="bankId" label={t(texts.bank)} state={state} width={20} spellcheck={false} />
    </>
  );
}
