import type * as z from 'zod';
import { decideDeposit, listDeposits, proposeDeposit } from '../../../contracts/http/deposits.ts';
import { parseYuan } from '../../../domain/money/fen.ts';
import { DateField } from '../../components/date-field.tsx';
import { dayOf } from '../../components/day.ts';
import { RadioField, SelectField, TextField } from '../../components/field.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { dateOf, fieldAt, keyOf } from '../../kernel/form.ts';
import type { PageRequest } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { budgetTexts, proposalTexts } from './budget-texts.ts';
import { depositTexts as texts } from './deposit-texts.ts';
import { DecidedProposals, proposalPages, type ShownProposals } from './proposal.tsx';
import { outcomeOf, WaitingProposals } from './proposal-decision.tsx';
import { fundingSources, shareName } from './share-texts.ts';

type Listed = z.output<(typeof listDeposits.answers)[200]['schema']>;
type Deposit = Listed['deposits'][number];

/** `/finance/deposits`: money that came to a fund or went back, as one person records it and another approves. */
export const depositsPages = proposalPages<Listed>({
  path: '/finance/deposits',
  title: texts.title,
  list: ({ api }, query) => api.call(listDeposits, { query }),
  decide: ({ api }, input) => api.call(decideDeposit, input),
  propose,
  lists: (shown) => <Deposits {...shown} />,
  newTitle: texts.newDeposit,
  fields: (shown) => <NewDeposit {...shown} />,
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

function Deposits({ waiting, listed, titles, state }: ShownProposals<Listed>) {
  const t = useTexts();
  const { language } = usePage();
  const fundOf = ({ programme, year, share }: Deposit): string =>
    `${titles.of(programme)} ${String(year)} ${shareName(share, language)}`;
  return (
    <>
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
      <DecidedProposals
        rows={listed.deposits}
        keyOf={({ depositId }) => depositId}
        columns={[
          { heading: t(texts.fund), cell: fundOf },
          { heading: t(texts.change), cell: ({ change }) => t(texts[change]) },
          { heading: t(texts.amount), numeric: true, cell: ({ amountFen }) => yuanOf(amountFen) },
          { heading: t(texts.receivedOn), cell: ({ receivedOn }) => dayOf(receivedOn, language) },
        ]}
      />
    </>
  );
}

function NewDeposit({ choices, state }: ShownProposals<Listed>) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      <SelectField name="programme" label={t(budgetTexts.programme)} state={state} choices={choices} />
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
    </>
  );
}
