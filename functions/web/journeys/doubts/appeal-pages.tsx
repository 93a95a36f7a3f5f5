import type { SuccessOf } from '../../../contracts/api-client.ts';
import { listAppeals, readAppeal } from '../../../contracts/http/appeals.ts';
import { decideAppeal } from '../../../contracts/http/review.ts';
import { isFinal } from '../../../domain/lifecycle/lifecycle.ts';
import { appealLifecycle, appealOutcomes } from '../../../domain/review/appeal-lifecycle.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import type { FieldState } from '../../components/field.tsx';
import { NextPage, cursorIn } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { userName } from '../../components/user-name.ts';
import { keyOf, type FieldError } from '../../kernel/form.ts';
import {
  type Page,
  type PageAnswer,
  type PageRequest,
  redirect,
  takeNotice,
  view,
} from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
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
import { appealChoices, appealStateTexts, appealTexts, texts } from './texts.ts';

type Listed = SuccessOf<typeof listAppeals.answers>;
type Appeal = SuccessOf<typeof readAppeal.answers>;

const listPath = '/staff/appeals';

/** `/staff/appeals`: what is said against rejections, who takes it on, and the decision on it. */
export const appealPages: readonly Page[] = [
  { method: 'GET', path: listPath, who: 'staff', serve: listView },
  {
    method: 'GET',
    path: `${listPath}/{appealId}`,
    who: 'staff',
    serve: (request) => appealView(request, { errors: [], values: new URLSearchParams() }),
  },
  { method: 'POST', path: `${listPath}/{appealId}`, who: 'staff', serve: decide },
];

async function listView(request: PageRequest): Promise<PageAnswer> {
  const { api, language, query, today, visit } = request;
  const [listed, names] = await Promise.all([
    api.call(listAppeals, { query: cursorIn(query) }),
    namesOf(request),
  ]);
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!names.ok) return { kind: 'problem', problem: names.error };
  const { notice, told } = takeNotice(visit);
  return view(
    appealTexts.title[language],
    <AppealList listed={listed.value} names={names.value} today={today} notice={notice} />,
    told,
  );
}

function AppealList({
  listed: { appeals, cursor },
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
  const columns = useWaitingColumns<Listed['appeals'][number]>(
    names,
    today,
    ({ appealId }) => `${listPath}/${appealId}`,
  );
  return (
    <>
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(appealTexts.title)}</h1>
      <p class="govuk-body">{t(appealTexts.lead)}</p>
      {appeals.length === 0 ? (
        <p class="govuk-body">{t(appealTexts.none)}</p>
      ) : (
        <DataTable
          caption={t(appealTexts.caption)}
          rows={appeals}
          keyOf={({ appealId }) => appealId}
          columns={[
            ...columns,
            { heading: t(texts.state), cell: ({ status }) => <StateTag status={status} /> },
            {
              heading: t(texts.takenOnBy),
              cell: ({ assignedTo }) => <TakenOnBy assignedTo={assignedTo} />,
            },
          ]}
        />
      )}
      <NextPage path={listPath} query={{}} cursor={cursor} />
    </>
  );
}

function TakenOnBy({ assignedTo }: { assignedTo: string | undefined }) {
  const t = useTexts();
  const { staff } = usePage();
  if (assignedTo === undefined) return <>{t(texts.nobodyYet)}</>;
  return <>{assignedTo === staff?.userId ? t(texts.you) : userName(assignedTo)}</>;
}

const colours: Readonly<Record<Appeal['status'], TagColour>> = {
  lodged: 'yellow',
  lateness: 'yellow',
  reviewing: 'blue',
  'awaiting-papers': 'blue',
  upheld: 'green',
  remitted: 'orange',
  dismissed: 'grey',
  inadmissible: 'grey',
  withdrawn: 'grey',
};

function StateTag({ status }: { status: Appeal['status'] }) {
  const t = useTexts();
  return <Tag colour={colours[status]}>{t(appealStateTexts[status])}</Tag>;
}

async function appealView(request: PageRequest, state: FieldState, status?: number): Promise<PageAnswer> {
  const { api, params, today, visit } = request;
  const opened = await api.call(readAppeal, { params: { id: params.appealId ?? '' } });
  if (!opened.ok) return { kind: 'problem', problem: opened.error };
  const context = await contextOf(request, opened.value.reference);
  if (!context.ok) return { kind: 'problem', problem: context.error };
  const { notice, told } = takeNotice(visit);
  return view(
    opened.value.reference,
    <AppealPage appeal={opened.value} {...context.value} today={today} notice={notice} state={state} />,
    { ...(status === undefined ? {} : { status }), ...told },
  );
}

async function decide(request: PageRequest): Promise<PageAnswer> {
  const { api, params, form, language, visit, target } = request;
  const again = (errors: readonly FieldError[]) => appealView(request, { errors, values: form }, 400);
  const typed = decisionIn(request, appealOutcomes);
  if (!typed.ok) return again(typed.error);
  const { outcome } = typed.value;
  const decided = await api.call(decideAppeal, {
    params: { id: params.appealId ?? '' },
    typed: typed.value,
    ...keyOf(form),
  });
  if (decided.ok) {
    const done = appealChoices[outcome].done[language];
    const notice = done.replace('{reference}', form.get('reference') ?? '');
    // Whoever has taken one on goes on with it.
    return redirect(outcome === 'assign' ? target : listPath, { ...visit, notice });
  }
  const { error } = decided;
  return error.status === 400 || error.status === 409
    ? again(refusedDecision(error))
    : { kind: 'problem', problem: error };
}

function AppealPage({
  appeal,
  claim,
  names,
  today,
  notice,
  state,
}: {
  appeal: Appeal;
  claim: Claim;
  names: Names;
  today: CalendarDate;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { reference, programme, status, events, barred, grounds, rejection, assignedTo, steps = [] } = appeal;
  const isDecided = isFinal(appealLifecycle, status);
  const rows = useStandingRows(appeal, {
    state: <StateTag status={status} />,
    isDecided,
    areas: names.areas,
    today,
  });
  return (
    <>
      <BackLink href={listPath} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">
          {t(appealTexts.kind)} · {names.programmes.of(programme)}
        </span>
        {reference}
      </h1>
      <div id={standingId}>
        <SummaryList
          rows={[...rows, { label: t(texts.takenOnBy), value: <TakenOnBy assignedTo={assignedTo} /> }]}
        />
      </div>
      {barred && (
        <p class="govuk-inset-text">{t(barred === 'own-family' ? texts.familyBarred : appealTexts.barred)}</p>
      )}
      {grounds !== undefined && (
        <>
          <Said title={appealTexts.said} said={grounds} />
          {rejection !== undefined && <Said title={appealTexts.rejection} said={rejection} />}
          <StepsTable
            steps={steps}
            nameOf={(event) => {
              const named = appealOutcomes.find((one) => one === event);
              return named === undefined ? event : t(appealChoices[named].text);
            }}
          />
          <ClaimNow claim={claim} />
        </>
      )}
      {!barred && !isDecided && events.length === 0 && (
        <p class="govuk-inset-text">{t(appealTexts.ofAnother)}</p>
      )}
      {events.includes('remit') && !events.includes('uphold') && (
        <p class="govuk-inset-text">{t(appealTexts.notMet)}</p>
      )}
      <DecisionForm
        reference={reference}
        reasonHint={appealTexts.reasonHint}
        choices={events.map((event) => [event, appealChoices[event]] as const)}
        state={state}
      />
    </>
  );
}
