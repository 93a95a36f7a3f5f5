import { giveAccessCode } from '../../../contracts/http/claims.ts';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { type FieldState, TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Notice } from '../../components/notice.tsx';
import { Submit } from '../../components/submit.tsx';
import { fieldErrors, keyOf } from '../../kernel/form.ts';
import { type Page, redirect, takeNotice, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

export const accessCodePath = '/counter/access-code';

/** A clerk gives a lost access code again to who stands before them. It is shown once, and on the receipt to print. */
export const accessCodePages: readonly Page[] = [
  {
    method: 'GET',
    path: accessCodePath,
    who: 'staff',
    async serve({ language, query, visit }) {
      const { notice, told } = takeNotice(visit);
      return view(
        texts.title[language],
        <GiveCode
          state={{ errors: [], values: query }}
          notice={notice}
          given={notice === undefined ? undefined : visit.claim?.reference}
        />,
        told,
      );
    },
  },
  {
    method: 'POST',
    path: accessCodePath,
    who: 'staff',
    async serve({ api, form, language, visit }) {
      const again = (errors: FieldState['errors']) =>
        view(
          texts.title[language],
          <GiveCode state={{ errors, values: form }} notice={undefined} given={undefined} />,
          {
            status: 400,
          },
        );
      const reference = (form.get('reference') ?? '').trim();
      const residentId = (form.get('residentId') ?? '').trim();
      const missing = [
        ...(reference === '' ? [{ field: 'reference', message: texts.referenceMissing[language] }] : []),
        ...(residentId === '' ? [{ field: 'residentId', message: texts.residentIdMissing[language] }] : []),
      ];
      if (missing.length > 0) return again(missing);
      const given = await api.call(giveAccessCode, {
        params: { reference },
        typed: { residentId },
        ...keyOf(form),
      });
      if (given.ok) {
        const notice = texts.given[language]
          .replace('{reference}', given.value.reference)
          .replace('{code}', given.value.accessCode);
        return redirect(accessCodePath, { ...visit, claim: given.value, notice });
      }
      const { error } = given;
      if (error.status === 404 || error.code === 'wrong-area') {
        return again([{ field: 'reference', message: texts.referenceUnknown[language] }]);
      }
      if (error.status !== 400) return { kind: 'problem', problem: error };
      if (error.errors?.[0]?.code === 'not-valid') {
        return again([{ field: 'residentId', message: texts.notTheirs[language] }]);
      }
      return again(fieldErrors(error, { residentId: texts.residentId[language] }));
    },
    again: async ({ form, language }) =>
      view(
        texts.title[language],
        <GiveCode state={{ errors: [], values: form }} notice={undefined} given={undefined} />,
      ),
  },
];

interface GiveCodeProps {
  readonly state: FieldState;
  readonly notice: string | undefined;
  /** The claim whose code was given just now: its receipt can be printed. */
  readonly given: string | undefined;
}

function GiveCode({ state, notice, given }: GiveCodeProps) {
  const t = useTexts();
  return (
    <>
      <ErrorSummary errors={state.errors} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      {given !== undefined && (
        <p class="govuk-body">
          <a class="govuk-link" href={`/claims/${given}/receipt`}>
            {t(texts.printReceipt)}
          </a>
        </p>
      )}
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <p class="govuk-body">{t(texts.lead)}</p>
      <Form>
        <TextField
          name="reference"
          label={t(texts.reference)}
          state={state}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <TextField
          name="residentId"
          label={t(texts.residentId)}
          state={state}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Submit text={t(texts.give)} />
      </Form>
    </>
  );
}
