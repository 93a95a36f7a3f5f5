import type * as z from 'zod';
import { comparePolicyVersions, listPolicies, previewPolicy } from '../../../contracts/http/policies.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import type { FieldState } from '../../components/field.tsx';
import { cursorIn, NextPage } from '../../components/next-page.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { dateOf, dateParts, refusals } from '../../kernel/form.ts';
import { hasRole, type Page, type PageAnswer, type PageRequest, problemOf, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { entryNames } from './entry-names.ts';
import { PolicyNavigation, StateTag } from './parts.tsx';
import { effectTexts, previewTexts as texts, refusedEffectTexts } from './texts.ts';

type Preview = z.output<(typeof previewPolicy.answers)[200]['schema']>;
type PreviewedAward = Preview['awards'][number];
type PreviewedRefusal = Preview['refused'][number];

const effectColours = {
  gains: 'green',
  begins: 'green',
  loses: 'orange',
  ends: 'red',
  same: 'grey',
  unknown: 'purple',
} as const;
const effects = ['gains', 'loses', 'begins', 'ends', 'same', 'unknown'] as const;
const refusedEffects = ['begins', 'unknown', 'same'] as const;

/** `/policy/<programme>/<version>/preview`: what a version would do to those who are paid now. */
export const previewPage: Page = {
  method: 'GET',
  path: '/policy/{programme}/{version}/preview',
  who: 'staff',
  serve: previewView,
};

async function previewView(request: PageRequest): Promise<PageAnswer> {
  const { api, params, query, language } = request;
  const { programme = '', version = '' } = params;
  const listed = await api.call(listPolicies, {});
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  const of = listed.value.policies.find((one) => one.programme === programme);
  const known = of?.versions.find((one) => one.version === version);
  if (!of || !known) return problemOf('not-found', 404);
  const shown = { programme, version, title: of.title, earliest: known.effectiveFrom };
  const from = dateOf((name) => query.get(name), 'from');
  if (from === undefined) {
    const state = { errors: [], values: query };
    return view(texts.title[language], <PreviewView {...shown} state={state} />);
  }
  const [previewed, said] = await Promise.all([
    api.call(previewPolicy, { params: { programme, version }, query: { from, ...cursorIn(query) } }),
    api.call(comparePolicyVersions, {
      params: { programme },
      query: { before: version, after: version },
    }),
  ]);
  if (!said.ok) return { kind: 'problem', problem: said.error };
  if (!previewed.ok) {
    if (previewed.error.status !== 400) return { kind: 'problem', problem: previewed.error };
    const errors = refusals(previewed.error, () => 'fromYear');
    return view(texts.title[language], <PreviewView {...shown} state={{ errors, values: query }} />, {
      status: 400,
    });
  }
  const { conditions } = entryNames(said.value.places, language);
  return view(
    texts.title[language],
    <PreviewView
      {...shown}
      state={{ errors: [], values: query }}
      preview={previewed.value}
      conditions={conditions}
    />,
  );
}

function PreviewView({
  programme,
  version,
  title,
  earliest,
  state,
  preview,
  conditions = new Map(),
}: {
  programme: string;
  version: string;
  title: string;
  earliest: string;
  state: FieldState;
  preview?: Preview;
  /** What each condition asks, by its code. */
  conditions?: ReadonlyMap<string, string>;
}) {
  const t = useTexts();
  return (
    <>
      <BackLink href={`/policy/${programme}`} />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{`${title} ${version}`}</span>
        {t(texts.title)}
      </h1>
      <PolicyNavigation />
      <p class="govuk-body">{t(texts.explained)}</p>
      <form method="get">
        <DateField
          name="from"
          label={t(texts.from)}
          hint={t(texts.fromHint).replace('{day}', earliest)}
          state={state}
        />
        <Submit text={t(texts.show)} />
      </form>
      {preview && (
        <Result
          programme={programme}
          version={version}
          values={state.values}
          preview={preview}
          conditions={conditions}
        />
      )}
    </>
  );
}

function Result({
  programme,
  version,
  values,
  preview: { periods, totals, awards, refused, cursor },
  conditions,
}: {
  programme: string;
  version: string;
  values: URLSearchParams;
  preview: Preview;
  conditions: ReadonlyMap<string, string>;
}) {
  const t = useTexts();
  const { staff, language } = usePage();
  const from = Object.fromEntries(dateParts.map((part) => [`from${part}`, values.get(`from${part}`) ?? '']));
  const differenceFen = totals.after.fen - totals.before.fen;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.result)}</h2>
      {periods.length === 1 && <div class="govuk-inset-text">{t(texts.oneOff)}</div>}
      {cursor !== undefined && <div class="govuk-inset-text">{t(texts.soFar)}</div>}
      <SummaryList
        rows={[
          {
            label: t(texts.periods),
            value: periods.map((period) => periodName(period, language)).join(t(texts.and)),
          },
          ...effects.map((effect) => ({
            label: `${t(texts.people)} · ${t(effectTexts[effect])}`,
            value: String(totals.effects[effect]),
          })),
          { label: t(texts.yearBefore), value: `¥${yuanOf(totals.before.fen)}` },
          { label: t(texts.yearAfter), value: `¥${yuanOf(totals.after.fen)}` },
          { label: t(texts.yearDifference), value: <strong>{signedYuan(differenceFen)}</strong> },
          { label: t(texts.monthDifference), value: signedYuan(Math.round(differenceFen / 12)) },
        ]}
      />
      {(awards.length > 0 || refused.length === 0) && <Awards awards={awards} conditions={conditions} />}
      <h2 class="govuk-heading-m">{t(texts.refused)}</h2>
      <p class="govuk-body">{t(texts.refusedExplained)}</p>
      <SummaryList
        rows={[
          ...refusedEffects.map((effect) => ({
            label: t(refusedEffectTexts[effect]),
            value: String(totals.refused.effects[effect]),
          })),
          { label: t(texts.refusedCost), value: <strong>{signedYuan(totals.refused.after.fen)}</strong> },
        ]}
      />
      {refused.length > 0 && <Refused refused={refused} conditions={conditions} />}
      <NextPage path={`/policy/${programme}/${version}/preview`} query={from} cursor={cursor} />
      {hasRole(staff, 'policy.officer') && (
        <ButtonLink
          href={`/policy/publications?${new URLSearchParams({
            which: `${programme}/${version}`,
            ...from,
          }).toString()}#which`}
          text={t(texts.publish)}
        />
      )}
    </>
  );
}

