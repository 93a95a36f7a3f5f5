import type { VNode } from 'preact';
import type { SuccessOf } from '../../../contracts/api-client.ts';
import { readClaim } from '../../../contracts/http/claims.ts';
import type { Texts } from '../../../contracts/language.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { ok, type Result } from '../../../domain/result/result.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import type { FieldState } from '../../components/field.tsx';
import { NextPage } from '../../components/next-page.tsx';
import { Notice } from '../../components/notice.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { type FieldError, keyOf, refusals } from '../../kernel/form.ts';
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
import { type ProgrammeTitles, programmeTitles } from '../finance/programme-titles.ts';
import { ClaimNow, DecisionForm, decisionIn, type Steps, StepsTable } from './parts.tsx';
import { type Choice, texts } from './texts.ts';

/** An objection or an appeal as it stands in a list. */
interface Waiting {
  readonly reference: string;
  readonly programme: string;
  readonly areaCode: string;
  readonly lodgedOn: string;
  readonly dueOn: string;
}

/** One that was opened. */
interface Doubt<Event extends string> {
  /** What may be decided of it now. */
  readonly events: readonly Event[];
  readonly barred?: 'took-part' | 'own-family';
  readonly steps?: Steps;
}

/** What is said against a claim, or against its rejection: its list, its page, and the decision on it. */
interface DoubtPages<Row extends Waiting, Event extends string, Opened extends Row & Doubt<Event>> {
  readonly path: string;
  readonly texts: Readonly<
    Record<'title' | 'lead' | 'caption' | 'none' | 'kind' | 'barred' | 'reasonHint', Texts>
  >;
  readonly list: (
    request: PageRequest,
  ) => Promise<Result<{ readonly rows: readonly Row[]; readonly cursor?: string | undefined }, Problem>>;
  readonly idOf: (row: Row) => string;
  /** How it stands, beside what is said of both kinds: in the list and on its page. */
  readonly standing: readonly { readonly heading: Texts; readonly value: (row: Row) => VNode }[];
  readonly isDecided: (row: Row) => boolean;
  readonly open: (request: PageRequest, id: string) => Promise<Result<Opened, Problem>>;
  /** What was said; nothing where the caller may not read it. */
  readonly words: (opened: Opened) => VNode | undefined;
  /** What to know before deciding, or why there is nothing to decide. */
  readonly remark: (opened: Opened) => Texts | undefined;
  readonly events: readonly Event[];
  readonly choices: Readonly<Record<Event, Choice>>;
  /** What a decision is called where it means something else than its usual choice. */
  readonly choiceNow?: (event: Event, opened: Opened) => Choice | undefined;
  readonly decide: (
    request: PageRequest,
    input: {
      readonly params: { readonly id: string };
      readonly typed: { readonly outcome: Event; readonly reason: string };
      readonly idempotencyKey?: string;
    },
  ) => Promise<Result<unknown, Problem>>;
  /** The decision after which whoever made it goes on with the same. */
  readonly goesOnAfter?: Event;
}

type Claim = SuccessOf<typeof readClaim.answers>;

/** What programmes and areas are called. */
interface Names {
  readonly programmes: ProgrammeTitles;
  readonly areas: AreaNames;
}

async function namesOf(request: PageRequest): Promise<Result<Names, Problem>> {
  const [programmes, areas] = await Promise.all([programmeTitles(request), areaNames(request)]);
  if (!programmes.ok) return programmes;
  return areas.ok ? ok({ programmes: programmes.value, areas: areas.value }) : areas;
}

export function doubtPages<Row extends Waiting, Event extends string, Opened extends Row & Doubt<Event>>(
  of: DoubtPages<Row, Event, Opened>,
): readonly Page[] {
  const path = `${of.path}/{id}`;
  return [
    { method: 'GET', path: of.path, who: 'staff', serve: (request) => listView(of, request) },
    {
      method: 'GET',
      path,
      who: 'staff',
      serve: (request) => doubtView(of, request, { errors: [], values: new URLSearchParams() }),
    },
    { method: 'POST', path, who: 'staff', serve: (request) => decide(of, request) },
  ];
}

async function listView<Row extends Waiting, Event extends string, Opened extends Row & Doubt<Event>>(
  of: DoubtPages<Row, Event, Opened>,
  request: PageRequest,
): Promise<PageAnswer> {
  const { language, today, visit } = request;
  const [listed, names] = await Promise.all([of.list(request), namesOf(request)]);
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  if (!names.ok) return { kind: 'problem', problem: names.error };
  const { notice, told } = takeNotice(visit);
  return view(
    of.texts.title[language],
    <DoubtList of={of} {...listed.value} names={names.value} today={today} notice={notice} />,
    told,
  );
}

