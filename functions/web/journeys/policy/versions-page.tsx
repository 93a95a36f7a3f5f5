import type * as z from 'zod';
import { listPolicies } from '../../../contracts/http/policies.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { type Page, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { PolicyNavigation, StateTag } from './parts.tsx';
import { standingTexts, texts } from './texts.ts';

type Policies = z.output<(typeof listPolicies.answers)[200]['schema']>['policies'];
export type ProgrammeVersions = Policies[number];
type Version = ProgrammeVersions['versions'][number];

const standingColours = {
  'in-force': 'green',
  'to-come': 'blue',
  past: 'grey',
  unpublished: 'yellow',
} as const;

/** `/policy`: the versions of every programme's rules, and which of them decides. */
export const versionsPage: Page = {
  method: 'GET',
  path: '/policy',
  who: 'staff',
  async serve({ api, language }) {
    const listed = await api.call(listPolicies, {});
    if (!listed.ok) return { kind: 'problem', problem: listed.error };
    return view(texts.versions[language], <Versions policies={listed.value.policies} />);
  },
};

/** The version that a programme's others are compared with: the one in force, or its first. */
export function presentVersion({ versions }: ProgrammeVersions): string | undefined {
  return (versions.find(({ standing }) => standing === 'in-force') ?? versions.at(-1))?.version;
}

function Versions({ policies }: { policies: Policies }) {
  const t = useTexts();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.versions)}</h1>
      <PolicyNavigation />
      <p class="govuk-body">{t(texts.explained)}</p>
      {policies.map((one) => (
        <Programme key={one.programme} of={one} />
      ))}
    </>
  );
}

function Programme({ of }: { of: ProgrammeVersions }) {
  const t = useTexts();
  const { language } = usePage();
  const { programme, title, versions } = of;
  const present = presentVersion(of);
  const columns: readonly Column<Version>[] = [
    {
      heading: t(texts.version),
      cell: ({ version, standing, from }) => (
        <>
          <span class="app-code">{version}</span>{' '}
          <StateTag state={standing} words={standingTexts} colours={standingColours} />
          {from !== undefined && (
            <div class="govuk-hint">{t(texts.since).replace('{day}', dayOf(from, language))}</div>
          )}
        </>
      ),
    },
    {
      heading: t(texts.actions),
      cell: ({ version }) => (
        <ul class="govuk-list app-actions">
          <li>
            <VersionLink
              href={`/policy/${programme}?${new URLSearchParams({
                before: present ?? version,
                after: version,
              }).toString()}`}
              text={t(version === present ? texts.read : texts.compare)}
              of={`${title} ${version}`}
            />
          </li>
          {version !== present && (
            <li>
              <VersionLink
                href={`/policy/${programme}/${version}/preview`}
                text={t(texts.preview)}
                of={`${title} ${version}`}
              />
            </li>
          )}
        </ul>
      ),
    },
  ];
  return <DataTable caption={title} rows={versions} keyOf={({ version }) => version} columns={columns} />;
}

function VersionLink({ href, text, of }: { href: string; text: string; of: string }) {
  return (
    <a class="govuk-link" href={href}>
      {text}
      <span class="govuk-visually-hidden"> {of}</span>
    </a>
  );
}
