import type { ComponentChildren } from 'preact';
import type { SuccessOf } from '../../../contracts/api-client.ts';
import type { readAppeal } from '../../../contracts/http/appeals.ts';
import { readClaim } from '../../../contracts/http/claims.ts';
import type { readObjection } from '../../../contracts/http/objections.ts';
import type { Texts } from '../../../contracts/language.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { err, ok, type Result } from '../../../domain/result/result.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { type FieldState, RadioField, TextArea } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import type { SummaryRow } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { userName } from '../../components/user-name.ts';
import { type FieldError, refusals } from '../../kernel/form.ts';
import type { PageRequest } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { ClaimTag } from '../claim/claim-tag.tsx';
import { type AreaNames, areaNames } from '../finance/area-names.ts';
import { programmeTitles, type ProgrammeTitles } from '../finance/programme-titles.ts';
import { ConditionsTable } from '../review/decision-tables.tsx';
import { type Choice, texts } from './texts.ts';

export type Claim = SuccessOf<typeof readClaim.answers>;
type Steps = NonNullable<SuccessOf<(typeof readObjection | typeof readAppeal)['answers']>['steps']>;

/** What programmes and areas are called. */
export interface Names {
  readonly programmes: ProgrammeTitles;
  readonly areas: AreaNames;
}

export async function namesOf(request: PageRequest): Promise<Result<Names, Problem>> {
  const [programmes, areas] = await Promise.all([programmeTitles(request), areaNames(request)]);
  if (!programmes.ok) return programmes;
  return areas.ok ? ok({ programmes: programmes.value, areas: areas.value }) : areas;
}

/** What waits, whether an objection or an appeal. */
interface Waiting {
  readonly reference: string;
  readonly programme: string;
  readonly areaCode: string;
  readonly lodgedOn: string;
  readonly dueOn: string;
}

/** The columns of a list of what waits, each row linked to its page. */
export function useWaitingColumns<Row extends Waiting>(
  names: Names,
  today: CalendarDate,
  hrefOf: (row: Row) => string,
): readonly Column<Row>[] {
  const t = useTexts();
  const { language } = usePage();
  return [
    {
      heading: t(texts.reference),
      cell: (row) => (
        <a class="govuk-link" href={hrefOf(row)}>
          {row.reference}
        </a>
      ),
    },
    { heading: t(texts.programme), cell: ({ programme }) => names.programmes.of(programme) },
    { heading: t(texts.area), cell: ({ areaCode }) => names.areas.of(areaCode) },
    { heading: t(texts.since), cell: ({ lodgedOn }) => dayOf(lodgedOn, language) },
    { heading: t(texts.due), cell: ({ dueOn }) => <Due dueOn={dueOn} today={today} /> },
  ];
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

/** How an objection or an appeal stands. @param isDecided when nothing is due any more */
export function useStandingRows(
  { areaCode, lodgedOn, dueOn }: Waiting,
  {
    state,
    isDecided,
    areas,
    today,
  }: { state: ComponentChildren; isDecided: boolean; areas: AreaNames; today: CalendarDate },
): readonly SummaryRow[] {
  const t = useTexts();
  const { language } = usePage();
  return [
    { label: t(texts.state), value: state },
    { label: t(texts.area), value: areas.of(areaCode) },
    { label: t(texts.since), value: dayOf(lodgedOn, language) },
    ...(isDecided ? [] : [{ label: t(texts.due), value: <Due dueOn={dueOn} today={today} /> }]),
  ];
}

/** What somebody wrote, line by line as they wrote it. */
export function Said({ title, hint, said }: { title: Texts; hint?: Texts; said: string }) {
  const t = useTexts();
  return (
    <>
      <h2 class="govuk-heading-m">{t(title)}</h2>
      <div class="govuk-inset-text">
        {said.split(/\n+/).map((line, at) => (
          <p key={at} class="govuk-body">
            {line}
          </p>
        ))}
      </div>
      {hint && <p class="govuk-hint">{t(hint)}</p>}
    </>
  );
}

/** The decisions before. @param nameOf what one of them is called */
export function StepsTable({ steps, nameOf }: { steps: Steps; nameOf: (event: string) => string }) {
  const t = useTexts();
  const { language } = usePage();
  if (steps.length === 0) return null;
  return (
    <DataTable
      caption={t(texts.steps)}
      rows={steps}
      keyOf={({ at, event }) => `${at} ${event}`}
      columns={[
        { heading: t(texts.when), cell: ({ at }) => <time dateTime={at}>{dayOf(at, language)}</time> },
        { heading: t(texts.step), cell: ({ event }) => nameOf(event) },
        { heading: t(texts.who), cell: ({ userId }) => userName(userId) },
        { heading: t(texts.why), cell: ({ reason }) => reason },
      ]}
    />
  );
}

/** The claim that it is about, as staff of its area may see it: how it stands, and its conditions. */
export function ClaimNow({ claim }: { claim: Claim }) {
  const t = useTexts();
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.claimState)}</h2>
      <p class="govuk-body">
        <ClaimTag state={claim.status} /> {claim.nextStep}
      </p>
      {claim.conditions.length > 0 && <ConditionsTable conditions={claim.conditions} />}
    </>
  );
}

