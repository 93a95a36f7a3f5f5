import type * as z from 'zod';
import { createRun, listRuns } from '../../../contracts/http/runs.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, SelectField, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { hasRole, type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { FinanceNavigation, RunTag } from './parts.tsx';
import { texts } from './texts.ts';

type RunSummary = z.output<(typeof listRuns.answers)[200]['schema']>['runs'][number];
type Programmes = z.output<(typeof listProgrammes.answers)[200]['schema']>['programmes'];

/** `/finance`: the payment runs, and preparing one. */
export const runsPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/finance',
    who: 'staff',
    serve: (request) => runsView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path: '/finance', who: 'staff', serve: prepare },
];

async function runsView(
  { api, language, query }: PageRequest,
  state: FieldState,
  status?: number,
): Promise<PageAnswer> {
  const cursor = query.get('cursor');
  const [listed, programmes] = await Promise.all([
    api.call(listRuns, { query: cursor === null ? {} : { cursor } }),
    api.call(listProgrammes, {}),
  ]);
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!programmes.ok) return { kind: 'problem', problem: programmes.error };
  return view(
    texts.title[language],
    <Runs runs={listed.value.runs} programmes={programmes.value.programmes} state={state} />,
    status === undefined ? {} : { status },
  );
}

async function prepare(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language, visit } = request;
  const created = await api.call(createRun, {
    typed: { programme: form.get('programme') ?? '', period: (form.get('period') ?? '').trim() },
  });
  if (created.ok) {
    return redirect(`/finance/runs/${created.value.runId}`, { ...visit, notice: texts.prepared[language] });
  }
  if (created.error.status !== 400) return { kind: 'problem', problem: created.error };
  const errors = [{ field: 'period', message: created.error.errors?.[0]?.message ?? created.error.title }];
  return runsView(request, { errors, values: form }, 400);
}

function Runs({
  runs,
  programmes,
  state,
}: {
  runs: readonly RunSummary[];
  programmes: Programmes;
  state: FieldState;
}) {
  const t = useTexts();
  const { staff, language } = usePage();
  const titleOf = (programme: string): string =>
    programmes.find((one) => one.programme === programme)?.title ?? programme;
  const mayPrepare = hasRole(staff, 'finance.preparer');
  return (
    <>
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <FinanceNavigation />
      {runs.length === 0 ? (
        <p class="govuk-body">{t(texts.noRuns)}</p>
      ) : (
        <DataTable
          caption={t(texts.runs)}
          rows={runs}
          keyOf={({ runId }) => runId}
          columns={[
            {
              heading: t(texts.programme),
              cell: ({ runId, programme, period }) => (
                <a class="govuk-link" href={`/finance/runs/${runId}`}>
                  {`${titleOf(programme)} ${periodName(period, language)}`}
                </a>
              ),
            },
            { heading: t(texts.status), cell: ({ status }) => <RunTag status={status} /> },
            { heading: t(texts.payments), numeric: true, cell: ({ payments }) => String(payments) },
            { heading: t(texts.total), numeric: true, cell: ({ totalFen }) => `¥${yuanOf(totalFen)}` },
          ]}
        />
      )}
      {mayPrepare && (
        <>
          <h2 class="govuk-heading-m">{t(texts.prepareTitle)}</h2>
          <Form>
            <SelectField
              name="programme"
              label={t(texts.programme)}
              state={state}
              choices={programmes.map(({ programme, title }) => ({ value: programme, text: title }))}
            />
            <TextField
              name="period"
              label={t(texts.period)}
              hint={t(texts.periodHint)}
              state={state}
              width={10}
              autocomplete="off"
              spellcheck={false}
            />
            <Submit text={t(texts.prepare)} />
          </Form>
        </>
      )}
    </>
  );
}
