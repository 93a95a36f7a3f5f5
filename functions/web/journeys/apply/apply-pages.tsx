import type { Drafts, StoredDraft } from '../../../app/drafts/drafts.ts';
import type { Visit } from '../../../contracts/store/visit.ts';
import { listAreas } from '../../../contracts/http/areas.ts';
import { checkClaim, submitClaim } from '../../../contracts/http/claims.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { BackLink } from '../../components/back-link.tsx';
import { type Contact, ContactLine, contactIn } from '../../components/contact.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import type { FieldState } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { type FieldError, fieldAt } from '../../kernel/form.ts';
import {
  type Page,
  type PageAnswer,
  type PageRequest,
  problemOf,
  redirect,
  view,
} from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { CheckPage } from './check-page.tsx';
import { claimOfDraft } from './claim-of-draft.ts';
import { SavedPage } from './code-panels.tsx';
import { draftField, draftFieldOf, draftOf } from './draft-field.ts';
import { fieldLabel } from './field-labels.ts';
import { type Intake, atHome, refusedAt } from './intake.ts';
import { StartPage } from './start-page.tsx';
import { StepFields, type StepProps } from './step-fields.tsx';
import { stepTitle } from './step-title.ts';
import { type Programme, type Step, isAboutOneChild, mostChildren, stepsOf } from './steps.ts';
import { texts } from './texts.ts';

/** `/apply/<programme>`, and the same at the counter: the claim form, one question or group a page, saved as it goes. */
export function applyPages(drafts: Drafts, intake: Intake = atHome): readonly Page[] {
  const { path, who } = intake;
  const start = (request: PageRequest): Promise<PageAnswer> =>
    withProgramme(intake, request, (programme) => startView(drafts, intake, request, programme));
  return [
    {
      method: 'GET',
      path: `${path}/{programme}`,
      who,
      serve: start,
    },
    {
      method: 'POST',
      path: `${path}/{programme}`,
      who,
      serve: (request) =>
        withProgramme(intake, request, async (programme) => {
          const draft = await drafts.begin(programme.programme);
          const [first] = stepsOf(programme);
          return redirect(stepAddress(intake, programme, first), {
            ...request.visit,
            draftId: draft.draftId,
          });
        }),
      again: start,
    },
    {
      method: 'GET',
      path: `${path}/{programme}/{step}`,
      who,
      serve: (request) =>
        withDraft(drafts, intake, request, async (at) => {
          const values = new URLSearchParams(Object.entries(at.draft.answers));
          return stepView(drafts, intake, request, at, { errors: [], values });
        }),
    },
    {
      method: 'POST',
      path: `${path}/{programme}/{step}`,
      who,
      serve: (request) =>
        withDraft(drafts, intake, request, async (at) => saveStep(drafts, intake, request, at)),
      again: (request) =>
        withDraft(drafts, intake, request, async (at) =>
          stepView(drafts, intake, request, at, { errors: [], values: request.form }),
        ),
    },
    {
      method: 'GET',
      path: `${path}/{programme}/check`,
      who,
      serve: (request) =>
        withDraft(drafts, intake, request, async (at) => checkView(drafts, intake, request, at)),
    },
    {
      method: 'POST',
      path: `${path}/{programme}/check`,
      who,
      serve: (request) =>
        withDraft(
          drafts,
          intake,
          request,
          async (at) => send(drafts, intake, request, at),
          receiptOfSent(request),
        ),
      again: (request) =>
        withDraft(drafts, intake, request, async (at) => checkView(drafts, intake, request, at)),
    },
    {
      method: 'GET',
      path: `${path}/{programme}/saved`,
      who,
      serve: (request) =>
        withDraft(drafts, intake, request, async ({ programme, draft }) =>
          view(
            texts.savedTitle[request.language],
            <SavedPage
              reference={draft.reference}
              accessCode={drafts.codeOf(draft.draftId)}
              goOn={stepAddress(intake, programme, undefined)}
            />,
          ),
        ),
    },
  ];
}

interface AtStep {
  readonly programme: Programme;
  readonly draft: StoredDraft;
  readonly step: Step;
}

