import type * as z from 'zod';
import { type claimViewSchema, readClaim } from '../../../contracts/http/claims.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import type { ClaimState } from '../../../domain/claims/claim-lifecycle.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag, type TagColour } from '../../components/tag.tsx';
import { dayOf } from '../../components/day.ts';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, redirect, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { claimStateTexts, texts } from './texts.ts';

type ClaimView = z.output<typeof claimViewSchema>;

/** `/claims/<reference>`: where a claim stands, what happens next and by when. */
export const claimPage: Page = {
  method: 'GET',
  path: '/claims/{reference}',
  who: 'anyone',
  async serve({ params, visit, language, api }) {
    const { reference = '' } = params;
    const toOpen = redirect(`/claims?reference=${encodeURIComponent(reference)}`);
    if (visit.claim?.reference !== reference) return toOpen;
    const [read, listed] = await Promise.all([
      api.call(readClaim, { params: { reference } }),
      api.call(listProgrammes, {}),
    ]);
    if (!read.ok) return read.error.status === 404 ? toOpen : { kind: 'problem', problem: read.error };
    const claim = read.value;
    const programme = listed.ok
      ? listed.value.programmes.find((one) => one.programme === claim.programme)?.title
      : undefined;
    return view(texts.claim[language], <Claim claim={claim} programme={programme ?? claim.programme} />);
  },
};

const colours: Readonly<Partial<Record<ClaimState, TagColour>>> = {
  'awaiting-applicant': 'yellow',
  'proposed-rejection': 'yellow',
  'awaiting-funds': 'green',
  awarded: 'green',
  rejected: 'grey',
  withdrawn: 'grey',
  closed: 'grey',
};

function Claim({ claim, programme }: { claim: ClaimView; programme: string }) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      <h1 class="govuk-heading-l">{t(texts.claim)}</h1>
      <SummaryList
        rows={[
          { label: t(texts.programme), value: programme },
          { label: t(texts.reference), value: <span class="app-code">{claim.reference}</span> },
          {
            label: t(texts.status),
            value: <Tag colour={colours[claim.status] ?? 'blue'}>{t(claimStateTexts[claim.status])}</Tag>,
          },
          ...(claim.amount === undefined
            ? []
            : [{ label: t(texts.amount), value: `¥${yuanOf(claim.amount.fen)}` }]),
          ...(claim.answerUntil === undefined
            ? []
            : [{ label: t(texts.answerUntil), value: dayOf(claim.answerUntil, language) }]),
          ...(claim.claimAgainFrom === undefined
            ? []
            : [{ label: t(texts.claimAgainFrom), value: dayOf(claim.claimAgainFrom, language) }]),
        ]}
      />
      <h2 class="govuk-heading-m">{t(texts.next)}</h2>
      <p class="govuk-body">{claim.nextStep}</p>
      <h2 class="govuk-heading-m">{t(texts.timeline)}</h2>
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
    </>
  );
}
