import type { SuccessOf } from '../../../contracts/api-client.ts';
import { listObjections, readObjection } from '../../../contracts/http/objections.ts';
import { decideObjection } from '../../../contracts/http/review.ts';
import { isFinal } from '../../../domain/lifecycle/lifecycle.ts';
import { objectionEvents, objectionLifecycle } from '../../../domain/review/objection-lifecycle.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import type { FieldState } from '../../components/field.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { keyOf, type FieldError } from '../../kernel/form.ts';
import {
  type Page,
  type PageAnswer,
  type PageRequest,
  redirect,
  takeNotice,
  view,
} from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import {
  type Claim,
  ClaimNow,
  contextOf,
  decisionIn,
  DecisionForm,
  type Names,
  namesOf,
  refusedDecision,
  Said,
  standingId,
  StepsTable,
  useStandingRows,
  useWaitingColumns,
} from './parts.tsx';
import { objectionChoices, objectionStateTexts, objectionTexts, texts, unsortedDismissal } from './texts.ts';

type Listed = SuccessOf<typeof listObjections.answers>;
type Objection = SuccessOf<typeof readObjection.answers>;

const listPath = '/staff/objections';

/** `/staff/objections`: what is said against claims while they are posted, and the decision on it. */
export const objectionPages: readonly Page[] = [
  { method: 'GET', path: listPath, who: 'staff', serve: listView },
  {
    method: 'GET',
    path: `${listPath}/{objectionId}`,
    who: 'staff',
    serve: (request) => objectionView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path: `${listPath}/{objectionId}`, who: 'staff', serve: decide },
];

async function listView(request: PageRequest): Promise<PageAnswer> {
  const { api, language, query, today, visit } = request;
  const [listed, names] = await Promise.all([
    api.call(listObjections, { query: cursorIn(query) }),
    namesOf(request),
  ]);
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!names.ok) return { kind: 'problem', problem: names.error };
  const { notice, told } = takeNotice(visit);
  return view(
    objectionTexts.title[language],
    <ObjectionList listed={listed.value} names={names.value} today={today} notice={notice} />,
    told,
  );
}

function ObjectionList({
  listed: { objections, cursor },
  names,
  today,
  notice,
}: {
  listed: Listed;
  names: Names;
  today: CalendarDate;
  notice: string | undefined;
}) {
  const t = useTexts();
  const columns = useWaitingColumns<Listed['objections'][number]>(
    names,
    today,
    ({ objectionId }) => `${listPath}/${objectionId}`,
  );
  return (
    <>
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(objectionTexts.title)}</h1>
      <p class="govuk-body">{t(objectionTexts.lead)}</p>
      {objections.length === 0 ? (
        <p class="govuk-body">{t(objectionTexts.none)}</p>
      ) : (
        <DataTable
          caption={t(objectionTexts.caption)}
          rows={objections}
          keyOf={({ objectionId }) => objectionId}
          columns={[
            ...columns,
            { heading: t(texts.state), cell: ({ status }) => <StateTag status={status} /> },
          ]}
        />
      )}
      <NextPage path={listPath} query={{}} cursor={cursor} />
    </>
  );
}

function StateTag({ status }: { status: Objection['status'] }) {
  const t = useTexts();
  const colour = { lodged: 'yellow', admitted: 'blue', dismissed: 'grey', upheld: 'orange' } as const;
  return <Tag colour={colour[status]}>{t(objectionStateTexts[status])}</Tag>;
}

async function objectionView(request: PageRequest, state: FieldState, status?: number): Promise<PageAnswer> {
  const { api, params, today, visit } = request;
  const opened = await api.call(readObjection, { params: { id: params.objectionId ?? '' } });
  if (!opened.ok) return { kind: 'problem', problem: opened.error };
  const context = await contextOf(request, opened.value.reference);
  if (!context.ok) return { kind: 'problem', problem: context.error };
  const { notice, told } = takeNotice(visit);
  return view(
    opened.value.reference,
    <ObjectionPage objection={opened.value} {...context.value} today={today} notice={notice} state={state} />,
    { ...(status === undefined ? {} : { status }), ...told },
  );
}

async function decide(request: PageRequest): Promise<PageAnswer> {
  const { api, params, form, language, visit } = request;
  const again = (errors: readonly FieldError[]) => objectionView(request, { errors, values: form }, 400);
  const typed = decisionIn(request, objectionEvents);
  if (!typed.ok) return again(typed.error);
  const { outcome } = typed.value;
  const decided = await api.call(decideObjection, {
    params: { id: params.objectionId ?? '' },
    typed: typed.value,
    ...keyOf(form),
  });
  if (decided.ok) {
    const done = objectionChoices[outcome].done[language];
    const notice = done.replace('{reference}', form.get('reference') ?? '');
    return redirect(listPath, { ...visit, notice });
  }
  const { error } = decided;
  return error.status === 400 || error.status === 409
    ? again(refusedDecision(error))
    : { kind: 'problem', problem: error };
}

function ObjectionPage({
  objection,
  claim,
  names,
  today,
  notice,
  state,
}: {
  objection: Objection;
  claim: Claim;
  names: Names;
  today: CalendarDate;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { reference, programme, status, events, barred, fact, contact, steps = [] } = objection;
  const rows = useStandingRows(objection, {
    state: <StateTag status={status} />,
    isDecided: isFinal(objectionLifecycle, status),
    areas: names.areas,
    today,
  });
  const choiceOf = (event: (typeof events)[number]) =>
    event === 'dismiss' && status === 'lodged' ? unsortedDismissal : objectionChoices[event];
  return (
    <>
      <BackLink href={listPath} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">
          {t(objectionTexts.kind)} · {names.programmes.of(programme)}
        </span>
        {reference}
      </h1>
      <div id={standingId}>
        <SummaryList rows={rows} />
      </div>
      {barred && (
        <p class="govuk-inset-text">
          {t(barred === 'own-family' ? texts.familyBarred : objectionTexts.barred)}
        </p>
      )}
      {fact !== undefined && (
        <>
          <Said title={objectionTexts.said} hint={objectionTexts.saidHint} said={fact} />
          <SummaryList
            rows={[{ label: t(objectionTexts.contact), value: contact ?? t(objectionTexts.noContact) }]}
          />
          <StepsTable
            steps={steps}
            nameOf={(event) => {
              const named = objectionEvents.find((one) => one === event);
              return named === undefined ? event : t(objectionChoices[named].text);
            }}
          />
          <ClaimNow claim={claim} />
        </>
      )}
      {events.length === 1 && <p class="govuk-body">{t(objectionTexts.onlyDismiss)}</p>}
      <DecisionForm
        reference={reference}
        choices={events.map((event) => [event, choiceOf(event)] as const)}
        state={state}
      />
    </>
  );
}
