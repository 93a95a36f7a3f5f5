import type * as z from 'zod';
import { decideDeposit, listDeposits, proposeDeposit } from '../../../contracts/http/deposits.ts';
import { parseYuan } from '../../../domain/money/fen.ts';
import { DataTable } from '../../components/data-table.tsx';
import { DateField } from '../../components/date-field.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, RadioField, SelectField, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { NextPage } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { dateOf, fieldAt, keyOf } from '../../kernel/form.ts';
import type { PageRequest } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { budgetTexts, proposalTexts } from './budget-texts.ts';
import { depositTexts as texts } from './deposit-texts.ts';
import { FinanceNavigation } from './parts.tsx';
import type { ProgrammeTitles } from './programme-titles.ts';
import { outcomeOf, proposalPages, ProposalTag, type ShownProposals, WaitingProposals } from './proposal.tsx';
import { fundingSources, shareName } from './share-texts.ts';
import { userName } from './user-name.ts';

type Listed = z.output<(typeof listDeposits.answers)[200]['schema']>;
type Deposit = Listed['deposits'][number];

const path = '/finance/deposits';

/** `/finance/deposits`: money that came to a fund or went back, as one person records it and another approves. */
export const depositsPages = proposalPages<Listed>({
  path,
  title: texts.title,
  list: ({ api }, query) => api.call(listDeposits, { query }),
  decide: ({ api }, input) => api.call(decideDeposit, input),
  propose,
  body: (shown) => <Deposits {...shown} />,
});

async function propose({ api, form, language }: PageRequest) {
  const amountFen = parseYuan((form.get('amountFen') ?? '').trim());
  if (amountFen === undefined || amountFen <= 0) {
    return { errors: [{ field: 'amountFen', message: proposalTexts.amountWrong[language] }] };
  }
  const fund = ['programme', 'year', 'share'].map((name) => (form.get(name) ?? '').trim());
  const proposed = await api.call(proposeDeposit, {
    params: { id: fund.join(':') },
    typed: {
      change: form.get('change') ?? 'receipt',
      amountFen,
      receivedOn: dateOf((name) => form.get(name), 'receivedOn'),
      document: form.get('document') ?? '',
    },
    ...keyOf(form),
  });
  if (!proposed.ok && proposed.error.status === 404) {
    return { errors: [{ field: 'share', message: texts.noFund[language] }] };
  }
  return outcomeOf(proposed, (pointer) => {
    const field = fieldAt(pointer);
    return field === 'receivedOn' ? 'receivedOnYear' : field || 'programme';
  });
}

function Deposits({ waiting, listed, titles, notice, state }: ShownProposals<Listed>) {
  const t = useTexts();
  const { language } = usePage();
  const fundOf = ({ programme, year, share }: Deposit): string =>
    `${titles.of(programme)} ${String(year)} ${shareName(share, language)}`;
  const decided = listed.deposits.filter(({ status }) => status !== 'proposed');
  return (
    <>
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <FinanceNavigation />
      <WaitingProposals
        state={state}
        proposals={waiting.deposits.map((one) => ({
          id: one.depositId,
          proposedBy: one.proposedBy,
          rows: [
            { label: t(texts.fund), value: fundOf(one) },
            { label: t(texts.change), value: `${t(texts[one.change])} ¥${yuanOf(one.amountFen)}` },
            { label: t(texts.receivedOn), value: dayOf(one.receivedOn, language) },
            {
              label: t(proposalTexts.account),
              value: <span class="app-code">{one.bankAccount}</span>,
            },
            { label: t(proposalTexts.document), value: one.document },
          ],
        }))}
      />
      {decided.length > 0 && (
        <DataTable
          caption={t(proposalTexts.decided)}
          rows={decided}
          keyOf={({ depositId }) => depositId}
          columns={[
            { heading: t(texts.fund), cell: fundOf },
            { heading: t(texts.change), cell: ({ change }) => t(texts[change]) },
            { heading: t(texts.amount), numeric: true, cell: ({ amountFen }) => yuanOf(amountFen) },
            { heading: t(texts.receivedOn), cell: ({ receivedOn }) => dayOf(receivedOn, language) },
            { heading: t(proposalTexts.document), cell: ({ document }) => document },
            { heading: t(proposalTexts.state), cell: ({ status }) => <ProposalTag status={status} /> },
            { heading: t(proposalTexts.decidedBy), cell: ({ decidedBy }) => userName(decidedBy ?? '') },
          ]}
        />
      )}
      <NextPage path={path} query={{}} cursor={listed.cursor} />
      <NewDeposit titles={titles} state={state} />
    </>
  );
}

function NewDeposit({ titles, state }: { titles: ProgrammeTitles; state: FieldState }) {
  const t = useTexts();
  const { language, staff } = usePage();
  if (!staff?.grants.some(({ role }) => role === 'finance.preparer')) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.newDeposit)}</h2>
      <p class="govuk-body">{t(proposalTexts.twoPeople)}</p>
      <Form>
        <SelectField
          name="programme"
          label={t(budgetTexts.programme)}
          state={state}
          choices={titles.choices}
        />
        <TextField name="year" label={t(budgetTexts.year)} state={state} width={4} inputMode="numeric" />
        <SelectField
          name="share"
          label={t(budgetTexts.share)}
          state={state}
          choices={fundingSources.map((share) => ({ value: share, text: shareName(share, language) }))}
        />
        <RadioField
          name="change"
          label={t(texts.change)}
          state={state}
          choices={(['receipt', 'reversal'] as const).map((value) => ({ value, text: t(texts[value]) }))}
        />
        <TextField name="amountFen" label={t(texts.amount)} state={state} width={20} autocomplete="off" />
        <DateField name="receivedOn" label={t(texts.receivedOn)} state={state} />
        <TextField
          name="document"
          label={t(proposalTexts.document)}
          hint={t(proposalTexts.documentHint)}
          state={state}
        />
        <Submit text={t(proposalTexts.propose)} />
      </Form>
    </>
  );
}
