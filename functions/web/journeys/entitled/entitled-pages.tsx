import { foreseeEntitlement } from '../../../contracts/http/entitlement.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import type { Texts } from '../../../contracts/language.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ButtonLink } from '../../components/button-link.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import type { FieldState } from '../../components/field.tsx';
import { Submit } from '../../components/submit.tsx';
import { type FieldError, allErrors, fieldAt } from '../../kernel/form.ts';
import {
  type Page,
  type PageAnswer,
  type PageRequest,
  problemOf,
  redirect,
  view,
} from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { declarationOfAnswers } from './declaration-of-answers.ts';
import { Result } from './result.tsx';
import { StepFields } from './step-fields.tsx';
import { type StepId, fieldOfMember, stepIds, steps } from './steps.ts';
import { texts } from './texts.ts';

/** Says that a form was sent, and is not only being looked at. */
const sentField = '_sent';

/** `/entitled`: what one could claim. The answers are carried from page to page in the address, and kept nowhere. */
export const entitledPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/entitled',
    who: 'anyone',
    serve: async ({ language }) => view(texts.title[language], <Start />),
  },
  { method: 'GET', path: '/entitled/{step}', who: 'anyone', serve: serveStep },
  { method: 'GET', path: '/entitled/result', who: 'anyone', serve: serveResult },
];

async function serveStep(request: PageRequest): Promise<PageAnswer> {
  const { params, query, language } = request;
  const id = stepIds.find((one) => one === params.step);
  if (!id) return problemOf('not-found', 404);
  const isSent = query.has(sentField);
  query.delete(sentField);
  const errors = isSent ? await stepErrors(request, id) : [];
  if (isSent && errors.length === 0) {
    const next = stepIds[stepIds.indexOf(id) + 1] ?? 'result';
    return redirect(`/entitled/${next}?${query.toString()}`);
  }
  const state = { errors, values: query };
  return view(texts[id][language], <Step id={id} state={state} />, errors.length > 0 ? { status: 400 } : {});
}

/** What the API would refuse of the members that the step asks for; later questions are not answered yet. */
async function stepErrors({ api, query, language }: PageRequest, id: StepId): Promise<readonly FieldError[]> {
  const { fields, members, mustChoose } = steps[id];
  const unanswered = mustChoose
    .filter((name) => (query.get(name) ?? '') === '')
    .map((field) => ({ field, message: texts.choose[language], label: fieldTexts[field]?.[language] }));
  const asked = await api.call(foreseeEntitlement, { typed: declarationOfAnswers(query) });
  if (asked.ok) return unanswered;
  if (asked.error.status !== 400) throw new Error(`the answers could not be checked (${asked.error.code})`);
  const refused = (asked.error.errors ?? []).flatMap(({ pointer, message }) => {
    const member = fieldAt(pointer);
    const isOwn = members.some((one) => member === one || member.startsWith(`${one}.`));
    if (!isOwn) return [];
    const dateField = fieldOfMember[member];
    return dateField === undefined
      ? [{ field: member, message, label: fieldTexts[member]?.[language] }]
      : [{ field: dateField, message: texts.dateWrong[language] }];
  });
  return allErrors(unanswered, refused, fields);
}

/** Where a page asks several things, what each is about. */
const fieldTexts: Readonly<Record<string, Texts>> = {
  sex: texts.sex,
  householdType: texts.householdType,
  'spouse.householdType': texts.spouseHousehold,
  daughters: texts.daughters,
  sons: texts.sons,
};

async function serveResult({ api, query, language }: PageRequest): Promise<PageAnswer> {
  const [foreseen, listed] = await Promise.all([
    api.call(foreseeEntitlement, { typed: declarationOfAnswers(query) }),
    api.call(listProgrammes, {}),
  ]);
  // An address put together by hand, or from a part of the way: the questions begin anew.
  if (!foreseen.ok) {
    return foreseen.error.status === 400
      ? redirect(`/entitled/you?${query.toString()}`)
      : { kind: 'problem', problem: foreseen.error };
  }
  if (!listed.ok) return { kind: 'problem', problem: listed.error };
  return view(
    texts.title[language],
    <Result foreseen={foreseen.value.programmes} programmes={listed.value.programmes} answers={query} />,
  );
}

function Start() {
  const t = useTexts();
  return (
    <>
      <BackLink href="/" />
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <p class="govuk-body">{t(texts.lead)}</p>
      <p class="govuk-body">{t(texts.notDecision)}</p>
      <ButtonLink href="/entitled/you" text={t(texts.begin)} />
    </>
  );
}

function Step({ id, state }: { id: StepId; state: FieldState }) {
  const t = useTexts();
  const at = stepIds.indexOf(id);
  const before = stepIds[at - 1];
  const own = new Set(steps[id].fields);
  const others = [...state.values].filter(([name]) => !own.has(name));
  const back = before === undefined ? '/entitled' : `/entitled/${before}?${state.values.toString()}`;
  return (
    <>
      <BackLink href={back} />
      <ErrorSummary errors={state.errors} />
      <p class="govuk-caption-l">
        {t(texts.ofSteps)
          .replace('{n}', String(at + 1))
          .replace('{of}', String(stepIds.length))}
      </p>
      {/* Read, not posted: nothing is changed by it, so it needs no proof that it is ours. */}
      <form method="get" action={`/entitled/${id}`} novalidate>
        {others.map(([name, value]) => (
          <input key={name} type="hidden" name={name} value={value} />
        ))}
        <input type="hidden" name={sentField} value="yes" />
        <StepFields id={id} state={state} />
        <Submit text={t(texts.next)} />
      </form>
    </>
  );
}