function Awards({
  awards,
  conditions,
}: {
  awards: readonly PreviewedAward[];
  conditions: ReadonlyMap<string, string>;
}) {
  const t = useTexts();
  if (awards.length === 0) return <p class="govuk-body">{t(texts.nobody)}</p>;
  const columns: readonly Column<PreviewedAward>[] = [
    { heading: t(texts.award), cell: ({ awardId }) => <span class="app-code">{awardId}</span> },
    {
      heading: t(texts.effect),
      cell: ({ effect }) => <StateTag state={effect} words={effectTexts} colours={effectColours} />,
    },
    { heading: t(texts.before), numeric: true, cell: ({ before }) => yuanOf(before.fen) },
    { heading: t(texts.after), numeric: true, cell: ({ after }) => yuanOf(after.fen) },
    {
      heading: t(texts.difference),
      numeric: true,
      cell: ({ before, after }) => signedYuan(after.fen - before.fen),
    },
    {
      heading: t(texts.why),
      cell: ({ codes }) => codes.map((code) => conditions.get(code) ?? code).join(' '),
    },
  ];
  return (
    <DataTable caption={t(texts.roll)} rows={awards} keyOf={({ awardId }) => awardId} columns={columns} />
  );
}

function Refused({
  refused,
  conditions,
}: {
  refused: readonly PreviewedRefusal[];
  conditions: ReadonlyMap<string, string>;
}) {
  const t = useTexts();
  const columns: readonly Column<PreviewedRefusal>[] = [
    { heading: t(texts.claim), cell: ({ claimId }) => <span class="app-code">{claimId}</span> },
    {
      heading: t(texts.effect),
      cell: ({ effect }) => <StateTag state={effect} words={refusedEffectTexts} colours={effectColours} />,
    },
    {
      heading: t(texts.after),
      numeric: true,
      cell: ({ effect, after }) => (effect === 'unknown' ? '—' : yuanOf(after.fen)),
    },
    {
      heading: t(texts.why),
      cell: ({ effect, codes }) =>
        effect === 'unknown' && codes.length === 0
          ? t(texts.byReviewer)
          : codes.map((code) => conditions.get(code) ?? code).join(' '),
    },
  ];
  return (
    <DataTable
      caption={t(texts.refusedList)}
      rows={refused}
      keyOf={({ claimId }) => claimId}
      columns={columns}
    />
  );
}

function signedYuan(fen: number): string {
  return fen > 0 ? `+${yuanOf(fen)}` : yuanOf(fen);
}
