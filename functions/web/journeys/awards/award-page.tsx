import type { SuccessOf } from '../../../contracts/api-client.ts';
import { bankName } from '../../../contracts/bank/bank-names.ts';
import { readAward } from '../../../contracts/http/award-changes.ts';
import { readClaim } from '../../../contracts/http/claims.ts';
import { BackLink } from '../../components/back-link.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { periodName } from '../../components/period-name.ts';
import { Notice } from '../../components/notice.tsx';
import { SummaryList } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, redirect, takeNotice, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { resultTexts } from '../claim/state-texts.ts';
import { programmeTitles } from '../finance/programme-titles.ts';
import { actAddress, actsOn } from './award-acts.ts';
import { awardStateTexts, awardTexts as texts } from './texts.ts';

type Award = SuccessOf<typeof readAward.answers>;
type Claim = SuccessOf<typeof readClaim.answers>;

/**
 * `/staff/awards/<awardId>`: where the way down from any figure of the ledger ends, at the claim it is paid for. Who
 * only audits reads it as a case, for a purpose.
 */
export const awardPage: Page = {
  method: 'GET',
  path: '/staff/awards/{awardId}',
  who: 'staff',
  async serve(request) {
    const { api, params, language, staff, visit } = request;
    const award = await api.call(readAward, { params: { awardId: params.awardId ?? '' } });
    if (!award.ok) return { kind: 'problem', problem: award.error };
    const { reference } = award.value;
    if (staff?.grants.every(({ role }) => role === 'auditor')) {
      return redirect(`/staff/audit/case?${new URLSearchParams({ reference }).toString()}`);
    }
    const [claim, titles] = await Promise.all([
      api.call(readClaim, { params: { reference } }),
      programmeTitles(request),
    ]);
    if (!claim.ok) return { kind: 'problem', problem: claim.error };
    if (!titles.ok) return { kind: 'problem', problem: titles.error };
    const { notice, told } = takeNotice(visit);
    return view(
      `${texts.title[language]} ${reference}`,
      <ClaimBehind
        award={award.value}
        claim={claim.value}
        programme={titles.value.of(award.value.programme)}
        notice={notice}
      />,
      told,
    );
  },
};

function ClaimBehind({
  award,
  claim,
  programme,
  notice,
}: {
  award: Award;
  claim: Claim;
  programme: string;
  notice: string | undefined;
}) {
  const t = useTexts();
  const { language, staff } = usePage();
  const { account } = award;
  const acts = actsOn(award, staff);
  return (
    <>
      <BackLink href="/staff/awards" />
      {notice !== undefined && <Notice kind="done">{notice}</Notice>}
      <h1 class="govuk-heading-l">{t(texts.title)}</h1>
      <p class="govuk-body">{t(texts.lead)}</p>
      <SummaryList
        rows={[
          { label: t(texts.reference), value: <span class="app-code">{award.reference}</span> },
          { label: t(texts.programme), value: programme },
          { label: t(texts.status), value: t(awardStateTexts[award.status]) },
          { label: t(texts.period), value: periodName(award.period, language) },
          { label: t(texts.awardedOn), value: dayOf(award.awardedOn, language) },
          { label: t(texts.amount), value: `¥${yuanOf(award.amount.fen)}` },
          ...(account
            ? [
                {
                  label: t(texts.account),
                  value: `${bankName(account.bank, language)} ${account.number} ${account.holder}`,
                },
              ]
            : []),
          { label: t(texts.award), value: <span class="app-code">{award.awardId}</span> },
        ]}
      />
      {acts.length > 0 && (
        <>
          <h2 class="govuk-heading-m">{t(texts.canDo)}</h2>
          <ul class="govuk-list app-acts">
            {acts.map((act) => (
              <li key={act}>
                <a class="govuk-link" href={actAddress(award, act)}>
                  {t(texts[act])}
                </a>
              </li>
            ))}
          </ul>
        </>
      )}
      <DataTable
        caption={t(texts.conditions)}
        rows={claim.conditions}
        keyOf={({ code }) => code}
        columns={[
          { heading: t(texts.condition), cell: ({ text }) => text },
          { heading: t(texts.result), cell: ({ result }) => t(resultTexts[result]) },
          { heading: t(texts.source), cell: ({ source }) => source },
        ]}
      />
    </>
  );
}