function DoubtList<Row extends Waiting, Event extends string, Opened extends Row & Doubt<Event>>({
  of,
  rows,
  cursor,
  names,
  today,
  notice,
}: {
  of: DoubtPages<Row, Event, Opened>;
  rows: readonly Row[];
  cursor?: string | undefined;
  names: Names;
  today: CalendarDate;
  notice: string | undefined;
}) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(of.texts.title)}</h1>
      <p class="govuk-body">{t(of.texts.lead)}</p>
      {rows.length === 0 ? (
        <p class="govuk-body">{t(of.texts.none)}</p>
      ) : (
        <DataTable
          caption={t(of.texts.caption)}
          rows={rows}
          keyOf={of.idOf}
          columns={[
            {
              heading: t(texts.reference),
              cell: (row) => (
                <a class="govuk-link" href={`${of.path}/${of.idOf(row)}`}>
                  {row.reference}
                </a>
              ),
            },
            { heading: t(texts.programme), cell: ({ programme }) => names.programmes.of(programme) },
            { heading: t(texts.area), cell: ({ areaCode }) => names.areas.of(areaCode) },
            { heading: t(texts.since), cell: ({ lodgedOn }) => dayOf(lodgedOn, language) },
            { heading: t(texts.due), cell: ({ dueOn }) => <Due dueOn={dueOn} today={today} /> },
            ...of.standing.map(({ heading, value }) => ({ heading: t(heading), cell: value })),
          ]}
        />
      )}
      <NextPage path={of.path} query={{}} cursor={cursor} />
    </>
  );
}

function Due({ dueOn, today }: { dueOn: string; today: CalendarDate }) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      {dayOf(dueOn, language)} {dueOn < today && <Tag colour="red">{t(texts.late)}</Tag>}
    </>
  );
}

async function doubtView<Row extends Waiting, Event extends string, Opened extends Row & Doubt<Event>>(
  of: DoubtPages<Row, Event, Opened>,
  request: PageRequest,
  state: FieldState,
): Promise<PageAnswer> {
  const { api, params, today, visit } = request;
  const opened = await of.open(request, params.id ?? '');
  if (!opened.ok) return { kind: 'problem', problem: opened.error };
  const { reference } = opened.value;
  const [claim, names] = await Promise.all([
    api.call(readClaim, { params: { reference } }),
    namesOf(request),
  ]);
  if (!claim.ok) return { kind: 'problem', problem: claim.error };
  if (!names.ok) return { kind: 'problem', problem: names.error };
  const { notice, told } = takeNotice(visit);
  return view(
    reference,
    <DoubtPage
      of={of}
      opened={opened.value}
      claim={claim.value}
      names={names.value}
      today={today}
      notice={notice}
      state={state}
    />,
    { ...(state.errors.length > 0 ? { status: 400 } : {}), ...told },
  );
}

/** Where the page says how the matter stands: what is refused whatever was typed is said of that. */
const standingId = 'standing';

async function decide<Row extends Waiting, Event extends string, Opened extends Row & Doubt<Event>>(
  of: DoubtPages<Row, Event, Opened>,
  request: PageRequest,
): Promise<PageAnswer> {
  const { params, form, language, visit, target } = request;
  const again = (errors: readonly FieldError[]) => doubtView(of, request, { errors, values: form });
  const typed = decisionIn(request, of.events);
  if (!typed.ok) return again(typed.error);
  const decided = await of.decide(request, {
    params: { id: params.id ?? '' },
    typed: typed.value,
    ...keyOf(form),
  });
  if (decided.ok) {
    const { outcome } = typed.value;
    const notice = of.choices[outcome].done[language].replace('{reference}', form.get('reference') ?? '');
    return redirect(outcome === of.goesOnAfter ? target : of.path, { ...visit, notice });
  }
  const { error } = decided;
  return error.status === 400 || error.status === 409
    ? again(refusals(error, (pointer) => (pointer === '/reason' ? 'reason' : standingId)))
    : { kind: 'problem', problem: error };
}

function DoubtPage<Row extends Waiting, Event extends string, Opened extends Row & Doubt<Event>>({
  of,
  opened,
  claim,
  names,
  today,
  notice,
  state,
}: {
  of: DoubtPages<Row, Event, Opened>;
  opened: Opened;
  claim: Claim;
  names: Names;
  today: CalendarDate;
  notice: string | undefined;
  state: FieldState;
}) {
  const t = useTexts();
  const { language } = usePage();
  const { reference, programme, areaCode, lodgedOn, dueOn, events, barred, steps = [] } = opened;
  const words = of.words(opened);
  const remark = barred === undefined ? of.remark(opened) : barredTexts(of.texts.barred)[barred];
  return (
    <>
      <BackLink href={of.path} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">
        <span class="govuk-caption-l">
          {t(of.texts.kind)} · {names.programmes.of(programme)}
        </span>
        {reference}
      </h1>
      <div id={standingId}>
        <SummaryList
          rows={[
            ...of.standing.map(({ heading, value }) => ({ label: t(heading), value: value(opened) })),
            { label: t(texts.area), value: names.areas.of(areaCode) },
            { label: t(texts.since), value: dayOf(lodgedOn, language) },
            ...(of.isDecided(opened)
              ? []
              : [{ label: t(texts.due), value: <Due dueOn={dueOn} today={today} /> }]),
          ]}
        />
      </div>
      {words && (
        <>
          {words}
          <StepsTable
            steps={steps}
            nameOf={(event) => {
              const named = of.events.find((one) => one === event);
              return named === undefined ? event : t(of.choices[named].text);
            }}
          />
          <ClaimNow claim={claim} />
        </>
      )}
      {remark && <p class="govuk-inset-text">{t(remark)}</p>}
      <DecisionForm
        reference={reference}
        choices={events.map((event) => [event, of.choiceNow?.(event, opened) ?? of.choices[event]] as const)}
        reasonHint={of.texts.reasonHint}
        state={state}
      />
    </>
  );
}

function barredTexts(tookPart: Texts) {
  return { 'took-part': tookPart, 'own-family': texts.familyBarred };
}
