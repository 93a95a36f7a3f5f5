import { objectToPosting } from '../../../contracts/http/posting.ts';
import { BackLink } from '../../components/back-link.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextArea, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { allErrors, fieldErrors, jsonOfFields, keyOf } from '../../kernel/form.ts';
import { type Page, type PageAnswer, type PageRequest, redirect, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { PaperFormLink } from '../paper/paper-form-page.tsx';
import { texts } from './texts.ts';

const path = '/posting/{postingId}/objection';

/** An objection to a posting, by anybody, with a name or without. */
export const objectionPages: readonly Page[] = [
  {
    method: 'GET',
    path,
    who: 'anyone',
    serve: async (request) => objectionView(request),
  },
  {
    method: 'POST',
    path,
    who: 'anyone',
    async serve(request) {
      const { api, params, form, language, visit } = request;
      const { postingId = '' } = params;
      const { fact, contact } = jsonOfFields(form);
      const again = (errors: FieldState['errors']) => objectionView(request, errors);
      const missing = fact === undefined ? [{ field: 'fact', message: texts.factMissing[language] }] : [];
      const sent = await api.call(objectToPosting, {
        params: { postingId },
        typed: { ...(fact === undefined ? {} : { fact }), ...(contact === undefined ? {} : { contact }) },
        ...keyOf(form),
      });
      if (sent.ok) return redirect('/posting', { ...visit, notice: texts.sent[language] });
      if (sent.error.status !== 400) return { kind: 'problem', problem: sent.error };
      const labels = { fact: texts.fact[language], contact: texts.contact[language] };
      return again(allErrors(missing, fieldErrors(sent.error, labels), Object.keys(labels)));
    },
    again: async (request) => objectionView(request),
  },
];

function objectionView({ form, language }: PageRequest, errors: FieldState['errors'] = []): PageAnswer {
  return view(
    texts.objectTitle[language],
    <Objection state={{ errors, values: form }} />,
    errors.length > 0 ? { status: 400 } : {},
  );
}

function Objection({ state }: { state: FieldState }) {
  const t = useTexts();
  return (
    <>
      <BackLink href="/posting" />
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.objectTitle)}</h1>
      <p class="govuk-body">{t(texts.objectHint)}</p>
      <Form>
        <TextArea name="fact" label={t(texts.fact)} hint={t(texts.factHint)} state={state} />
        <TextField
          name="contact"
          label={t(texts.contact)}
          hint={t(texts.contactHint)}
          state={state}
          autocomplete="off"
        />
        <p class="govuk-body">{t(texts.objectNext)}</p>
        <Submit text={t(texts.send)} />
      </Form>
      <PaperFormLink form="objection" />
    </>
  );
}
