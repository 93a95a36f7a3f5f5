import type * as z from 'zod';
import { endDeputyship, listDeputies, nameDeputy } from '../../../contracts/http/deputies.ts';
import { mostDeputyDays } from '../../../domain/review/deputyship.ts';
import { DataTable } from '../../components/data-table.tsx';
import { DateField } from '../../components/date-field.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, SelectField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { userName } from '../../components/user-name.ts';
import { dateOf, fieldAt, keyOf, refusals } from '../../kernel/form.ts';
import {
  type Page,
  type PageAnswer,
  type PageRequest,
  redirect,
  takeNotice,
  view,
} from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { deputiesTexts as texts } from './deputies-texts.ts';

type Listed = z.output<(typeof listDeputies.answers)[200]['schema']>;

const path = '/staff/deputies';

/** `/staff/deputies`: who stands in for whom, and a new deputy for oneself or for a reviewer of the office below. */
export const deputiesPages: readonly Page[] = [
  {
    method: 'GET',
    path,
    who: 'staff',
    serve: (request) => listView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path, who: 'staff', serve: nameOrEnd },
];

async function listView(request: PageRequest, state: FieldState): Promise<PageAnswer> {
  const { api, language, visit } = request;
  const listed = await api.call(listDeputies, {});
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  const { notice, told } = takeNotice(visit);
  return view(texts.title[language], <Deputies listed={listed.value} state={state} notice={notice} />, {
    ...(state.errors.length > 0 ? { status: 400 } : {}),
    ...told,
  });
}

async function nameOrEnd(request: PageRequest): Promise<PageAnswer> {
  const { api, form, language, visit } = request;
  const again = (errors: FieldState['errors']) => listView(request, { errors, values: form });
  const ending = form.get('end');
  if (ending !== null) {
    const ended = await api.call(endDeputyship, { params: { id: ending } });
    if (ended.ok) return redirect(path, { ...visit, notice: texts.ended[language] });
    return ended.error.status === 409
      ? again([{ field: 'deputyId', message: ended.error.title }])
      : { kind: 'problem', problem: ended.error };
  }
  const [absentId = '', deputyId = ''] = ['absentId', 'deputyId'].map((name) => form.get(name) ?? '');
  const unchosen = Object.entries({ absentId, deputyId }).filter(([, chosen]) => chosen === '');
  if (unchosen.length > 0) {
    return again(unchosen.map(([field]) => ({ field, message: texts.missing[language] })));
  }
  const dated = (name: string) => dateOf((field) => form.get(field), name);
  const named = await api.call(nameDeputy, {
    typed: { absentId, deputyId, from: dated('from'), until: dated('until') },
    ...keyOf(form),
  });
  if (named.ok) return redirect(path, { ...visit, notice: texts.named[language] });
  const { error } = named;
  return error.status === 400 || error.status === 409
    ? again(refusals(error, fieldOf).map((one) => ({ ...one, label: labels.get(one.field)?.[language] })))
    : { kind: 'problem', problem: error };
}

/** Where the words alone would not say which of the two days they are about. */
const labels = new Map([
  ['fromYear', texts.from],
  ['untilYear', texts.until],
]);

function fieldOf(pointer: string): string {
  const field = fieldAt(pointer);
  if (field === 'from' || field === 'until') return `${field}Year`;
  return field === 'absentId' ? field : 'deputyId';
}

function Deputies({
  listed: { deputyships, reviewers },
  state,
  notice,
}: {
  listed: Listed;
  state: FieldState;
  notice: string | undefined;
}) {
  const t = useTexts();
  const { language } = usePage();
  const choices = (ids: readonly string[]) => [
    { value: '', text: t(texts.choose) },
    ...ids.map((value) => ({ value, text: userName(value) })),
  ];
  const nameable = reviewers.filter(({ mayNameFor }) => mayNameFor).map(({ userId }) => userId);
  return (
    <>
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <p class="govuk-body">{t(texts.lead)}</p>
      {deputyships.length === 0 ? (
        <p class="govuk-body">{t(texts.none)}</p>
      ) : (
        <Form>
          <DataTable
            caption={t(texts.caption)}
            rows={deputyships}
            keyOf={({ deputyshipId }) => deputyshipId}
            columns={[
              { heading: t(texts.absent), cell: ({ absentId }) => userName(absentId) },
              { heading: t(texts.deputy), cell: ({ deputyId }) => userName(deputyId) },
              { heading: t(texts.from), cell: ({ from }) => dayOf(from, language) },
              { heading: t(texts.until), cell: ({ until }) => dayOf(until, language) },
              { heading: t(texts.namedBy), cell: ({ namedBy }) => userName(namedBy) },
              {
                heading: t(texts.action),
                cell: ({ deputyshipId, absentId, deputyId, mayEnd }) =>
                  mayEnd && (
                    <button
                      type="submit"
                      class="govuk-button govuk-button--secondary app-nav__button"
                      name="end"
                      value={deputyshipId}
                    >
                      {t(texts.end)}
                      <span class="govuk-visually-hidden">
                        {` ${t(texts.endOne)
                          .replace('{absent}', userName(absentId))
                          .replace('{deputy}', userName(deputyId))}`}
                      </span>
                    </button>
                  ),
              },
            ]}
          />
        </Form>
      )}
      <h2 class="govuk-heading-m">{t(texts.newTitle)}</h2>
      <Form>
        <SelectField name="absentId" label={t(texts.absent)} state={state} choices={choices(nameable)} />
        <SelectField
          name="deputyId"
          label={t(texts.deputy)}
          hint={t(texts.deputyHint)}
          state={state}
          choices={choices(reviewers.map(({ userId }) => userId))}
        />
        <DateField name="from" label={t(texts.from)} state={state} />
        <DateField
          name="until"
          label={t(texts.until)}
          hint={t(texts.untilHint).replace('{days}', String(mostDeputyDays))}
          state={state}
        />
        <Submit text={t(texts.name)} />
      </Form>
    </>
  );
}
