import type * as z from 'zod';
import { compareRun } from '../../../contracts/http/run-comparison.ts';
import { readRun } from '../../../contracts/http/runs.ts';
import { type RollChange, rollChanges } from '../../../domain/payments/roll-change.ts';
import { BackLink } from '../../components/back-link.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { periodName } from '../../components/period-name.ts';
import { type Page, type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { changeTexts, comparisonTexts as texts } from './comparison-texts.ts';
import { type ProgrammeTitles, programmeTitles } from './programme-titles.ts';
import { changesAddress, ChangedPayees } from './run-comparison.tsx';

type Run = z.output<(typeof readRun.answers)[200]['schema']>;
type Comparison = z.output<(typeof compareRun.answers)[200]['schema']>;

/** `/finance/runs/<runId>/changes`: who is new, gone, or paid otherwise than for the last period. */
export const runChangesPage: Page = {
  method: 'GET',
  path: '/finance/runs/{runId}/changes',
  who: 'staff',
  serve: changesView,
};

async function changesView(request: PageRequest): Promise<PageAnswer> {
  const { api, params, query, language } = request;
  const { runId = '' } = params;
  const change = rollChanges.find((one) => one === query.get('change'));
  const [run, compared, titles] = await Promise.all([
    api.call(readRun, { params: { runId } }),
    api.call(compareRun, {
      params: { runId },
      query: { ...(change === undefined ? {} : { change }), ...cursorIn(query) },
    }),
    programmeTitles(request),
  ]);
  if (!run.ok) return { kind: 'problem', problem: run.error };
  if (!compared.ok) return { kind: 'problem', problem: compared.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  return view(
    `${texts.title[language]} ${periodName(run.value.period, language)}`,
    <RunChanges run={run.value} comparison={compared.value} change={change} titles={titles.value} />,
  );
}

function RunChanges({
  run,
  comparison,
  change,
  titles,
}: {
  run: Run;
  comparison: Comparison;
  change: RollChange | undefined;
  titles: ProgrammeTitles;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { runId, programme, period } = run;
  const { changed, totals, cursor, lastPeriod } = comparison;
  const shown = [
    { name: t(texts.every), kind: undefined },
    ...rollChanges.map((kind) => ({
      name: `${t(changeTexts[kind])} (${String(totals.changes[kind].count)})`,
      kind,
    })),
  ];
  return (
    <>
      <BackLink href={`/finance/runs/${runId}`} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{`${titles.of(programme)} ${periodName(period, language)}`}</span>
        {t(texts.title)}
        {lastPeriod !== undefined && ` (${periodName(lastPeriod, language)})`}
      </h1>
      <nav aria-label={t(texts.show)}>
        <ul class="govuk-list app-actions">
          {shown.map(({ name, kind }) => (
            <li key={name}>
              <a
                class="govuk-link"
                href={changesAddress(runId, kind)}
                aria-current={kind === change ? 'page' : undefined}
              >
                {name}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {changed.length === 0 ? (
        <p class="govuk-body">{t(lastPeriod === undefined ? texts.first : texts.none)}</p>
      ) : (
        <ChangedPayees caption={t(texts.listed)} changed={changed} />
      )}
      <NextPage
        path={`/finance/runs/${runId}/changes`}
        query={change === undefined ? {} : { change }}
        cursor={cursor}
      />
    </>
  );
}