/** What can be decided now, in words, with what each causes. */
export function DecisionForm({
  reference,
  choices,
  reasonHint = texts.reasonHint,
  state,
}: {
  reference: string;
  reasonHint?: Texts;
  choices: readonly (readonly [event: string, choice: Choice])[];
  state: FieldState;
}) {
  const t = useTexts();
  const [first] = choices;
  if (first === undefined) return null;
  const [only, { text, hint }] = first;
  return (
    <Form>
      <input type="hidden" name="reference" value={reference} />
      {choices.length === 1 ? (
        <>
          <h2 class="govuk-heading-m">{t(texts.decision)}</h2>
          <p class="govuk-body">{t(hint)}</p>
          <input type="hidden" name="outcome" value={only} />
        </>
      ) : (
        <RadioField
          name="outcome"
          label={t(texts.decision)}
          state={state}
          choices={choices.map(([value, choice]) => ({
            value,
            text: t(choice.text),
            hint: t(choice.hint),
          }))}
        />
      )}
      <TextArea name="reason" label={t(texts.reason)} hint={t(reasonHint)} state={state} rows={3} />
      <Submit text={choices.length === 1 ? t(text) : t(texts.decide)} />
    </Form>
  );
}

/** What was chosen and why, as a decision's form was posted; or what is still to be filled in. */
export function decisionIn<Event extends string>(
  { form, language }: PageRequest,
  events: readonly Event[],
): Result<{ readonly outcome: Event; readonly reason: string }, readonly FieldError[]> {
  const outcome = events.find((one) => one === form.get('outcome'));
  const reason = (form.get('reason') ?? '').trim();
  const unchosen = outcome === undefined ? [{ field: 'outcome', message: texts.choose[language] }] : [];
  const unsaid = reason === '' ? [{ field: 'reason', message: texts.reasonMissing[language] }] : [];
  return outcome === undefined || reason === '' ? err([...unchosen, ...unsaid]) : ok({ outcome, reason });
}

/** Where a page says how the matter stands: what is refused whatever was typed is said of that. */
export const standingId = 'standing';

export function refusedDecision(problem: Problem): readonly FieldError[] {
  return refusals(problem, (pointer) => (pointer === '/reason' ? 'reason' : standingId));
}

/** The claim of an opened objection or appeal, and what things are called. */
export async function contextOf(
  request: PageRequest,
  reference: string,
): Promise<Result<{ readonly claim: Claim; readonly names: Names }, Problem>> {
  const [claim, names] = await Promise.all([
    request.api.call(readClaim, { params: { reference } }),
    namesOf(request),
  ]);
  if (!claim.ok) return claim;
  return names.ok ? ok({ claim: claim.value, names: names.value }) : names;
}