function stepAddress({ path }: Intake, { programme }: Programme, step: Step | undefined): string {
  return `${path}/${programme}/${step?.id ?? 'check'}`;
}

function savedAddress({ path }: Intake, { programme }: Programme): string {
  return `${path}/${programme}/saved`;
}

async function withProgramme(
  intake: Intake,
  { api, params, staff }: PageRequest,
  serve: (programme: Programme) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  const refused = refusedAt(intake, staff);
  if (refused) return refused;
  const listed = await api.call(listProgrammes, {});
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  const programme = listed.value.programmes.find((one) => one.programme === params.programme);
  return programme ? serve(programme) : problemOf('not-found', 404);
}

/**
 * With a way on to what this visit has begun of it: beginning anew would lose it to whoever did not save it. At the
 * counter the next form is another family's.
 */
async function startView(
  drafts: Drafts,
  intake: Intake,
  { visit }: PageRequest,
  programme: Programme,
): Promise<PageAnswer> {
  const { draftId } = visit;
  const draft = intake.who === 'anyone' && draftId !== undefined ? await drafts.read(draftId) : undefined;
  const isBegun = draft?.programme === programme.programme && Object.keys(draft.answers).length > 0;
  const goOn = isBegun ? stepAddress(intake, programme, undefined) : undefined;
  return view(programme.title, <StartPage programme={programme} intake={intake} goOn={goOn} />);
}

/** Where a form that comes twice leads the second time: without scripts a browser shows the last answer alone. */
function receiptOfSent({ visit: { claim } }: PageRequest): PageAnswer | undefined {
  return claim && redirect(`/claims/${claim.reference}/receipt`);
}

/** The programme, the draft of it, and the step named; without a draft, the page to begin one, or what is given. */
function withDraft(
  drafts: Drafts,
  intake: Intake,
  request: PageRequest,
  serve: (at: AtStep) => Promise<PageAnswer>,
  withoutDraft?: PageAnswer,
): Promise<PageAnswer> {
  return withProgramme(intake, request, async (programme) => {
    const draft = await draftOf(drafts, request);
    if (draft?.programme !== programme.programme) {
      return withoutDraft ?? redirect(`${intake.path}/${programme.programme}`);
    }
    const steps = stepsOf(programme);
    const step = steps.find(({ id }) => id === request.params.step) ?? steps[0];
    if (!step) throw new Error(`${programme.programme} asks nothing`);
    const answer = await serve({ programme, draft, step });
    const { visit } = request;
    return draft.draftId === visit.draftId
      ? answer
      : remembering(answer, { ...visit, draftId: draft.draftId });
  });
}

/** From now on the visit is about the draft of the form that came. */
function remembering(answer: PageAnswer, visit: Visit): PageAnswer {
  const remembers = (answer.kind === 'view' || answer.kind === 'redirect') && answer.visit === undefined;
  return remembers ? { ...answer, visit } : answer;
}

/** The page before; of an answer being changed, where all of them are looked at. */
function backAddress(intake: Intake, { query }: PageRequest, programme: Programme, step: Step): string {
  if (query.get('from') === 'check') return stepAddress(intake, programme, undefined);
  const steps = stepsOf(programme);
  const before = steps[steps.indexOf(step) - 1];
  return before ? stepAddress(intake, programme, before) : `${intake.path}/${programme.programme}`;
}

async function stepView(
  drafts: Drafts,
  intake: Intake,
  request: PageRequest,
  { programme, step, draft }: AtStep,
  state: FieldState,
): Promise<PageAnswer> {
  const { api, language } = request;
  const areas = await api.call(listAreas, {});
  if (!areas.ok) return { kind: 'problem', problem: areas.error };
  const title = stepTitle(programme, step.id)[language];
  return view(
    title,
    <StepPage
      id={step.id}
      programme={programme}
      areas={areas.value.areas}
      childLines={childLinesOf(state.values)}
      back={backAddress(intake, request, programme, step)}
      draft={draftFieldOf(drafts, draft)}
      contact={contactFor(intake, programme, draft, areas.value.areas)}
      state={state}
    />,
    state.errors.length > 0 ? { status: 400 } : {},
  );
}

