import { answerRequest } from '../../../contracts/http/claims.ts';
import { BackLink } from '../../components/back-link.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextArea, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { allErrors, fieldErrors, jsonOfFields, keyOf } from '../../kernel/form.ts';
import { type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { Message } from './message.tsx';
import { type ClaimView, claimAddress, claimForm, doneWith } from './opened-claim.ts';
import { texts } from './texts.ts';

/** An answer to a request for more, or to a proposed rejection. */
export const answerPages = claimForm('/claims/{reference}/answer', 'answer', answerView, send);

async function send(request: PageRequest, claim: ClaimView): Promise<PageAnswer> {
  const { api, form, language } = request;
  const { message, changes } = jsonOfFields(form);
  const missing =
    message === undefined ? [{ field: 'message', message: texts.messageMissing[language] }] : [];
  const answered = await api.call(answerRequest, {
    params: { reference: claim.reference },
    typed: {
      ...(message === undefined ? {} : { message }),
      ...(changes === undefined ? {} : { changes }),
    },
    ...keyOf(request.form),
  });
  if (answered.ok) return doneWith(claim, request, texts.answered[language]);
  if (answered.error.status === 400) {
    const labels = {
      message: texts.yourAnswer[language],
      'changes.phone': texts.newPhone[language],
      'changes.email': texts.newEmail[language],
    };
    const refused = fieldErrors(answered.error, labels);
    return answerView(request, claim, allErrors(missing, refused, Object.keys(labels)));
  }
  return { kind: 'problem', problem: answered.error };
}

async function answerView(
  { form, language }: PageRequest,
  claim: ClaimView,
  errors: FieldState['errors'] = [],
): Promise<PageAnswer> {
  return view(
    texts.answer[language],
    <Answer claim={claim} state={{ errors, values: form }} />,
    errors.length > 0 ? { status: 400 } : {},
  );
}

function Answer({ claim, state }: { claim: ClaimView; state: FieldState }) {
  const t = useTexts();
  const { language } = usePage();
  const failed = claim.conditions.filter(({ result }) => result === 'failed');
  return (
    <>
      <BackLink href={claimAddress(claim)} />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.answer)}</h1>
      <Message claim={claim} />
      {claim.status === 'proposed-rejection' && failed.length > 0 && (
        <>
          <p class="govuk-body">{t(texts.seemsNotMet)}</p>
          <ul class="govuk-list govuk-list--bullet">
            {failed.map(({ code, text }) => (
              <li key={code}>{text}</li>
            ))}
          </ul>
        </>
      )}
      {claim.answerUntil !== undefined && (
        <p class="govuk-body">{`${t(texts.answerUntil)}${t(texts.colon)}${dayOf(claim.answerUntil, language)}`}</p>
      )}
      {claim.may.includes('add-evidence') && (
        <p class="govuk-body">
          {t(texts.papersFirst)}{' '}
          <a class="govuk-link" href={`${claimAddress(claim)}/evidence`}>
            {t(texts['add-evidence'])}
          </a>
        </p>
      )}
      <Form>
        <TextArea name="message" label={t(texts.yourAnswer)} hint={t(texts.yourAnswerHint)} state={state} />
        <TextField
          name="changes.phone"
          label={t(texts.newPhone)}
          state={state}
          width={20}
          inputMode="tel"
          autocomplete="tel"
        />
        <TextField
          name="changes.email"
          label={t(texts.newEmail)}
          state={state}
          autocomplete="email"
          spellcheck={false}
        />
        <Submit text={t(texts.sendAnswer)} />
      </Form>
    </>
  );
}
