import type { SuccessOf } from '../../../contracts/api-client.ts';
import { bankName } from '../../../contracts/bank/bank-names.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { decideTask, listTaskEvidence, listTasks, readTask } from '../../../contracts/http/review.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { BackLink } from '../../components/back-link.tsx';
import { stageTexts } from '../../components/stage-texts.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { CheckboxField, type FieldState, RadioField, TextArea } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { periodName } from '../../components/period-name.ts';
import { Submit } from '../../components/submit.tsx';
import { relationTexts } from '../../components/relation-texts.ts';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { userName } from '../../components/user-name.ts';
import { yuanOf } from '../../components/yuan.ts';
import type { FieldError } from '../../kernel/form.ts';
import {
  type Page,
  type PageAnswer,
  type PageRequest,
  redirect,
  takeNotice,
  view,
} from '../../kernel/page.ts';
import { passedFile } from '../../kernel/passed-file.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { staffStateTexts } from '../claim/state-texts.ts';
import { areaNames } from '../finance/area-names.ts';
import { AnswersTable, ConditionsTable } from './decision-tables.tsx';
import { type OpenedTask } from './fact-words.ts';
import { filterIn, type QueueFilter, withFilter } from './queue-filter.ts';
import { Due, OutcomeTag } from './task-list-pages.tsx';
import { evidenceKinds, texts } from './texts.ts';

type Evidence = SuccessOf<typeof listTaskEvidence.answers>['evidence'];

/** `/staff/tasks/<taskId>`: a claim on one page, and the decision on it. */
export const taskPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/staff/tasks/{taskId}',
    who: 'staff',
    serve: shown,
  },
  { method: 'POST', path: '/staff/tasks/{taskId}', who: 'staff', serve: decide, again: shown },
  { method: 'GET', path: '/staff/tasks/{taskId}/evidence/{evidenceId}', who: 'staff', serve: openEvidence },
];

/** Blank at first; after a sign-in that ran out, with what was written. */
async function shown(request: PageRequest): Promise<PageAnswer> {
  return taskView(request, { errors: [], values: request.form });
}

async function taskView(request: PageRequest, state: FieldState, status?: number): Promise<PageAnswer> {
  const { api, params, query, language, today, visit } = request;
  const { taskId = '' } = params;
  const queue = withFilter('/staff/tasks', filterIn(query));
  const [opened, evidence, programmes, areas] = await Promise.all([
    api.call(readTask, { params: { taskId } }),
    api.call(listTaskEvidence, { params: { taskId } }),
    api.call(listProgrammes, {}),
    areaNames(request),
  ]);
  if (!opened.ok) {
    return opened.error.code === 'changed-since'
      ? redirect(queue, { ...visit, notice: texts.changed[language] })
      : { kind: 'problem', problem: opened.error };
  }
  if (!evidence.ok) return { kind: 'problem', problem: evidence.error };
  if (!programmes.ok) return { kind: 'problem', problem: programmes.error };
  if (!areas.ok) return { kind: 'problem', problem: areas.error };
  const { task } = opened.value;
  const titles = new Map(programmes.value.programmes.map(({ programme, title }) => [programme, title]));
  const { notice, told } = takeNotice(visit);
  return view(
    task.reference,
    <Task
      opened={opened.value}
      evidence={evidence.value.evidence}
      titles={titles}
      area={areas.value.of(task.areaCode)}
      today={today}
      queue={queue}
      notice={notice}
      state={state}
    />,
    { ...(status === undefined ? {} : { status }), ...told },
  );
}

function openEvidence(request: PageRequest): Promise<PageAnswer> {
  const { taskId = '', evidenceId = '' } = request.params;
  const [task, evidence] = [encodeURIComponent(taskId), encodeURIComponent(evidenceId)];
  return passedFile(request, `/api/tasks/${task}/evidence/${evidence}`);
}

