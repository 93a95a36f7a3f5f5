import type { SuccessOf } from '../../../contracts/api-client.ts';
import { endAward, readAward, resumeAward, suspendAward } from '../../../contracts/http/award-changes.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DateField } from '../../components/date-field.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, RadioField, TextArea } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { dateOf, fieldAt, keyOf, refusals } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { actsOn, type AwardAct, awardAddress } from './award-acts.ts';
import { awardTexts as texts } from './texts.ts';

type Award = SuccessOf<typeof readAward.answers>;
type Act = Exclude<AwardAct, 'checkChange'>;

/** `/staff/awards/<awardId>/suspension`, `/resumption` and `/end`: each says what it causes, and asks for its reason. */
export const awardActPages: readonly Page[] = (['suspension', 'resumption', 'end'] as const).flatMap(
  (act) => {
    const path = `/staff/awards/{awardId}/${act}`;
    const ask = (request: PageRequest): Promise<PageAnswer> =>
      withAwardToChange(request, act, (award) =>
        Promise.resolve(asked(request, act, award, { errors: [], values: request.form })),
      );
    return [
      { method: 'GET', path, who: 'staff', serve: ask },
      {
        method: 'POST',
        path,
        who: 'staff',
        serve: (request: PageRequest) =>
          withAwardToChange(request, act, (award) => decide(request, act, award)),
        again: ask,
      },
    ] satisfies readonly Page[];
  },
);

/** Where it cannot be done any more, the award's page says how things stand. */
async function withAwardToChange(
  { api, params, language, staff, visit }: PageRequest,
  act: Act,
  serve: (award: Award) => Promise<PageAnswer>,
): Promise<PageAnswer> {
  const award = await api.call(readAward, { params: { awardId: params.awardId ?? '' } });
  if (!award.ok) return { kind: 'problem', problem: award.error };
  if (actsOn(award.value, staff).includes(act)) return serve(award.value);
  return redirect(awardAddress(award.value.awardId), { ...visit, notice: texts.changed[language] });
}

function asked({ language }: PageRequest, act: Act, award: Award, state: FieldState): PageAnswer {
  return view(
    texts[act][language],
    <ActOnAward act={act} award={award} state={state} />,
    state.errors.length > 0 ? { status: 400 } : {},
  );
}

async function decide(request: PageRequest, act: Act, award: Award): Promise<PageAnswer> {
  const { form, language, visit } = request;
  const missing = missingIn(form, act).map((field) => ({
    field: field === 'endedOn' ? 'endedOnYear' : field,
    message: texts[`${field}Missing`][language],
  }));
  if (missing.length > 0) return asked(request, act, award, { errors: missing, values: form });
  const done = await decided(request, act, award);
  const to = awardAddress(award.awardId);
  if (done.ok) return redirect(to, { ...visit, notice: texts.done[language] });
  const { error } = done;
  if (error.code === 'changed-since' || error.code === 'wrong-state') {
    return redirect(to, { ...visit, notice: texts.changed[language] });
  }
  if (![400, 403, 409].includes(error.status)) return { kind: 'problem', problem: error };
  const fieldOf = (pointer: string): string =>
    pointer === '/endedOn' ? 'endedOnYear' : fieldAt(pointer) || 'reason';
  return asked(request, act, award, { errors: refusals(error, fieldOf), values: form });
}

function missingIn(form: URLSearchParams, act: Act): readonly ('because' | 'endedOn' | 'reason')[] {
  const because = form.get('because') ?? '';
  const endedOn = dateOf((field) => form.get(field), 'endedOn');
  return [
    ...(act === 'end' && because === '' ? (['because'] as const) : []),
    ...(act === 'end' && endedOn === undefined ? (['endedOn'] as const) : []),
    ...((form.get('reason') ?? '').trim() === '' ? (['reason'] as const) : []),
  ];
}

function decided({ api, form }: PageRequest, act: Act, { awardId }: Award) {
  const input = { params: { awardId }, ...keyOf(form) };
  const reason = (form.get('reason') ?? '').trim();
  switch (act) {
    case 'suspension':
      return api.call(suspendAward, { ...input, typed: { reason } });
    case 'resumption':
      return api.call(resumeAward, { ...input, typed: { reason } });
    case 'end': {
      const endedOn = dateOf((field) => form.get(field), 'endedOn');
      return api.call(endAward, { ...input, typed: { because: form.get('because'), endedOn, reason } });
    }
  }
}

function ActOnAward({ act, award, state }: { act: Act; award: Award; state: FieldState }) {
  const t = useTexts();
  return (
    <>
      <BackLink href={awardAddress(award.awardId)} />
      <ErrorSummary errors={state.errors} />
      <span class="govuk-caption-l app-code">{award.reference}</span>
      <h1 class="govuk-heading-l">{t(texts[act])}</h1>
      <p class="govuk-body">{t(texts[`${act}Lead`])}</p>
      <Form>
        {act === 'end' && (
          <>
            <RadioField
              name="because"
              label={t(texts.because)}
              state={state}
              choices={(['death', 'exit'] as const).map((value) => ({ value, text: t(texts[value]) }))}
            />
            <DateField name="endedOn" label={t(texts.endedOn)} hint={t(texts.endedOnHint)} state={state} />
          </>
        )}
        <TextArea name="reason" label={t(texts.reason)} hint={t(texts.reasonHint)} state={state} rows={4} />
        <Submit text={t(texts[act])} />
      </Form>
    </>
  );
}
