import type { Drafts } from '../../../app/drafts/drafts.ts';
import { parseReference } from '../../../domain/claims/reference.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { type Page, redirect, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

/** `/resume`: an unfinished form is found again by its reference and code. */
export function resumePages(drafts: Drafts): readonly Page[] {
  return [
    {
      method: 'GET',
      path: '/resume',
      who: 'anyone',
      async serve({ language }) {
        const state = { errors: [], values: new URLSearchParams() };
        return view(texts.resumeTitle[language], <Resume state={state} />);
      },
    },
    {
      method: 'POST',
      path: '/resume',
      who: 'anyone',
      async serve({ language, form, visit }) {
        const [reference, code] = ['reference', 'accessCode'].map((name) => (form.get(name) ?? '').trim());
        const spelled = parseReference(reference ?? '');
        const draft = spelled && (await drafts.find(spelled, code ?? ''));
        if (!draft) {
          const errors = [{ field: 'reference', message: texts.resumeNotFound[language] }];
          const state = { errors, values: form };
          return view(texts.resumeTitle[language], <Resume state={state} />, { status: 400 });
        }
        return redirect(`/apply/${draft.programme}/check`, { ...visit, draftId: draft.draftId });
      },
      again: async ({ language, form }) =>
        view(texts.resumeTitle[language], <Resume state={{ errors: [], values: form }} />),
    },
  ];
}

function Resume({ state }: { state: FieldState }) {
  const t = useTexts();
  return (
    <>
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.resumeTitle)}</h1>
      <p class="govuk-body">{t(texts.resumeHint)}</p>
      <Form>
        <TextField name="reference" label={t(texts.reference)} state={state} width={20} autocomplete="off" />
        <TextField
          name="accessCode"
          label={t(texts.accessCode)}
          state={state}
          width={20}
          autocomplete="off"
        />
        <Submit text={t(texts.resumeButton)} />
      </Form>
    </>
  );
}
