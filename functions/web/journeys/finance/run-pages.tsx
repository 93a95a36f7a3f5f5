import type * as z from 'zod';
import { cancelRun, readRun, releaseRun, sendBackRun } from '../../../contracts/http/runs.ts';
import { compareRun } from '../../../contracts/http/run-comparison.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { readReconciliation } from '../../../contracts/http/reconciliation.ts';
import { BackLink } from '../../components/back-link.tsx';
import { paymentsAndYuan, paymentsCounted } from '../../components/counted.ts';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { CheckboxField, type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type FieldError, refusals } from '../../kernel/form.ts';
import {
  hasRole,
  type Page,
  type PageAnswer,
  type PageRequest,
  redirect,
  takeNotice,
  view,
} from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { passedFile } from '../../kernel/passed-file.ts';
import { BankReason, RunTag } from './parts.tsx';
import { comparisonTexts } from './comparison-texts.ts';
import { ChangedPayees, Variance } from './run-comparison.tsx';
import { PaymentTag } from './payment-tag.tsx';
import { userName } from '../../components/user-name.ts';
import { leftOutAddress } from './left-out-address.ts';
import { PaymentLink } from './payment-link.tsx';
import { fileStatusTexts, isLeftOutReason, leftOutTexts, texts } from './texts.ts';

type Run = z.output<(typeof readRun.answers)[200]['schema']>;
type OtherAccounts = z.output<(typeof compareRun.answers)[200]['schema']>;
type Reconciliation = z.output<(typeof readReconciliation.answers)[200]['schema']>;

/** `/finance/runs/<runId>`: what will be sent, by whose word, and what the bank made of it. */
export const runPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/finance/runs/{runId}',
    who: 'staff',
    serve: (request) => runView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path: '/finance/runs/{runId}', who: 'staff', serve: act },
  { method: 'GET', path: '/finance/runs/{runId}/files/{file}', who: 'staff', serve: download },
];

async function runView(
  { api, params, query, language, visit }: PageRequest,
  state: FieldState,
  status?: number,
): Promise<PageAnswer> {
  const { runId = '' } = params;
  const [read, programmes] = await Promise.all([
    api.call(readRun, { params: { runId } }),
    api.call(listProgrammes, {}),
  ]);
  if (!read.ok) return { kind: 'problem', problem: read.error };
  if (!programmes.ok) return { kind: 'problem', problem: programmes.error };
  const run = read.value;
  // Nothing to reconcile before it is released.
  const reconciled =
    run.status === 'building' || run.status === 'prepared'
      ? undefined
      : await api.call(readReconciliation, { params: { runId }, query: cursorIn(query) });
  if (reconciled && !reconciled.ok) return { kind: 'problem', problem: reconciled.error };
  const hasOtherAccounts = run.status === 'prepared' && (run.comparison?.changes.account.count ?? 0) > 0;
  const accounts = hasOtherAccounts
    ? await api.call(compareRun, { params: { runId }, query: { change: 'account' } })
    : undefined;
  if (accounts && !accounts.ok) return { kind: 'problem', problem: accounts.error };
  const programme = programmes.value.programmes.find((one) => one.programme === run.programme);
  const { notice, told } = takeNotice(visit);
  return view(
    `${texts.run[language]} ${periodName(run.period, language)}`,
    <RunPage
      run={run}
      title={programme?.title ?? run.programme}
      report={reconciled?.value}
      accounts={accounts?.value}
      notice={notice}
      state={state}
    />,
    { ...(status === undefined ? {} : { status }), ...told },
  );
}

const actions = ['release', 'cancel', 'send-back'] as const;

async function act(request: PageRequest): Promise<PageAnswer> {
  const { api, params, form, language, visit, target } = request;
  const { runId = '' } = params;
  const again = (errors: readonly FieldError[]) => runView(request, { errors, values: form }, 400);
  const action = actions.find((one) => one === form.get('action')) ?? 'send-back';
  if (action === 'release' && form.get('sure') !== 'yes') {
    return again([{ field: 'sure', message: texts.sureMissing[language] }]);
  }
  const input = { params: { runId }, typed: { reason: form.get('reason') ?? '' } };
  const acts = {
    release: () =>
      api.call(releaseRun, { params: { runId }, typed: { payloadHash: form.get('payloadHash') ?? '' } }),
    cancel: () => api.call(cancelRun, input),
    'send-back': () => api.call(sendBackRun, input),
  };
  const done = await acts[action]();
  if (done.ok) return redirect(target, { ...visit, notice: texts.done[language] });
  const { error } = done;
  if (error.status === 400 || error.status === 409) {
    return again(refusals(error, () => (action === 'release' ? 'sure' : 'reason')));
  }
  return { kind: 'problem', problem: error };
}

