import type * as z from 'zod';
import type { compareRun } from '../../../contracts/http/run-comparison.ts';
import type { readRun } from '../../../contracts/http/runs.ts';
import type { Language } from '../../../contracts/language.ts';
import { type RollChange, rollChanges } from '../../../domain/payments/roll-change.ts';
import { differenceInYuan } from '../../components/counted.ts';
import { DataTable } from '../../components/data-table.tsx';
import { periodName } from '../../components/period-name.ts';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { changeTexts, comparisonTexts as texts } from './comparison-texts.ts';
import { Payee } from './payee.tsx';
import { isLeftOutReason, leftOutTexts } from './texts.ts';

type Run = z.output<(typeof readRun.answers)[200]['schema']>;
type Changed = z.output<(typeof compareRun.answers)[200]['schema']>['changed'];

/** Where a run's changes are listed, all or those of one kind. */
export function changesAddress(runId: string, change?: RollChange): string {
  return `/finance/runs/${runId}/changes${change === undefined ? '' : `?change=${change}`}`;
}

/** How a run differs from the last period: from what was paid then, by every kind of change, to what is due now. */
export function Variance({ run }: { run: Run }) {
  const t = useTexts();
  const { language } = usePage();
  const { comparison, runId } = run;
  if (!comparison) {
    return (
      <>
        <h2 class="govuk-heading-m">{t(texts.title)}</h2>
        <p class="govuk-body">{t(texts.first)}</p>
      </>
    );
  }
  const { lastPeriod, last, changes } = comparison;
  const dueFen = run.totalFen + (run.keptBack?.fen ?? 0);
  const rows = [
    {
      key: 'last',
      what: t(texts.last).replace('{period}', periodName(lastPeriod, language)),
      count: String(last.count),
      amount: `¥${yuanOf(last.fen)}`,
    },
    ...rollChanges.map((change) => {
      const { count, differenceFen } = changes[change];
      const name = t(changeTexts[change]);
      return {
        key: change,
        what:
          count === 0 ? (
            name
          ) : (
            <a class="govuk-link" href={changesAddress(runId, change)}>
              {name}
            </a>
          ),
        count: String(count),
        amount: change === 'account' ? '—' : differenceInYuan(differenceFen),
      };
    }),
    {
      key: 'now',
      what: <strong>{t(texts.now)}</strong>,
      count: <strong>{String(run.payments)}</strong>,
      amount: <strong>{`¥${yuanOf(dueFen)}`}</strong>,
    },
  ];
  const hasChanged = rollChanges.some((change) => changes[change].count > 0);
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.title)}</h2>
      <p class="govuk-body">
        {t(texts.verdict)
          .replace('{period}', periodName(lastPeriod, language))
          .replace('{payments}', morePayments(run.payments - last.count, language))
          .replace('{amount}', moreMoney(dueFen - last.fen, last.fen, language))}
      </p>
      <DataTable
        caption={t(texts.fromLast)}
        rows={rows}
        keyOf={({ key }) => key}
        columns={[
          { heading: t(texts.what), cell: ({ what }) => what },
          { heading: t(texts.payments), numeric: true, cell: ({ count }) => count },
          { heading: t(texts.amount), numeric: true, cell: ({ amount }) => amount },
        ]}
      />
      <p class="govuk-hint">{t(texts.hint)}</p>
      {hasChanged && (
        <p class="govuk-body">
          <a class="govuk-link" href={changesAddress(runId)}>
            {t(texts.all)}
          </a>
        </p>
      )}
    </>
  );
}

function morePayments(more: number, language: Language): string {
  if (more === 0) return texts.asMany[language];
  return (more > 0 ? texts.more : texts.fewer)[language].replace('{n}', String(Math.abs(more)));
}

/** With the tenths of a percent, rounded towards nothing; of nothing they cannot be said. */
function moreMoney(moreFen: number, ofFen: number, language: Language): string {
  if (moreFen === 0) return texts.asMuch[language];
  if (ofFen === 0) return differenceInYuan(moreFen);
  const tenths = Math.trunc((Math.abs(moreFen) * 1000) / ofFen);
  const percent = `${String(Math.floor(tenths / 10))}.${String(tenths % 10)}%`;
  return `${differenceInYuan(moreFen)} (${moreFen < 0 ? '−' : '+'}${percent})`;
}

const colours: Readonly<Record<RollChange, TagColour>> = {
  account: 'red',
  amount: 'orange',
  gone: 'yellow',
  new: 'blue',
};

/** Those who differ, each leading to their award. */
export function ChangedPayees({ caption, changed }: { caption: string; changed: Changed }) {
  const t = useTexts();
  return (
    <DataTable
      caption={caption}
      rows={changed}
      keyOf={({ awardId, component }) => `${awardId} ${component}`}
      columns={[
        {
          heading: t(texts.payee),
          cell: ({ awardId, payee, changes, leftOut }) => (
            <>
              {changes.includes('gone') ? (
                leftOut !== undefined && isLeftOutReason(leftOut) && t(leftOutTexts[leftOut])
              ) : (
                <Payee payee={payee} />
              )}
              <div>
                <a class="govuk-link" href={`/staff/awards/${awardId}`}>
                  {t(texts.openAward)}
                  <span class="govuk-visually-hidden">{` ${awardId}`}</span>
                </a>
              </div>
            </>
          ),
        },
        {
          heading: t(texts.what),
          cell: ({ changes }) =>
            changes.map((change) => (
              <div key={change}>
                <Tag colour={colours[change]}>{t(changeTexts[change])}</Tag>
              </div>
            )),
        },
        {
          heading: t(texts.amount),
          numeric: true,
          cell: ({ amountFen, lastFen }) => (
            <>
              {amountFen === undefined ? '—' : `¥${yuanOf(amountFen)}`}
              {lastFen !== undefined && lastFen !== amountFen && (
                <div class="govuk-hint">{t(texts.lastTime).replace('{amount}', yuanOf(lastFen))}</div>
              )}
            </>
          ),
        },
      ]}
    />
  );
}
