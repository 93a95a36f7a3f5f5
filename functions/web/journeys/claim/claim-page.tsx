import { listAreas } from '../../../contracts/http/areas.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import type { ClaimState } from '../../../domain/claims/claim-lifecycle.ts';
import type { HolderAct } from '../../../domain/claims/holder-acts.ts';
import { ButtonLink } from '../../components/button-link.tsx';
import { type Contact, ContactLine, contactIn } from '../../components/contact.tsx';
import { dayOf } from '../../components/day.ts';
import { Notice } from '../../components/notice.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { Tag } from '../../components/tag.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, takeNotice, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { ClaimTag } from './claim-tag.tsx';
import { AppealReason, Message } from './message.tsx';
import { type ClaimView, claimAddress, withOpenedClaim } from './opened-claim.ts';
import { Payments } from './payments.tsx';
import { Timeline } from './timeline.tsx';
import { resultTexts } from './state-texts.ts';
import { texts } from './texts.ts';

/** `/claims/<reference>`: where a claim stands, what happens next and by when, and what its holder can do. */
export const claimPage: Page = {
  method: 'GET',
  path: '/claims/{reference}',
  who: 'anyone',
  serve: (request) =>
    withOpenedClaim(request, async (claim) => {
      const { api, language, visit } = request;
      const { notice, told } = takeNotice(visit);
      const [listed, areas] = await Promise.all([api.call(listProgrammes, {}), api.call(listAreas, {})]);
      const programme = listed.ok
        ? listed.value.programmes.find((one) => one.programme === claim.programme)?.title
        : undefined;
      return view(
        texts.claim[language],
        <Claim
          claim={claim}
          programme={programme ?? claim.programme}
          contact={areas.ok ? contactIn(areas.value.areas, claim.areaCode) : undefined}
          notice={notice}
        />,
        told,
      );
    }),
};

/** What was worked out for these is not paid, and would only mislead. */
const unpaid: ReadonlySet<ClaimState> = new Set(['proposed-rejection', 'rejected', 'withdrawn', 'closed']);

interface ClaimProps {
  readonly claim: ClaimView;
  readonly programme: string;
  readonly contact: Contact | undefined;
  readonly notice: string | undefined;
}

function Claim({ claim, programme, contact, notice }: ClaimProps) {
  const t = useTexts();
  const { language } = usePage();
  return (
    <>
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.claim)}</h1>
      <SummaryList
        rows={[
          { label: t(texts.programme), value: programme },
          { label: t(texts.reference), value: <span class="app-code">{claim.reference}</span> },
          {
            label: t(texts.status),
            value: <ClaimTag state={claim.status} />,
          },
          ...(claim.amount === undefined || unpaid.has(claim.status)
            ? []
            : [{ label: t(texts.amount), value: `¥${yuanOf(claim.amount.fen)}` }]),
          ...(claim.answerUntil === undefined
            ? []
            : [{ label: t(texts.answerUntil), value: dayOf(claim.answerUntil, language) }]),
          ...(claim.nextBy === undefined
            ? []
            : [
                {
                  label: t(claim.status === 'posting' ? texts.postedUntil : texts.stepBy),
                  value: dayOf(claim.nextBy, language),
                },
              ]),
          ...(claim.payBy === undefined
            ? []
            : [{ label: t(texts.payBy), value: dayOf(claim.payBy, language) }]),
          ...(claim.appealUntil === undefined
            ? []
            : [{ label: t(texts.appealUntil), value: dayOf(claim.appealUntil, language) }]),
          ...(claim.claimAgainFrom === undefined
            ? []
            : [{ label: t(texts.claimAgainFrom), value: dayOf(claim.claimAgainFrom, language) }]),
        ]}
      />
      <h2 class="govuk-heading-m">{t(texts.next)}</h2>
      <p class="govuk-body">{claim.nextStep}</p>
      <Message claim={claim} />
      <AppealReason claim={claim} />
      {claim.decision && (
        <p class="govuk-body">
          <a class="govuk-link" href={`${claimAddress(claim)}/letter`}>
            {t(texts.seeLetter)}
          </a>
        </p>
      )}
      <Acts claim={claim} />
      <ContactLine contact={contact} />
      <Payments claim={claim} />
      <Conditions claim={claim} />
      <h2 class="govuk-heading-m">{t(texts.timeline)}</h2>
      <Timeline claim={claim} />
    </>
  );
}

const actPages: Readonly<Record<HolderAct, string>> = {
  answer: 'answer',
  appeal: 'appeal',
  'name-account': 'account',
  'add-evidence': 'evidence',
  withdraw: 'withdrawal',
};

/** What can be done now. Where an answer is waited for, that comes first and as a button. */
function Acts({ claim }: { claim: ClaimView }) {
  const t = useTexts();
  const address = (act: HolderAct): string => `${claimAddress(claim)}/${actPages[act]}`;
  if (claim.may.length === 0) return null;
  const others = claim.may.filter((act) => act !== 'answer');
  return (
    <>
      {claim.may.includes('answer') && <ButtonLink href={address('answer')} text={t(texts.answer)} />}
      {others.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{t(texts.canDo)}</h2>
          <ul class="govuk-list app-acts">
            {others.map((act) => (
              <li key={act}>
                <a class="govuk-link" href={address(act)}>
                  {t(texts[act])}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

const resultColours = { met: 'green', failed: 'yellow', unknown: 'blue' } as const;

function Conditions({ claim: { conditions } }: { claim: ClaimView }) {
  const t = useTexts();
  if (conditions.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.conditions)}</h2>
      <ul class="govuk-list app-conditions">
        {conditions.map(({ code, text, result }) => (
          <li key={code}>
            <Tag colour={resultColours[result]}>{t(resultTexts[result])}</Tag> {text}
          </li>
        ))}
      </ul>
    </>
  );
}
