import type * as z from 'zod';
import { decideTask, listTasks } from '../../../contracts/http/review.ts';
import { officeOf, type TaskStage, taskStages } from '../../../domain/review/chain.ts';
import { reviewerAt } from '../../../domain/review/role.ts';
import { type CalendarDate, dateInShanghai, daysBetween } from '../../../domain/time/calendar-date.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { Form } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { Tag } from '../../components/tag.tsx';
import { userName } from '../../components/user-name.ts';
import { yuanOf } from '../../components/yuan.ts';
import type { FieldError } from '../../kernel/form.ts';
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
import { areaNames } from '../finance/area-names.ts';
import { programmeTitles } from '../finance/programme-titles.ts';
import { outcomeTexts, stageTexts, texts } from './texts.ts';

type Task = z.output<(typeof listTasks.answers)[200]['schema']>['tasks'][number];

/** `/staff/tasks`: a reviewer's own queue, and approval of several claims that registers confirm in everything. */
export const taskListPages: readonly Page[] = [
  { method: 'GET', path: '/staff/tasks', who: 'staff', serve: (request) => listView(request, []) },
  { method: 'POST', path: '/staff/tasks', who: 'staff', serve: approveChosen },
];

async function listView(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  const { api, language, query, today, visit } = request;
  const stage = taskStages.find((one) => one === query.get('stage'));
  const cursor = query.get('cursor') ?? undefined;
  const [listed, titles, areas] = await Promise.all([
    api.call(listTasks, { query: { ...(stage && { stage }), ...(cursor && { cursor }) } }),
    programmeTitles(request),
    areaNames(request),
  ]);
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!titles.ok) return { kind: 'problem', problem: titles.error };
  if (!areas.ok) return { kind: 'problem', problem: areas.error };
  const { notice, told } = takeNotice(visit);
  return view(
    texts.title[language],
    <TaskList
      stage={stage}
      tasks={listed.value.tasks}
      programmeOf={({ programme }) => titles.value.of(programme)}
      areaOf={({ areaCode }) => areas.value.of(areaCode)}
      today={today}
      next={listed.value.cursor === undefined ? undefined : nextAddress(stage, listed.value.cursor)}
      notice={notice}
      errors={errors}
    />,
    { ...(errors.length > 0 ? { status: 400 } : {}), ...told },
  );
}

function nextAddress(stage: string | undefined, cursor: string): string {
  return `/staff/tasks?${new URLSearchParams({ ...(stage === undefined ? {} : { stage }), cursor }).toString()}`;
}

/** Whether registers alone confirm every condition, so that it may be approved with others. */
function isPlain({ summary, stage }: Task): boolean {
  return summary.outcome === 'met' && stage !== 'manual' && stage !== 'rejection';
}

/** Each claim is its own decision, with its own check that nothing changed since it was listed. */
async function approveChosen(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language, visit, target } = request;
  const chosen = form.getAll('task').flatMap((one) => {
    const [taskId, payloadHash] = one.split(' ');
    return taskId !== undefined && payloadHash !== undefined ? [{ taskId, payloadHash }] : [];
  });
  if (chosen.length === 0) return listView(request, [{ field: 'task-1', message: texts.bulkNone[language] }]);
  let done = 0;
  for (const { taskId, payloadHash } of chosen) {
    const decided = await api.call(decideTask, {
      params: { taskId },
      body: { outcome: 'approve', reason: texts.bulkReason['zh-CN'], payloadHash },
      idempotencyKey: `approve-${taskId}`,
    });
    if (decided.ok) done += 1;
    else if (decided.error.status >= 500) return { kind: 'problem', problem: decided.error };
  }
  const left = chosen.length - done;
  const notice = [
    texts.bulkDone[language].replace('{done}', String(done)),
    ...(left === 0 ? [] : [texts.bulkLeft[language].replace('{left}', String(left))]),
  ].join(' ');
  return redirect(target, { ...visit, notice });
}

/** The day of a moment. */
function dayIn(at: string): CalendarDate {
  return dateInShanghai(Date.parse(at));
}

