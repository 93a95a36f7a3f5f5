import { useTexts } from '../../kernel/page-context.ts';
import type { ClaimView } from './opened-claim.ts';
import { texts } from './texts.ts';

/** What a reviewer wrote to the applicant, as they wrote it. Nothing where nobody wrote. */
export function Message({ claim: { message } }: { claim: ClaimView }) {
  const t = useTexts();
  if (message === undefined) return null;
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body govuk-!-font-weight-bold">{t(texts.officeWrote)}</p>
      {message.split(/\n+/).map((line) => (
        <p key={line} class="govuk-body">
          {line}
        </p>
      ))}
    </div>
  );
}