/** Whom a family can talk to about a child; others find the counter at the foot of every page. */
function contactFor(
  { who }: Intake,
  programme: Programme,
  { answers }: StoredDraft,
  areas: Parameters<typeof contactIn>[0],
): Contact | undefined {
  const isTold = who === 'anyone' && isAboutOneChild(programme);
  return isTold ? contactIn(areas, answers['applicant.areaCode']) : undefined;
}

/** As many as are filled in, one when none is, and one more when that was asked for. */
function childLinesOf(values: URLSearchParams): number {
  const filled = Array.from({ length: mostChildren }, (_, at) => at).filter((at) =>
    ['name', 'residentId'].some((part) => (values.get(`children.${String(at)}.${part}`) ?? '') !== ''),
  );
  const lines = Math.max(1, ...filled.map((at) => at + 1)) + (values.has('_add') ? 1 : 0);
  return Math.min(lines, mostChildren);
}

interface StepPageProps extends StepProps {
  readonly back: string;
  readonly draft: string;
  readonly contact: Contact | undefined;
}

function StepPage({ back, draft, contact, ...props }: StepPageProps) {
  const t = useTexts();
  return (
    <>
      <BackLink href={back} />
      <ErrorSummary errors={props.state.errors} />
      <Form>
        <input type="hidden" name={draftField} value={draft} />
        <StepFields {...props} />
        <div class="app-actions">
          <Submit text={t(texts.saveAndGoOn)} />
          <Submit text={t(texts.later)} kind="secondary" name="_later" value="yes" />
        </div>
      </Form>
      <ContactLine contact={contact} />
    </>
  );
}

/**
 * Keeps what was answered when the API finds nothing wrong with it, and goes on. What is wrong is not kept; whoever
 * wants to stop here is let go all the same, and finds it asked again.
 */
async function saveStep(
  drafts: Drafts,
  intake: Intake,
  request: PageRequest,
  at: AtStep,
): Promise<PageAnswer> {
  const { form, query } = request;
  const { programme, draft, step } = at;
  const typed = new Map(step.fields.map((name) => [name, (form.get(name) ?? '').trim()]));
  const others = Object.entries(draft.answers).filter(([name]) => !typed.has(name));
  const given = [...typed].filter(([, value]) => value !== '');
  const answers = Object.fromEntries([...others, ...(step.id === 'children' ? withoutGaps(given) : given)]);
  const errors = await stepErrors(request, programme, step, answers);
  if (form.has('_later')) {
    const wrong = new Set(errors.map(({ field }) => field));
    const right = Object.entries(answers).filter(([name]) => !wrong.has(name));
    await drafts.save({ ...draft, answers: Object.fromEntries(right) });
    return redirect(savedAddress(intake, programme));
  }
  if (errors.length > 0) {
    return stepView(drafts, intake, request, at, { errors, values: new URLSearchParams(answers) });
  }
  await drafts.save({ ...draft, answers });
  if (form.has('_add')) {
    const values = new URLSearchParams({ ...answers, _add: 'child' });
    return stepView(drafts, intake, request, at, { errors: [], values });
  }
  if (query.get('from') === 'check') return redirect(stepAddress(intake, programme, undefined));
  const steps = stepsOf(programme);
  return redirect(stepAddress(intake, programme, steps[steps.indexOf(step) + 1]));
}

/** Children's lines numbered anew where one was left empty, as the API numbers them. */
function withoutGaps(given: readonly (readonly [string, string])[]): (readonly [string, string])[] {
  const lines = [...new Set(given.map(([name]) => name.split('.')[1] ?? ''))];
  return given.map(([name, value]) => {
    const [list = '', line = '', part = ''] = name.split('.');
    return [`${list}.${String(lines.indexOf(line))}.${part}`, value];
  });
}

