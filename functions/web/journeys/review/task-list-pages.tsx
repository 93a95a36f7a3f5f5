import type { SuccessOf } from '../../../contracts/api-client.ts';
import { decideTask, listTasks } from '../../../contracts/http/review.ts';
import { taskOrders } from '../../../contracts/store/task-cursor.ts';
import { isOnTime } from '../../../domain/review/on-time.ts';
import { type CalendarDate, dateInShanghai, daysBetween } from '../../../domain/time/calendar-date.ts';
import { stageTexts } from '../../components/stage-texts.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { SelectField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
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
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { type AreaNames, areaNames } from '../finance/area-names.ts';
import { programmeTitles } from '../finance/programme-titles.ts';
import { filterIn, type QueueFilter, queryOf, withFilter } from './queue-filter.ts';
import { orderTexts, outcomeTexts, texts } from './texts.ts';

type Listed = SuccessOf<typeof listTasks.answers>;
type Task = Listed['tasks'][number];

/** `/staff/tasks`: a reviewer's own queue, and approval of several claims that registers confirm in everything. */
export const taskListPages: readonly Page[] = [
  { method: 'GET', path: '/staff/tasks', who: 'staff', serve: (request) => listView(request, []) },
  { method: 'POST', path: '/staff/tasks', who: 'staff', serve: approveChosen },
];

async function listView(request: PageRequest, errors: readonly FieldError[]): Promise<PageAnswer> {
  const { api, language, query, today, visit } = request;
  const filter = filterIn(query);
  const [listed, titles, areas] = await Promise.all([
    api.call(listTasks, { query: { ...filter, ...cursorIn(query) } }),
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
      filter={filter}
      listed={listed.value}
      programmeOf={({ programme }) => titles.value.of(programme)}
      areas={areas.value}
      today={today}
      notice={notice}
      errors={errors}
    />,
    { ...(errors.length > 0 ? { status: 400 } : {}), ...told },
  );
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
  filter,
  listed: { tasks, own, count, cursor },
  programmeOf,
  areas,
  today,
  notice,
  errors,
}: {
  filter: QueueFilter;
  listed: Listed;
  programmeOf: (task: Task) => string;
  areas: AreaNames;
  today: CalendarDate;
  notice: string | undefined;
  errors: readonly FieldError[];
}) {
  const t = useTexts();
  const plain = tasks.filter(isPlain);
  return (
    <>
      <ErrorSummary errors={errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <Filter filter={filter} own={own} areas={areas} />
      {count !== undefined && count.open > 0 && (
        <p class="govuk-body">
          {t(count.late > 0 ? texts.openAndLate : texts.open)
            .replace('{open}', String(count.open))
            .replace('{late}', String(count.late))}
        </p>
      )}
      {tasks.length === 0 ? (
        <p class="govuk-body">
          {filter.stage === undefined && filter.area === undefined ? (
            t(texts.none)
          ) : (
            <>
              {t(texts.noneOfThese)}{' '}
              <a class="govuk-link" href="/staff/tasks">
                {t(texts.all)}
              </a>
            </>
          )}
        </p>
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
                  <a class="govuk-link" href={withFilter(`/staff/tasks/${taskId}`, filter)}>
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
              { heading: t(texts.area), cell: ({ areaCode }) => areas.of(areaCode) },
              {
                heading: t(texts.found),
                cell: ({ summary }) => <OutcomeTag outcome={summary.outcome} />,
              },
              {
                heading: t(texts.due),
                cell: (task) => <Due task={task} today={today} />,
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
      <NextPage path="/staff/tasks" query={queryOf(filter)} cursor={cursor} />
    </>
  );
}

/** Read, not posted: it needs no proof that it is ours. What there is no choice of is not asked. */
function Filter({ filter, own, areas }: { filter: QueueFilter; own: Listed['own']; areas: AreaNames }) {
  const t = useTexts();
  const streets = areas.all.filter(
    ({ code }) => code.length > 6 && own.areas.some((area) => code.startsWith(area) || area.startsWith(code)),
  );
  const state = { errors: [], values: new URLSearchParams({ ...filter }) };
  return (
    <form method="get" action="/staff/tasks" class="app-filter">
      {own.stages.length > 1 && (
        <SelectField
          name="stage"
          label={t(texts.stage)}
          state={state}
          choices={[
            { value: '', text: t(texts.allStages) },
            ...own.stages.map((value) => ({ value, text: t(stageTexts[value]) })),
          ]}
        />
      )}
      {streets.length > 1 && (
        <SelectField
          name="area"
          label={t(texts.area)}
          state={state}
          choices={[
            { value: '', text: t(texts.allAreas) },
            ...streets.map(({ code, name }) => ({ value: code, text: name })),
          ]}
        />
      )}
      <SelectField
        name="sort"
        label={t(texts.sort)}
        state={state}
        choices={taskOrders.map((value) => ({ value, text: t(orderTexts[value]) }))}
      />
      <Submit text={t(texts.show)} kind="secondary" />
    </form>
  );
}

/** By when a task is to be decided, and how long it has waited. */
export function Due({
  task: { dueOn, since, escalation },
  today,
}: {
  task: Pick<Task, 'dueOn' | 'since' | 'escalation'>;
  today: CalendarDate;
}) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      {dueOn !== undefined && dayOf(dueOn, language)}
      {dueOn !== undefined && !isOnTime({ dueOn, escalation }, today) && (
        <>
          {' '}
          <Tag colour="red">{t(texts.late)}</Tag>
        </>
      )}
      <div class="govuk-hint">{t(texts.waited).replace('{n}', String(daysBetween(dayIn(since), today)))}</div>
    </>
  );
}

export function OutcomeTag({ outcome }: { outcome: keyof typeof outcomeTexts }) {
  const t = useTexts();
  const colour = { met: 'green', failed: 'orange', unknown: 'yellow' } as const;
  return <Tag colour={colour[outcome]}>{t(outcomeTexts[outcome])}</Tag>;
}