/** The file as it was released, through the API in this person's name. */
async function download(request: PageRequest): Promise<PageAnswer> {
  const { runId = '', file = '' } = request.params;
  const query = new URLSearchParams({ format: 'pain.001', file });
  const target = `/api/payment-runs/${encodeURIComponent(runId)}/bank-file?${query.toString()}`;
  return passedFile(request, target, `${runId}-${file}.xml`);
}

function RunPage({
  run,
  title,
  report,
  accounts,
  notice,
  state,
}: {
  run: Run;
  title: string;
  report: Reconciliation | undefined;
  accounts: OtherAccounts | undefined;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const leftOut = Object.entries(run.leftOut);
  return (
    <>
      <BackLink href="/finance" />
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{title}</span>
        {`${t(texts.run)} ${periodName(run.period, language)}`}
      </h1>
      <SummaryList
        rows={[
          { label: t(texts.status), value: <RunTag status={run.status} /> },
          {
            label: t(texts.payments),
            value: (
              <>
                {paymentsCounted(run.payments, language)}
                {run.payments > 0 && (
                  <>
                    {' · '}
                    <PaymentsLink runId={run.runId} />
                  </>
                )}
              </>
            ),
          },
          { label: t(texts.total), value: <strong>{`¥${yuanOf(run.totalFen)}`}</strong> },
          ...(run.keptBack === undefined
            ? []
            : [
                {
                  label: t(texts.keptBack),
                  value: paymentsAndYuan(run.keptBack, language),
                },
              ]),
          { label: t(texts.preparedBy), value: userName(run.preparedBy) },
          ...(run.releasedBy === undefined
            ? []
            : [{ label: t(texts.releasedBy), value: userName(run.releasedBy) }]),
          ...(run.fault === undefined ? [] : [{ label: t(texts.fault), value: run.fault }]),
        ]}
      />
      {run.status !== 'building' && <Variance run={run} />}
      {accounts && (
        <>
          <ChangedPayees caption={t(comparisonTexts.accounts)} changed={accounts.changed} />
          <NextPage
            path={`/finance/runs/${run.runId}/changes`}
            query={{ change: 'account' }}
            cursor={accounts.cursor}
          />
        </>
      )}
      {leftOut.length > 0 && (
        <DataTable
          caption={t(texts.leftOut)}
          rows={leftOut}
          keyOf={([reason]) => reason}
          columns={[
            {
              heading: t(texts.reason),
              cell: ([reason]) => (
                <a class="govuk-link" href={leftOutAddress(run.runId, reason)}>
                  {isLeftOutReason(reason) ? t(leftOutTexts[reason]) : reason}
                </a>
              ),
            },
            { heading: t(texts.count), numeric: true, cell: ([, count]) => String(count) },
          ]}
        />
      )}
      {run.files.length > 0 && (
        <DataTable
          caption={t(['prepared', 'released'].includes(run.status) ? texts.filesToSend : texts.files)}
          rows={run.files}
          keyOf={({ messageId }) => messageId}
          columns={[
            {
              heading: t(texts.file),
              cell: ({ file }) => (
                <a class="govuk-link" href={`/finance/runs/${run.runId}/files/${String(file)}`}>
                  {t(texts.download).replace('{n}', String(file))}
                </a>
              ),
            },
            { heading: t(texts.payments), numeric: true, cell: ({ count }) => String(count) },
            { heading: t(texts.total), numeric: true, cell: ({ totalFen }) => `¥${yuanOf(totalFen)}` },
            { heading: t(texts.fileStatus), cell: ({ status }) => t(fileStatusTexts[status]) },
            { heading: t(texts.hash), cell: ({ sha256 }) => <span class="app-code">{sha256}</span> },
          ]}
        />
      )}
      {report && <ThreeWay report={report} />}
      {report && <Deviations report={report} />}
      <Actions run={run} state={state} />
    </>
  );
}

function PaymentsLink({ runId }: { runId: string }) {
  const t = useTexts();
  return (
    <a class="govuk-link" href={`/finance/runs/${runId}/payments`}>
      {t(texts.eachPayment)}
    </a>
  );
}

function ThreeWay({ report }: { report: Reconciliation }) {
  const t = useTexts();
  const { language } = usePage();
  const { award, instruction, statement } = report;
  const amount = (sum: { count: number; fen: number }): string => paymentsAndYuan(sum, language);
  const outcomes = ['settled', 'returned', 'rejected', 'disputed', 'outstanding'] as const;
  const rows = [
    { what: t(texts.awarded), award: amount(award), instruction: '', statement: '' },
    { what: t(texts.instructed), award: '', instruction: amount(instruction), statement: '' },
    ...outcomes.map((outcome) => ({
      what: t(texts[outcome]),
      award: '',
      instruction: '',
      statement: amount(statement[outcome]),
    })),
  ];
  return (
    <>
      <DataTable
        caption={t(texts.threeWay)}
        rows={rows}
        keyOf={({ what }) => what}
        columns={[
          { heading: t(texts.what), cell: ({ what }) => what },
          { heading: t(texts.awarded), numeric: true, cell: (row) => row.award },
          { heading: t(texts.instructed), numeric: true, cell: (row) => row.instruction },
          { heading: t(texts.statement), numeric: true, cell: (row) => row.statement },
        ]}
      />
      <p class="govuk-body">
        <Tag colour={report.agrees ? 'green' : 'yellow'}>
          {t(report.agrees ? texts.agrees : texts.differs)}
        </Tag>
      </p>
    </>
  );
}

/** Payments that went another way than their run, each with a page on which it is dealt with. */
function Deviations({ report }: { report: Reconciliation }) {
  const t = useTexts();
  const { runId, deviations, cursor } = report;
  return (
    <>
      {deviations.length > 0 && (
        <DataTable
          caption={t(texts.deviations)}
          rows={deviations}
          keyOf={({ paymentId }) => paymentId}
          columns={[
            {
              heading: t(texts.payment),
              cell: ({ paymentId }) => <PaymentLink paymentId={paymentId} />,
            },
            { heading: t(texts.status), cell: ({ state }) => <PaymentTag state={state} /> },
            {
              heading: t(texts.bankCode),
              cell: ({ reason, reasonWords }) => <BankReason code={reason} words={reasonWords} />,
            },
            {
              heading: t(texts.instructedAmount),
              numeric: true,
              cell: ({ amountFen }) => `¥${yuanOf(amountFen)}`,
            },
          ]}
        />
      )}
      <NextPage path={`/finance/runs/${runId}`} query={{}} cursor={cursor} />
      <p class="govuk-body">
        <a class="govuk-link" href={`/finance/exceptions?runId=${runId}`}>
          {t(texts.runExceptions)}
        </a>
      </p>
    </>
  );
}

function Actions({ run, state }: { run: Run; state: FieldState }) {
  const t = useTexts();
  const { staff } = usePage();
  const mayRelease =
    run.status === 'prepared' && run.payloadHash !== undefined && hasRole(staff, 'finance.approver');
  const maySendBack = run.status === 'prepared' && hasRole(staff, 'finance.approver');
  const mayCancel =
    ['building', 'prepared', 'released'].includes(run.status) &&
    hasRole(staff, 'finance.preparer', 'finance.approver');
  return (
    <>
      {mayRelease && (
        <>
          <h2 class="govuk-heading-m">{t(texts.releaseTitle)}</h2>
          <p class="govuk-body">
            {t(texts.releaseHint)
              .replace('{count}', String(run.payments))
              .replace('{total}', yuanOf(run.totalFen))}{' '}
            <PaymentsLink runId={run.runId} />
          </p>
          <Form>
            <input type="hidden" name="payloadHash" value={run.payloadHash} />
            <CheckboxField name="sure" label={t(texts.sure)} state={state} />
            <Submit text={t(texts.release)} name="action" value="release" />
          </Form>
        </>
      )}
      {(maySendBack || mayCancel) && (
        <>
          <h2 class="govuk-heading-m">{t(texts.otherTitle)}</h2>
          <Form>
            <TextField name="reason" label={t(texts.why)} hint={t(texts.whyHint)} state={state} />
            <div class="app-actions">
              {maySendBack && (
                <Submit text={t(texts.sendBack)} kind="secondary" name="action" value="send-back" />
              )}
              {mayCancel && <Submit text={t(texts.cancel)} kind="warning" name="action" value="cancel" />}
            </div>
          </Form>
        </>
      )}
    </>
  );
}
