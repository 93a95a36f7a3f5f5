import { comparePolicyVersions, listPolicies } from '../../../contracts/http/policies.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { SelectField } from '../../components/field.tsx';
import { Submit } from '../../components/submit.tsx';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import type { Place } from './entry-names.ts';
import { PolicyNavigation } from './parts.tsx';
import { PlaceTables, saidPlaces } from './place-tables.tsx';
import { texts } from './texts.ts';
import { presentVersion, type ProgrammeVersions } from './versions-page.tsx';

/** `/policy/<programme>`: two versions side by side. */
export const comparisonPage: Page = {
  method: 'GET',
  path: '/policy/{programme}',
  who: 'staff',
  serve: comparisonView,
};

async function comparisonView({ api, params, query, language }: PageRequest): Promise<PageAnswer> {
  const { programme = '' } = params;
  const listed = await api.call(listPolicies, {});
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  const of = listed.value.policies.find((one) => one.programme === programme);
  const after = query.get('after') ?? of?.versions[0]?.version ?? '';
  const before = query.get('before') ?? (of && presentVersion(of)) ?? after;
  const compared = await api.call(comparePolicyVersions, {
    params: { programme },
    query: { before, after },
  });
  if (!compared.ok) return { kind: 'problem', problem: compared.error };
  const { places } = compared.value;
  return view(
    texts.sideBySide[language],
    <Comparison programme={programme} of={of} before={before} after={after} places={places} />,
  );
}

function Comparison({
  programme,
  of,
  before,
  after,
  places,
}: {
  programme: string;
  of: ProgrammeVersions | undefined;
  before: string;
  after: string;
  places: readonly Place[];
}) {
  const t = useTexts();
  const said = saidPlaces(places);
  const changed = said.filter(({ change }) => change !== 'same');
  const same = said.filter(({ change }) => change === 'same');
  const versions = of?.versions ?? [];
  const isOne = before === after;
  return (
    <>
      <BackLink href="/policy" />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{of?.title ?? programme}</span>
        {isOne ? `${t(texts.version)} ${after}` : t(texts.sideBySide)}
      </h1>
      <PolicyNavigation />
      {versions.length > 1 && (
        <form method="get" class="app-filter">
          {(['before', 'after'] as const).map((name) => (
            <SelectField
              key={name}
              name={name}
              label={t(texts[name])}
              state={{ errors: [], values: new URLSearchParams({ before, after }) }}
              choices={versions.map(({ version }) => ({ value: version, text: version }))}
            />
          ))}
          <Submit text={t(texts.compare)} kind="secondary" />
        </form>
      )}
      {isOne ? (
        <PlaceTables places={said} all={places} before={undefined} after={after} />
      ) : (
        <>
          {changed.length === 0 ? (
            <p class="govuk-body">{t(texts.nothingChanges)}</p>
          ) : (
            <>
              <h2 class="govuk-heading-m">{`${t(texts.changes)} (${String(changed.length)})`}</h2>
              <PlaceTables places={changed} all={places} before={before} after={after} />
            </>
          )}
          <ButtonLink href={`/policy/${programme}/${after}/preview`} text={t(texts.preview)} />
          <details class="govuk-details">
            <summary class="govuk-details__summary">
              <span class="govuk-details__summary-text">
                {`${t(texts.unchanged)} (${String(same.length)})`}
              </span>
            </summary>
            <div class="govuk-details__text">
              <PlaceTables places={same} all={places} before={before} after={after} />
            </div>
          </details>
        </>
      )}
    </>
  );
}
