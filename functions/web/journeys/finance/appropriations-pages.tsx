import type * as z from 'zod';
import {
  decideAppropriation,
  listAppropriations,
  proposeAppropriation,
} from '../../../contracts/http/budget.ts';
import { parseYuan } from '../../../domain/money/fen.ts';
import { RadioField, SelectField, TextField } from '../../components/field.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { keyOf } from '../../kernel/form.ts';
import type { PageRequest } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { budgetTexts, proposalTexts as texts } from './budget-texts.ts';
import { DecidedProposals, proposalPages, type ShownProposals } from './proposal.tsx';
import { outcomeOf, WaitingProposals } from './proposal-decision.tsx';
import { fundingSources, shareName } from './share-texts.ts';

type Listed = z.output<(typeof listAppropriations.answers)[200]['schema']>;
type Appropriation = Listed['appropriations'][number];

/** `/finance/appropriations`: what programmes may spend, as one person proposes and another approves. */
export const appropriationsPages = proposalPages<Listed>({
  path: '/finance/appropriations',
  title: budgetTexts.appropriations,
  list: ({ api }, query) => api.call(listAppropriations, { query }),
  decide: ({ api }, input) => api.call(decideAppropriation, input),
  propose,
  lists: (shown) => <Appropriations {...shown} />,
  newTitle: texts.newAppropriation,
  fields: (shown) => <NewAppropriation {...shown} />,
});

async function propose({ api, form, language }: PageRequest) {
  const typed = fundingSources.flatMap((share) => {
    const text = (form.get(`amount.${share}`) ?? '').trim();
    return text === '' ? [] : [{ share, amountFen: parseYuan(text) }];
  });
  const wrong = typed.filter(({ amountFen }) => amountFen === undefined || amountFen <= 0);
  if (wrong.length > 0) {
    return {
      errors: wrong.map(({ share }) => ({
        field: `amount.${share}`,
        label: shareName(share, language),
        message: texts.amountWrong[language],
      })),
    };
  }
  const [first] = fundingSources;
  if (typed.length === 0) {
    return { errors: [{ field: `amount.${first}`, message: texts.amountMissing[language] }] };
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
  return outcomeOf(proposed, (pointer) => {
    const [, member = '', at = ''] = pointer.split('/');
    return member === 'parts' ? `amount.${typed[Number(at)]?.share ?? first}` : member || 'programme';
  });
}

function partsShown({ parts }: Appropriation, language: 'zh-CN' | 'en') {
  return parts.map(({ share, amountFen }) => (
    <div key={share}>{`${shareName(share, language)} ¥${yuanOf(amountFen)}`}</div>
  ));
}

function Appropriations({ waiting, listed, titles, state }: ShownProposals<Listed>) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      <WaitingProposals
        state={state}
        proposals={waiting.appropriations.map((one) => ({
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
      <DecidedProposals
        rows={listed.appropriations}
        keyOf={({ appropriationId }) => appropriationId}
        columns={[
          {
            heading: t(budgetTexts.programme),
            cell: ({ programme, year }) => `${titles.of(programme)} ${String(year)}`,
          },
          { heading: t(texts.change), cell: ({ change }) => t(texts[change]) },
          { heading: t(texts.amounts), cell: (one) => partsShown(one, language) },
        ]}
      />
    </>
  );
}

function NewAppropriation({ choices, state }: ShownProposals<Listed>) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      <SelectField name="programme" label={t(budgetTexts.programme)} state={state} choices={choices} />
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
    </>
  );
}
