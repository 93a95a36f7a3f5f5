import type { Texts } from '../../../contracts/language.ts';
import type { ClaimState } from '../../../domain/claims/claim-lifecycle.ts';
import { useTexts } from '../../kernel/page-context.ts';
import type { ClaimView } from './opened-claim.ts';
import { texts } from './texts.ts';

/**
 * What a reviewer wrote to the applicant, as they wrote it; before it, that the conditions are not the reason where all
 * of them are met. Nothing where nobody wrote.
 */
export function Message({ claim }: { claim: ClaimView }) {
  const t = useTexts();
  const { message, conditions, status } = claim;
  if (message === undefined) return null;
  const isMet = conditions.length > 0 && conditions.every(({ result }) => result === 'met');
  const against = isMet ? againstTexts[status] : undefined;
  return (
    <>
      {against && <p class="govuk-body">{t(against)}</p>}
      <Written title={texts.officeWrote} text={message} />
    </>
  );
}

/** Why an appeal changed nothing, as the officer wrote it. */
export function AppealReason({ claim: { appealReason } }: { claim: ClaimView }) {
  return appealReason === undefined ? null : <Written title={texts.appealReason} text={appealReason} />;
}

function Written({ title, text }: { title: Texts; text: string }) {
  const t = useTexts();
  return (
    <div class="govuk-inset-text">
      <p class="govuk-body govuk-!-font-weight-bold">{t(title)}</p>
      {text.split(/\n+/).map((line) => (
        <p key={line} class="govuk-body">
          {line}
        </p>
      ))}
    </div>
  );
}

const againstTexts: Readonly<Partial<Record<ClaimState, Texts>>> = {
  'proposed-rejection': texts.metButProposed,
  rejected: texts.metButRejected,
  closed: texts.metButRejected,
};
