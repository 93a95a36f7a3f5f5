import { type Contact, ContactLine } from '../../components/contact.tsx';
import { PrintHint } from '../../components/print-hint.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

interface ReferenceAndCode {
  readonly reference: string;
  readonly accessCode: string;
}

/** A reference and its code, big enough to copy by hand. */
function codeRows({ reference, accessCode }: ReferenceAndCode, t: ReturnType<typeof useTexts>): SummaryRow[] {
  return [
    { label: t(texts.reference), value: <strong class="app-code">{reference}</strong> },
    { label: t(texts.accessCode), value: <strong class="app-code">{accessCode}</strong> },
  ];
}

/** After a claim was sent: what to keep, and where to follow it. No celebration: some who claim are grieving. */
export function ReceiptPage({
  programme,
  receivedOn,
  nextStep,
  contact,
  ...codes
}: ReferenceAndCode & {
  readonly programme: string;
  readonly receivedOn: string;
  readonly nextStep: string;
  readonly contact: Contact | undefined;
}) {
  const t = useTexts();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.doneTitle)}</h1>
      <SummaryList
        rows={[
          ...codeRows(codes, t),
          { label: t(texts.programme), value: programme },
          { label: t(texts.receivedOn), value: receivedOn },
          { label: t(texts.next), value: nextStep },
        ]}
      />
      <p class="govuk-body">{t(texts.keepCode)}</p>
      <ContactLine contact={contact} />
      <PrintHint />
      <p class="govuk-body app-no-print">
        <a class="govuk-link" href={`/claims/${codes.reference}`}>
          {t(texts.follow)}
        </a>
      </p>
    </>
  );
}

/** A form that was put aside: how to come back to it. @param goOn where its answers are looked at */
export function SavedPage({ goOn, ...codes }: ReferenceAndCode & { readonly goOn: string }) {
  const t = useTexts();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.savedTitle)}</h1>
      <p class="govuk-body">{t(texts.savedHint)}</p>
      <SummaryList rows={codeRows(codes, t)} />
      <PrintHint />
      <p class="govuk-body app-no-print">
        <a class="govuk-link" href={goOn}>
          {t(texts.goOnNow)}
        </a>
      </p>
    </>
  );
}
