import { lodgeAppeal } from '../../../contracts/http/claims.ts';
import { BackLink } from '../../components/back-link.tsx';
import { dayOf } from '../../components/day.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextArea } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { fieldErrors, jsonOfFields, keyOf } from '../../kernel/form.ts';
import { type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { Message } from './message.tsx';
import { type ClaimView, claimAddress, claimForm, doneWith } from './opened-claim.ts';
import { PaperFormLink } from '../paper/paper-form-page.tsx';
import { texts } from './texts.ts';

/** An appeal against a rejection, in the applicant's own words. */
export const appealPages = claimForm('/claims/{reference}/appeal', 'appeal', appealView, send);

async function send(request: PageRequest, claim: ClaimView): Promise<PageAnswer> {
  const { api, form, language } = request;
  const { grounds } = jsonOfFields(form);
  const again = (errors: FieldState['errors']) => appealView(request, claim, errors);
  if (grounds === undefined) return again([{ field: 'grounds', message: texts.groundsMissing[language] }]);
  const lodged = await api.call(lodgeAppeal, {
    params: { reference: claim.reference },
    typed: { grounds },
    ...keyOf(request.form),
  });
  if (lodged.ok) return doneWith(claim, request, texts.appealed[language]);
  if (lodged.error.status === 400)
    return again(fieldErrors(lodged.error, { grounds: texts.grounds[language] }));
  return { kind: 'problem', problem: lodged.error };
}

async function appealView(
  { form, language }: PageRequest,
  claim: ClaimView,
  errors: FieldState['errors'] = [],
): Promise<PageAnswer> {
  return view(
    texts.appeal[language],
    <Appeal claim={claim} state={{ errors, values: form }} />,
    errors.length > 0 ? { status: 400 } : {},
  );
}

function Appeal({ claim, state }: { claim: ClaimView; state: FieldState }) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      <BackLink href={claimAddress(claim)} />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.appeal)}</h1>
      <p class="govuk-body">{t(texts.appealHint)}</p>
      {claim.appealUntil !== undefined && (
        <p class="govuk-body">{`${t(texts.appealUntil)}${t(texts.colon)}${dayOf(claim.appealUntil, language)}`}</p>
      )}
      <Message claim={claim} />
      <Form>
        <TextArea
          name="grounds"
          label={t(texts.grounds)}
          hint={t(texts.groundsHint)}
          state={state}
          rows={8}
        />
        <Submit text={t(texts.sendAppeal)} />
      </Form>
      <PaperFormLink form="appeal" />
    </>
  );
}
