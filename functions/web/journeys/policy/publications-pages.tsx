import type * as z from 'zod';
import {
  decidePublication,
  listPolicies,
  listPublications,
  proposePublication,
} from '../../../contracts/http/policies.ts';
import { ok } from '../../../domain/result/result.ts';
import { DateField } from '../../components/date-field.tsx';
import { dayOf } from '../../components/day.ts';
import { SelectField } from '../../components/field.tsx';
import { dateOf, fieldAt, keyOf } from '../../kernel/form.ts';
import type { PageRequest } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { proposalTexts } from '../finance/budget-texts.ts';
import {
  DecidedProposals,
  type ProposalOffice,
  proposalPages,
  type ShownProposals,
} from '../finance/proposal.tsx';
import { outcomeOf, WaitingProposals } from '../finance/proposal-decision.tsx';
import { PolicyNavigation } from './parts.tsx';
import { publicationTexts, texts } from './texts.ts';

type Listed = z.output<(typeof listPublications.answers)[200]['schema']>;
type Publication = Listed['publications'][number];

const office: ProposalOffice = {
  proposes: 'policy.officer',
  decides: 'policy.approver',
  Navigation: PolicyNavigation,
};

/** `/policy/publications`: from when a version holds, as one person proposes and another approves. */
export const publicationsPages = proposalPages<Listed>({
  path: '/policy/publications',
  office,
  title: publicationTexts.title,
  list: ({ api }, query) => api.call(listPublications, { query }),
  choices: everyVersion,
  decide: ({ api }, input) => api.call(decidePublication, input),
  propose,
  lists: (shown) => <Lists {...shown} />,
  newTitle: publicationTexts.propose,
  fields: (shown) => <NewPublication {...shown} />,
});

async function everyVersion({ api }: PageRequest) {
  const listed = await api.call(listPolicies, {});
  if (!listed.ok) return listed;
  return ok(
    listed.value.policies.flatMap(({ programme, title, versions }) =>
      versions.map(({ version }) => ({ value: `${programme}/${version}`, text: `${title} ${version}` })),
    ),
  );
}

async function propose({ api, form, language }: PageRequest) {
  const [programme = '', version = ''] = (form.get('which') ?? '').split('/');
  if (version === '')
    return { errors: [{ field: 'which', message: publicationTexts.whichMissing[language] }] };
  const proposed = await api.call(proposePublication, {
    params: { programme, version },
    typed: {
      from: dateOf((name) => form.get(name), 'from'),
      document: form.get('document') ?? '',
    },
    ...keyOf(form),
  });
  return outcomeOf(proposed, (pointer) => {
    const field = fieldAt(pointer);
    return field === 'from' ? 'fromYear' : field || 'which';
  });
}

function Lists({ waiting, listed, titles, state }: ShownProposals<Listed>) {
  const t = useTexts();
  const { language } = usePage();
  const which = ({ programme, version }: Publication): string => `${titles.of(programme)} ${version}`;
  return (
    <>
      <WaitingProposals
        state={state}
        decides={office.decides}
        proposals={waiting.publications.map((one) => ({
          id: one.publicationId,
          proposedBy: one.proposedBy,
          rows: [
            { label: t(publicationTexts.which), value: which(one) },
            { label: t(texts.from), value: dayOf(one.from, language) },
            { label: t(proposalTexts.document), value: one.document },
            { label: t(texts.compare), value: <Look of={one} /> },
          ],
        }))}
      />
      <DecidedProposals
        rows={listed.publications}
        keyOf={({ publicationId }) => publicationId}
        columns={[
          { heading: t(publicationTexts.which), cell: which },
          { heading: t(texts.from), cell: ({ from }) => dayOf(from, language) },
        ]}
      />
    </>
  );
}

/** To what is decided on: the version beside the one in force, and what it does. */
function Look({ of: { programme, version, from } }: { of: Publication }) {
  const t = useTexts();
  const [year = '', month = '', day = ''] = from.split('-');
  const query = new URLSearchParams({ fromYear: year, fromMonth: month, fromDay: day });
  return (
    <ul class="govuk-list app-actions">
      <li>
        <a
          class="govuk-link"
          href={`/policy/${programme}?${new URLSearchParams({ after: version }).toString()}`}
        >
          {t(texts.sideBySide)}
        </a>
      </li>
      <li>
        <a class="govuk-link" href={`/policy/${programme}/${version}/preview?${query.toString()}`}>
          {t(texts.preview)}
        </a>
      </li>
    </ul>
  );
}

function NewPublication({ choices, state }: ShownProposals<Listed>) {
  const t = useTexts();
  return (
    <>
      <SelectField
        name="which"
        label={t(publicationTexts.which)}
        hint={t(publicationTexts.replaces)}
        state={state}
        choices={choices}
      />
      <DateField
        name="from"
        label={t(publicationTexts.from)}
        hint={t(publicationTexts.fromHint)}
        state={state}
      />
    </>
  );
}