function TaskList({
  stage,
  tasks,
  programmeOf,
  areaOf,
  today,
  next,
  notice,
  errors,
}: {
  stage: TaskStage | undefined;
  tasks: readonly Task[];
  programmeOf: (task: Task) => string;
  areaOf: (task: Task) => string;
  today: CalendarDate;
  next: string | undefined;
  notice: string | undefined;
  errors: readonly FieldError[];
}) {
  const t = useTexts();
  const { language, staff } = usePage();
  const plain = tasks.filter(isPlain);
  const stages = taskStages.filter((one) => hasRole(staff, reviewerAt[officeOf(one)]));
  return (
    <>
      <ErrorSummary errors={errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <nav aria-label={t(texts.stage)}>
        <ul class="govuk-list app-actions">
          <li>
            <a class="govuk-link" href="/staff/tasks" aria-current={stage === undefined ? 'page' : undefined}>
              {t(texts.allStages)}
            </a>
          </li>
          {stages.map((one) => (
            <li key={one}>
              <a
                class="govuk-link"
                href={`/staff/tasks?stage=${one}`}
                aria-current={one === stage ? 'page' : undefined}
              >
                {t(stageTexts[one])}
              </a>
            </li>
          ))}
        </ul>
      </nav>
      {tasks.length === 0 ? (
        <p class="govuk-body">{t(texts.none)}</p>
      ) : (
        <Form>
          <DataTable
            caption={t(texts.caption)}
            rows={tasks}
            keyOf={({ taskId }) => taskId}
            columns={[
              {
                heading: t(texts.choose),
                cell: (task) =>
                  isPlain(task) && (
                    <div class="govuk-checkboxes govuk-checkboxes--small">
                      <div class="govuk-checkboxes__item">
                        <input
                          class="govuk-checkboxes__input"
                          type="checkbox"
                          name="task"
                          id={`task-${String(plain.indexOf(task) + 1)}`}
                          value={`${task.taskId} ${task.payloadHash}`}
                        />
                        <label
                          class="govuk-label govuk-checkboxes__label"
                          for={`task-${String(plain.indexOf(task) + 1)}`}
                        >
                          <span class="govuk-visually-hidden">
                            {t(texts.chooseOne).replace('{reference}', task.reference)}
                          </span>
                        </label>
                      </div>
                    </div>
                  ),
              },
              {
                heading: t(texts.reference),
                cell: ({ taskId, reference }) => (
                  <a class="govuk-link" href={`/staff/tasks/${taskId}`}>
                    {reference}
                  </a>
                ),
              },
              { heading: t(texts.programme), cell: programmeOf },
              {
                heading: t(texts.stage),
                cell: ({ stage, deputyFor }) => (
                  <>
                    {t(stageTexts[stage])}
                    {deputyFor !== undefined && (
                      <div>{t(texts.deputyFor).replace('{name}', userName(deputyFor))}</div>
                    )}
                  </>
                ),
              },
              { heading: t(texts.area), cell: areaOf },
              {
                heading: t(texts.found),
                cell: ({ summary }) => <OutcomeTag outcome={summary.outcome} />,
              },
              {
                heading: t(texts.due),
                cell: ({ dueOn, since }) => (
                  <>
                    {dueOn !== undefined && dayOf(dueOn, language)}
                    {dueOn !== undefined && dueOn < today && (
                      <>
                        {' '}
                        <Tag colour="red">{t(texts.late)}</Tag>
                      </>
                    )}
                    <div class="govuk-hint">
                      {t(texts.waited).replace('{n}', String(daysBetween(dayIn(since), today)))}
                    </div>
                  </>
                ),
              },
              {
                heading: t(texts.amount),
                numeric: true,
                cell: ({ summary }) => (summary.outcome === 'met' ? `¥${yuanOf(summary.amountFen)}` : ''),
              },
            ]}
          />
          {plain.length > 0 && (
            <>
              <p class="govuk-body">{t(texts.bulkHint)}</p>
              <Submit text={t(texts.bulk)} />
            </>
          )}
        </Form>
      )}
      {next !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={next} rel="next">
            {t(texts.next)}
          </a>
        </p>
      )}
    </>
  );
}

export function OutcomeTag({ outcome }: { outcome: keyof typeof outcomeTexts }) {
  const t = useTexts();
  const colour = { met: 'green', failed: 'orange', unknown: 'yellow' } as const;
  return <Tag colour={colour[outcome]}>{t(outcomeTexts[outcome])}</Tag>;
}
