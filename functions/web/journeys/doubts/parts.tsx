import type { SuccessOf } from '../../../contracts/api-client.ts';
import type { readAppeal } from '../../../contracts/http/appeals.ts';
import type { readClaim } from '../../../contracts/http/claims.ts';
import type { readObjection } from '../../../contracts/http/objections.ts';
import type { Texts } from '../../../contracts/language.ts';
import { err, ok, type Result } from '../../../domain/result/result.ts';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { type FieldState, RadioField, TextArea } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { userName } from '../../components/user-name.ts';
import type { FieldError } from '../../kernel/form.ts';
import type { PageRequest } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { ClaimTag } from '../claim/claim-tag.tsx';
import { ConditionsTable } from '../review/decision-tables.tsx';
import { type Choice, texts } from './texts.ts';

type Claim = SuccessOf<typeof readClaim.answers>;
export type Steps = NonNullable<SuccessOf<(typeof readObjection | typeof readAppeal)['answers']>['steps']>;

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
  reasonHint,
  state,
}: {
  reference: string;
  reasonHint: Texts;
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
