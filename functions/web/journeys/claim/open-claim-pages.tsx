import { readClaim } from '../../../contracts/http/claims.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import type { FieldError } from '../../kernel/form.ts';
import { type Page, redirect, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

const fields = ['reference', 'accessCode'] as const;

/** `/claims`: reference and access code open a claim. */
export const openClaimPages: readonly Page[] = [
  {
    method: 'GET',
    path: '/claims',
    who: 'anyone',
    async serve({ language, query }) {
      return view(texts.openTitle[language], <OpenClaim state={{ errors: [], values: query }} />);
    },
  },
  {
    method: 'POST',
    path: '/claims',
    who: 'anyone',
    async serve({ language, form, visit, api }) {
      const [reference, accessCode] = fields.map((name) => (form.get(name) ?? '').trim());
      const again = (errors: readonly FieldError[]) =>
        view(texts.openTitle[language], <OpenClaim state={{ errors, values: form }} />, { status: 400 });
      const missing = [
        ...(reference ? [] : [{ field: 'reference', message: texts.referenceMissing[language] }]),
        ...(accessCode ? [] : [{ field: 'accessCode', message: texts.accessCodeMissing[language] }]),
      ];
      if (!reference || !accessCode) return again(missing);
      const read = await api.call(readClaim, { params: { reference }, accessCode });
      if (!read.ok) {
        // A wrong reference and a wrong code look the same, so that neither can be guessed apart.
        if (read.error.status < 500 && read.error.status !== 429) {
          return again([{ field: 'reference', message: texts.notFound[language] }]);
        }
        return { kind: 'problem', problem: read.error };
      }
      const claim = { reference: read.value.reference, accessCode };
      return redirect(`/claims/${claim.reference}`, { ...visit, claim });
    },
    again: async ({ language, form }) =>
      view(texts.openTitle[language], <OpenClaim state={{ errors: [], values: form }} />),
  },
];

function OpenClaim({ state }: { state: FieldState }) {
  const t = useTexts();
  return (
    <>
      <ErrorSummary errors={state.errors} />
      <h1 class="govuk-heading-l">{t(texts.openTitle)}</h1>
      <p class="govuk-body">{t(texts.openHint)}</p>
      <Form action="/claims">
        <TextField
          name="reference"
          label={t(texts.reference)}
          hint={t(texts.referenceHint)}
          state={state}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <TextField
          name="accessCode"
          label={t(texts.accessCode)}
          hint={t(texts.accessCodeHint)}
          state={state}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Submit text={t(texts.open)} />
      </Form>
      <p class="govuk-body">{t(texts.lost)}</p>
    </>
  );
}
