import { readClaim } from '../../../contracts/http/claims.ts';
import type { Texts } from '../../../contracts/language.ts';
import { awardLifecycle, type AwardState } from '../../../domain/awards/award-lifecycle.ts';
import { isFinal } from '../../../domain/lifecycle/lifecycle.ts';
import { BackLink } from '../../components/back-link.tsx';
import { dayOf } from '../../components/day.ts';
import { Notice } from '../../components/notice.tsx';
import { SummaryList, type SummaryRow } from '../../components/summary-list.tsx';
import { type Page, takeNotice, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { ClaimTag } from '../claim/claim-tag.tsx';
import type { ClaimView } from '../claim/opened-claim.ts';
import { Payments } from '../claim/payments.tsx';
import { texts as claimTexts } from '../claim/texts.ts';
import { Timeline } from '../claim/timeline.tsx';
import { programmeTitles } from '../finance/programme-titles.ts';
import { accessCodePath } from './access-code-pages.tsx';
import { findClaimPath } from './find-claim-pages.tsx';
import { payeeTexts, texts } from './texts.ts';

export const counterClaimPath = `${findClaimPath}/{reference}`;

export function counterClaimAddress({ reference }: Pick<ClaimView, 'reference'>): string {
  return `${findClaimPath}/${reference}`;
}

/** `/counter/claims/<reference>`: how a claim stands, for a clerk to tell, and what the counter can do about it. */
export const counterClaimPage: Page = {
  method: 'GET',
  path: counterClaimPath,
  who: 'staff',
  async serve(request) {
    const { api, params, language, visit } = request;
    const { notice, told } = takeNotice(visit);
    const [claim, titles] = await Promise.all([
      api.call(readClaim, { params: { reference: params.reference ?? '' } }),
      programmeTitles(request),
    ]);
    if (!claim.ok) return { kind: 'problem', problem: claim.error };
    if (!titles.ok) return { kind: 'problem', problem: titles.error };
    return view(
      `${texts.claimTitle[language]} ${claim.value.reference}`,
      <CounterClaim claim={claim.value} programme={titles.value.of(claim.value.programme)} notice={notice} />,
      told,
    );
  },
};

function goesOn(status: AwardState): boolean {
  return !isFinal(awardLifecycle, status);
}

interface CounterClaimProps {
  readonly claim: ClaimView;
  readonly programme: string;
  readonly notice: string | undefined;
}

function CounterClaim({ claim, programme, notice }: CounterClaimProps) {
  const t = useTexts();
  const { language } = usePage();
  const { reference, answerUntil, nextBy, payBy, appealUntil, claimAgainFrom, may } = claim;
  const dayRow = (label: Texts, day: string | undefined): SummaryRow[] =>
    day === undefined ? [] : [{ label: t(label), value: dayOf(day, language) }];
  return (
    <>
      <BackLink href={findClaimPath} />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.claimTitle)}</h1>
      <SummaryList
        rows={[
          { label: t(texts.programme), value: programme },
          { label: t(texts.reference), value: <span class="app-code">{reference}</span> },
          { label: t(texts.status), value: <ClaimTag state={claim.status} /> },
          { label: t(texts.next), value: claim.nextStep },
          ...dayRow(texts.answerUntil, answerUntil),
          ...dayRow(claim.status === 'posting' ? claimTexts.postedUntil : claimTexts.stepBy, nextBy),
          ...dayRow(claimTexts.payBy, payBy),
          ...dayRow(texts.appealUntil, appealUntil),
          ...dayRow(texts.claimAgainFrom, claimAgainFrom),
          ...(may.length === 0
            ? []
            : [
                {
                  label: t(texts.applicantCan),
                  value: may.map((act) => t(claimTexts[act])).join(t(texts.separator)),
                },
              ]),
        ]}
      />
      <h2 class="govuk-heading-m">{t(texts.canDo)}</h2>
      <ul class="govuk-list app-acts">
        <li>
          <a class="govuk-link" href={`${accessCodePath}?${new URLSearchParams({ reference }).toString()}`}>
            {t(texts.giveCode)}
          </a>
        </li>
        {claim.award &&
          goesOn(claim.award.status) &&
          (['account', 'payee'] as const).map((change) => (
            <li key={change}>
              <a class="govuk-link" href={`${counterClaimAddress(claim)}/${change}`}>
                {t(payeeTexts[change])}
              </a>
            </li>
          ))}
        {claim.may.includes('appeal') && (
          <li>
            <a class="govuk-link" href={`${counterClaimAddress(claim)}/appeal`}>
              {t(texts.appealTitle)}
            </a>
          </li>
        )}
      </ul>
      <Payments claim={claim} />
      <h2 class="govuk-heading-m">{t(texts.timeline)}</h2>
      <Timeline claim={claim} />
    </>
  );
}