/** What the API would refuse of the members that a step asks for; the rest of the form is not there yet. */
async function stepErrors(
  { api, language }: PageRequest,
  programme: Programme,
  step: Step,
  answers: Readonly<Record<string, string>>,
): Promise<readonly FieldError[]> {
  const own = unanswered(step, answers).map((field) => ({ field, message: pleaseAnswer[language] }));
  if (own.length > 0) return own;
  const checked = await api.call(checkClaim, { typed: claimOfDraft(programme.programme, answers) });
  if (checked.ok) return [];
  if (checked.error.status !== 400) throw new Error(`the form could not be checked (${checked.error.code})`);
  return errorsOf(step, checked.error).map((error) => ({
    ...error,
    label: fieldLabel(error.field, language),
  }));
}

const pleaseAnswer = { 'zh-CN': '请选择一项', en: 'Choose one' };

function unanswered(step: Step, answers: Readonly<Record<string, string>>): readonly string[] {
  return ['_forWhom', '_hasSpouse'].filter(
    (name) => step.fields.includes(name) && answers[name] === undefined,
  );
}

function errorsOf(step: Step, { errors = [] }: Problem): readonly FieldError[] {
  return errors.flatMap(({ pointer, message }) => {
    const name = fieldAt(pointer);
    if (!isAskedBy(step, name)) return [];
    // Of a person that is missing the number alone is needed.
    const field =
      step.fields.find((one) => one === name) ??
      step.fields.find((one) => one.endsWith('.residentId')) ??
      step.fields.find((one) => isShown(one, step));
    return [{ field: field ?? name, message }];
  });
}

function isAskedBy({ members }: Step, name: string): boolean {
  return members.some((member) => name === member || name.startsWith(`${member}.`));
}

/** Of a date, the year stands for the whole; of other steps, the first field of the claim. */
function isShown(field: string, { id }: Step): boolean {
  return id === 'retirement' || !field.startsWith('_');
}

async function checkView(
  drafts: Drafts,
  intake: Intake,
  { api, form, language }: PageRequest,
  { programme, draft }: AtStep,
  errors: readonly FieldError[] = [],
): Promise<PageAnswer> {
  const areas = await api.call(listAreas, {});
  if (!areas.ok) return { kind: 'problem', problem: areas.error };
  return view(
    texts.checkTitle[language],
    <CheckPage
      programme={programme}
      intake={intake}
      answers={draft.answers}
      areas={areas.value.areas}
      draft={draftFieldOf(drafts, draft)}
      later={savedAddress(intake, programme)}
      contact={contactFor(intake, programme, draft, areas.value.areas)}
      state={{ errors, values: form }}
    />,
    errors.length > 0 ? { status: 400 } : {},
  );
}

/** Sends the claim, once: its key is the draft's. The draft ends when the claim has begun. */
async function send(drafts: Drafts, intake: Intake, request: PageRequest, at: AtStep): Promise<PageAnswer> {
  const { api, form, language, visit } = request;
  const { programme, draft } = at;
  const again = (errors: readonly FieldError[]) => checkView(drafts, intake, request, at, errors);
  if (form.get('declaration') !== 'yes') {
    return again([{ field: 'declaration', message: texts.mustDeclare[language] }]);
  }
  const sent = await api.call(submitClaim, {
    typed: claimOfDraft(programme.programme, draft.answers),
    idempotencyKey: draft.submissionKey,
  });
  if (!sent.ok) {
    // At the counter alone it is said that there is a claim already, or whose family it is.
    if (sent.error.status === 409) return again([{ field: 'declaration', message: sent.error.title }]);
    if (sent.error.status !== 400) return { kind: 'problem', problem: sent.error };
    return again(
      (sent.error.errors ?? []).map(({ pointer, message }) => {
        const name = fieldAt(pointer);
        const step = stepsOf(programme).find((one) => isAskedBy(one, name));
        if (step === undefined) return { field: 'declaration', message };
        const href = `${stepAddress(intake, programme, step)}?from=check`;
        return { field: name, message: `${stepTitle(programme, step.id)[language]} ${message}`, href };
      }),
    );
  }
  const { reference, accessCode } = sent.value;
  await drafts.end(draft);
  const { draftId: _sent, ...rest } = visit;
  return redirect(`/claims/${reference}/receipt`, { ...rest, claim: { reference, accessCode } });
}