async function decide(request: PageRequest): Promise<PageAnswer> {
  const { api, params, query, form, language, visit } = request;
  const { taskId = '' } = params;
  const filter = filterIn(query);
  const conflict = form.get('conflict') === 'yes';
  const outcome = (['approve', 'return', 'reject'] as const).find((one) => one === form.get('outcome'));
  const again = (errors: readonly FieldError[]) => taskView(request, { errors, values: form }, 400);
  if (outcome === undefined && !conflict) {
    return again([{ field: 'outcome', message: texts.chooseOutcome[language] }]);
  }
  const findings = findingsIn(form);
  const decided = await api.call(decideTask, {
    params: { taskId },
    typed: {
      outcome: outcome ?? 'return',
      reason: form.get('reason') ?? '',
      payloadHash: form.get('payloadHash') ?? '',
      ...(findings.length > 0 ? { findings } : {}),
      ...(conflict ? { conflictDeclared: true } : {}),
    },
    idempotencyKey: `decide-${taskId}`,
  });
  if (decided.ok) {
    const notice = texts.decided[language].replace('{reference}', form.get('reference') ?? '');
    const next = form.has('_next') ? await nextTask(request, filter) : '/staff/tasks';
    return redirect(withFilter(next, filter), { ...visit, notice });
  }
  const { error } = decided;
  if (error.code === 'changed-since') {
    return redirect(withFilter('/staff/tasks', filter), { ...visit, notice: texts.changed[language] });
  }
  if (error.status === 400) {
    return again(
      (error.errors ?? []).map(({ pointer, message }) => ({ field: fieldOf(pointer, findings), message })),
    );
  }
  if (error.status === 409) return again([{ field: 'outcome', message: error.title }]);
  return { kind: 'problem', problem: error };
}

/** The first task that is left of the queue; the queue, where none is. An index may still show the one just decided. */
async function nextTask({ api, params }: PageRequest, filter: QueueFilter): Promise<string> {
  const listed = await api.call(listTasks, { query: filter });
  const next = listed.ok ? listed.value.tasks.find(({ taskId }) => taskId !== params.taskId) : undefined;
  return next === undefined ? '/staff/tasks' : `/staff/tasks/${next.taskId}`;
}

/** What was found out about each unknown condition, where something was chosen. */
function findingsIn(form: URLSearchParams) {
  return form.getAll('unknown').flatMap((code) => {
    const result = form.get(`finding.${code}`);
    return result === null ? [] : [{ code, result, basis: form.get(`basis.${code}`) ?? '' }];
  });
}

function fieldOf(pointer: string, findings: readonly { readonly code: string }[]): string {
  const [, member = '', at = '', part = ''] = pointer.split('/');
  if (member !== 'findings') return member === 'reason' ? 'reason' : 'outcome';
  const code = findings[Number(at)]?.code;
  if (code === undefined) return 'outcome';
  return part === 'basis' ? `basis.${code}` : `finding.${code}`;
}

function Task({
  opened,
  evidence,
  titles,
  area,
  today,
  queue,
  notice,
  state,
}: {
  opened: OpenedTask;
  evidence: Evidence;
  titles: ReadonlyMap<string, string>;
  area: string;
  today: CalendarDate;
  /** The list it was opened from. */
  queue: string;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { task, record, conditions } = opened;
  return (
    <>
      <BackLink href={queue} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">{titles.get(task.programme) ?? task.programme}</span>
        {task.reference}
      </h1>
      <SummaryList
        rows={[
          { label: t(texts.stage), value: t(stageTexts[task.stage]) },
          ...(task.deputyFor === undefined
            ? []
            : [{ label: t(texts.inAbsenceOf), value: userName(task.deputyFor) }]),
          { label: t(texts.area), value: area },
          { label: t(texts.due), value: <Due task={task} today={today} /> },
          { label: t(texts.found), value: <OutcomeTag outcome={record.outcome} /> },
          ...(record.outcome === 'met'
            ? [{ label: t(texts.amount), value: `¥${yuanOf(record.amountFen)}` }]
            : []),
          {
            label: t(texts.evidence),
            value:
              evidence.length === 0 ? (
                t(texts.noEvidence)
              ) : (
                <EvidenceList taskId={task.taskId} evidence={evidence} />
              ),
          },
        ]}
      />
      <h2 class="govuk-heading-m">{t(texts.people)}</h2>
      <SummaryList rows={peopleRows(opened, t, language)} />
      <RelatedClaims claims={opened.relatedClaims} titles={titles} />
      <ConditionsTable conditions={conditions} />
      <AnswersTable facts={record.facts} />
      <Decision opened={opened} state={state} />
    </>
  );
}

function RelatedClaims({
  claims,
  titles,
}: {
  claims: OpenedTask['relatedClaims'];
  titles: ReadonlyMap<string, string>;
}) {
  const t = useTexts();
  const { language } = usePage();
  if (claims.length === 0) return <p class="govuk-body">{t(texts.noRelatedClaims)}</p>;
  return (
    <DataTable
      caption={t(texts.relatedClaims)}
      rows={claims}
      keyOf={({ reference }) => reference}
      columns={[
        {
          heading: t(texts.reference),
          cell: ({ reference, possibleDuplicate }) => (
            <>
              <div class="app-code">{reference}</div>
              {possibleDuplicate && <Tag colour="red">{t(texts.possibleDuplicate)}</Tag>}
            </>
          ),
        },
        {
          heading: t(texts.whose),
          cell: ({ whose }) => t(whose === 'self' ? texts.applicant : texts.spouse),
        },
        {
          heading: t(texts.programme),
          cell: ({ programme, period }) =>
            `${titles.get(programme) ?? programme} ${periodName(period, language)}`,
        },
        { heading: t(texts.state), cell: ({ status }) => t(staffStateTexts[status]) },
        { heading: t(texts.submittedOn), cell: ({ submittedOn }) => dayOf(submittedOn, language) },
      ]}
    />
  );
}

/** Each paper as a link to itself, with what it is and the day on which it was sent. */
function EvidenceList({ taskId, evidence }: { taskId: string; evidence: Evidence }) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <ol class="govuk-list govuk-list--number">
      {evidence.map(({ evidenceId, sentAt, file }) => (
        <li key={evidenceId}>
          {file === undefined ? (
            t(texts.evidenceGone)
          ) : (
            <a class="govuk-link" href={`/staff/tasks/${taskId}/evidence/${evidenceId}`}>
              {`${t(evidenceKinds[file.mediaType])} · ${sizeOf(file.sizeBytes)}`}
            </a>
          )}
          {` · ${dayOf(sentAt, language)}`}
        </li>
      ))}
    </ol>
  );
}

