import { useTexts } from '../../kernel/page-context.ts';
import { texts } from './texts.ts';

/** A reference and its code, big enough to copy by hand. */
function ReferenceAndCode({ reference, accessCode }: { reference: string; accessCode: string }) {
  const t = useTexts();
  return (
    <dl class="govuk-summary-list">
      {[[t(texts.reference), reference] as const, [t(texts.accessCode), accessCode] as const].map(
        ([label, value]) => (
          <div key={label} class="govuk-summary-list__row">
            <dt class="govuk-summary-list__key">{label}</dt>
            <dd class="govuk-summary-list__value">
              <strong class="app-code">{value}</strong>
            </dd>
          </div>
        ),
      )}
    </dl>
  );
}

/** After a claim was sent: what to keep, and where to follow it. No celebration: some who claim are grieving. */
export function ReceiptPage({ reference, accessCode }: { reference: string; accessCode: string }) {
  const t = useTexts();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.doneTitle)}</h1>
      <ReferenceAndCode reference={reference} accessCode={accessCode} />
      <p class="govuk-body">{t(texts.keepCode)}</p>
      <p class="govuk-body app-no-print">{t(texts.print)}</p>
      <p class="govuk-body app-no-print">
        <a class="govuk-link" href={`/claims/${reference}`}>
          {t(texts.follow)}
        </a>
      </p>
    </>
  );
}

/** A form that was put aside: how to come back to it. */
export function SavedPage({ reference, accessCode }: { reference: string; accessCode: string }) {
  const t = useTexts();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.savedTitle)}</h1>
      <p class="govuk-body">{t(texts.savedHint)}</p>
      <ReferenceAndCode reference={reference} accessCode={accessCode} />
      <p class="govuk-body app-no-print">{t(texts.print)}</p>
    </>
  );
}
