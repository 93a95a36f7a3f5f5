import { CarriedFields } from '../../components/carried-fields.tsx';
import { ErrorSummary } from '../../components/error-summary.tsx';
import { TextField } from '../../components/field.tsx';
import { Form } from '../../components/form.tsx';
import { Submit } from '../../components/submit.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { type PageAnswer, type PageRequest, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

export const codeField = '_accessCode';

/** Asks for the code of a claim whose form came after the visit had run out; what was typed waits in the browser. */
export function askCode({ form, language, params }: PageRequest, wrong?: string): PageAnswer {
  const { reference = '' } = params;
  return view(
    texts.reopenTitle[language],
    <ReopenClaim reference={reference} form={form} wrong={wrong} />,
    wrong === undefined ? {} : { status: 400 },
  );
}

interface ReopenClaimProps {
  readonly reference: string;
  readonly form: URLSearchParams;
  readonly wrong: string | undefined;
}

function ReopenClaim({ reference, form, wrong }: ReopenClaimProps) {
  const t = useTexts();
  const errors = wrong === undefined ? [] : [{ field: codeField, message: wrong }];
  return (
    <>
      <ErrorSummary errors={errors} />
      <h1 class="govuk-heading-l">{t(texts.reopenTitle)}</h1>
      <p class="govuk-body">{t(texts.reopenHint)}</p>
      <SummaryList rows={[{ label: t(texts.reference), value: <span class="app-code">{reference}</span> }]} />
      <Form>
        <CarriedFields form={form} except={[codeField]} />
        <TextField
          name={codeField}
          label={t(texts.accessCode)}
          hint={t(texts.accessCodeHint)}
          state={{ errors, values: form }}
          width={20}
          autocomplete="off"
          spellcheck={false}
        />
        <Submit text={t(texts.goOn)} />
      </Form>
      <p class="govuk-body">{t(texts.lost)}</p>
    </>
  );
}
