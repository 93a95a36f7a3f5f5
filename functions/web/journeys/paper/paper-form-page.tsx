import { AccountOnPaper } from '../../components/account-fields.tsx';
import { BackLink } from '../../components/back-link.tsx';
import { PaperDate, PaperLine, PaperNumber, PaperRoom } from '../../components/paper-lines.tsx';
import { PrintHint } from '../../components/print-hint.tsx';
import { type Page, problemOf, view } from '../../kernel/page.ts';
import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

const forms = ['appeal', 'account', 'objection'] as const;

type PaperForm = (typeof forms)[number];

function paperFormAddress(form: PaperForm): string {
  return `/paper/${form}`;
}

/** `/paper/<form>`: what can be sent from a page, on paper as well, for whoever sends nothing by a computer. */
export const paperFormPage: Page = {
  method: 'GET',
  path: '/paper/{form}',
  who: 'anyone',
  async serve({ params, language }) {
    const form = forms.find((one) => one === params.form);
    return form === undefined
      ? problemOf('not-found', 404)
      : view(texts[form][language], <FormOnPaper form={form} />);
  },
};

/** On the page that sends the same. */
export function PaperFormLink({ form }: { form: PaperForm }) {
  const t = useTexts();
  return (
    <p class="govuk-body">
      <a class="govuk-link" href={paperFormAddress(form)}>
        {t(texts.print)}
      </a>
    </p>
  );
}

function FormOnPaper({ form }: { form: PaperForm }) {
  const t = useTexts();
  return (
    <>
      <BackLink href="/" />
      <h1 class="govuk-heading-l">{t(texts[form])}</h1>
      <p class="govuk-body">{t(form === 'objection' ? texts.bringUnnamed : texts.bring)}</p>
      <PrintHint />
      <section class="app-paper">
        <FormLines form={form} />
      </section>
    </>
  );
}

function FormLines({ form }: { form: PaperForm }) {
  const t = useTexts();
  switch (form) {
    case 'objection':
      return (
        <>
          <PaperLine label={t(texts.posted)} />
          <PaperRoom label={t(texts.fact)} rows={6} />
          <PaperLine label={t(texts.contact)} />
        </>
      );
    case 'appeal':
      return (
        <>
          <p class="govuk-body">{t(texts.groundsHint)}</p>
          <Person />
          <PaperRoom label={t(texts.grounds)} rows={8} />
          <Signature />
        </>
      );
    case 'account':
      return (
        <>
          <p class="govuk-body">{t(texts.accountHint)}</p>
          <Person />
          <AccountOnPaper />
          <Signature />
        </>
      );
  }
}

function Person() {
  const t = useTexts();
  return (
    <>
      <PaperLine label={t(texts.reference)} />
      <PaperLine label={t(texts.name)} />
      <PaperNumber label={t(texts.residentId)} />
    </>
  );
}

function Signature() {
  const t = useTexts();
  return (
    <>
      <PaperLine label={t(texts.signature)} />
      <PaperDate label={t(texts.signedOn)} />
    </>
  );
}