function sizeOf(bytes: number): string {
  return bytes < 1024 * 1024
    ? `${String(Math.ceil(bytes / 1024))} KB`
    : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

function Decision({
  opened: { task, record, conditions },
  state,
}: {
  opened: OpenedTask;
  state: FieldState;
}) {
  const t = useTexts();
  const textOf = (code: string): string => conditions.find((one) => one.code === code)?.text ?? code;
  const unknown = task.stage === 'manual' ? record.unknown.map(({ code }) => code) : [];
  return (
    <Form>
      <input type="hidden" name="payloadHash" value={task.payloadHash} />
      <input type="hidden" name="reference" value={task.reference} />
      {unknown.map((code) => (
        <div key={code}>
          <input type="hidden" name="unknown" value={code} />
          <RadioField
            name={`finding.${code}`}
            label={t(texts.finding).replace('{text}', textOf(code))}
            state={state}
            choices={[
              { value: 'met', text: t(texts.findingMet) },
              { value: 'failed', text: t(texts.findingFailed) },
            ]}
          />
          <TextArea name={`basis.${code}`} label={t(texts.basis)} state={state} rows={2} />
        </div>
      ))}
      <RadioField
        name="outcome"
        label={t(texts.decision)}
        state={state}
        choices={[
          { value: 'approve', text: t(texts.approve) },
          ...(task.stage === 'rejection' ? [] : [{ value: 'return', text: t(texts.return) }]),
          { value: 'reject', text: t(texts.reject), hint: t(texts.rejectHint) },
        ]}
      />
      <TextArea name="reason" label={t(texts.reason)} hint={t(texts.reasonHint)} state={state} rows={3} />
      <CheckboxField name="conflict" label={t(texts.conflict)} state={state} />
      <div class="app-actions">
        <Submit text={t(texts.decide)} />
        <Submit text={t(texts.decideNext)} kind="secondary" name="_next" value="yes" />
      </div>
    </Form>
  );
}

function peopleRows(
  { content }: OpenedTask,
  t: ReturnType<typeof useTexts>,
  language: 'zh-CN' | 'en',
): readonly SummaryRow[] {
  const { applicant, spouse, children, onBehalfOf, certificate, retirement, account, proxy } = content;
  const person = (name: string | undefined, residentId: string) => (
    <>
      {name !== undefined && <div>{name}</div>}
      <div class="app-code">{residentId}</div>
    </>
  );
  return [
    { label: t(texts.applicant), value: person(applicant.name, applicant.residentId) },
    ...(applicant.address === undefined ? [] : [{ label: t(texts.address), value: applicant.address }]),
    ...(onBehalfOf ? [{ label: t(texts.onBehalfOf), value: person(undefined, onBehalfOf.residentId) }] : []),
    ...(proxy
      ? [{ label: t(texts.proxy), value: `${proxy.name} · ${t(relationTexts[proxy.relation])}` }]
      : []),
    ...(spouse ? [{ label: t(texts.spouse), value: person(spouse.name, spouse.residentId) }] : []),
    ...(children ?? []).map(({ name, residentId }, at) => ({
      label: t(texts.child).replace('{n}', String(at + 1)),
      value: person(name, residentId),
    })),
    ...(certificate ? [{ label: t(texts.certificate), value: certificate.number }] : []),
    ...(retirement ? [{ label: t(texts.retirement), value: dayOf(retirement.retiredOn, language) }] : []),
    {
      label: t(texts.account),
      value: account
        ? `${bankName(account.bank, language)} ${account.number} ${account.holder}`
        : t(texts.noAccount),
    },
  ];
}
