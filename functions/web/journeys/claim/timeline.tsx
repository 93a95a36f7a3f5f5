import { dayOf } from '../../components/day.ts';
import { usePage } from '../../kernel/page-context.ts';
import type { ClaimView } from './opened-claim.ts';

/** What has happened to a claim, the last first. */
export function Timeline({ claim }: { claim: Pick<ClaimView, 'timeline'> }) {
  const { language } = usePage();
  return (
    <ol class="app-timeline">
      {claim.timeline.toReversed().map(({ at, event, text }) => (
        <li key={`${at} ${event}`} class="govuk-body">
          <time dateTime={at} class="govuk-body-s">
            {dayOf(at, language)}
          </time>
          {text}
        </li>
      ))}
    </ol>
  );
}
