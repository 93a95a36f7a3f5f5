import type { ComponentChildren } from 'preact';
import { listAreas } from '../../../contracts/http/areas.ts';
import { listProgrammes } from '../../../contracts/http/programmes.ts';
import { BackLink } from '../../components/back-link.tsx';
import { type Contact, ContactLine, contactIn } from '../../components/contact.tsx';
import { DataTable } from '../../components/data-table.tsx';
import { dayOf } from '../../components/day.ts';
import { PrintHint } from '../../components/print-hint.tsx';
import { registerTexts } from '../../components/register-texts.ts';
import { SummaryList } from '../../components/summary-list.tsx';
import { yuanOf } from '../../components/yuan.ts';
import { type Page, redirect, view } from '../../kernel/page.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { Message } from './message.tsx';
import { type ClaimView, claimAddress, withOpenedClaim } from './opened-claim.ts';
import { decidedResultTexts } from './state-texts.ts';
import { texts } from './texts.ts';

type Decision = NonNullable<ClaimView['decision']>;

/**
 * The decision as a letter to print: why, by which rules and registers, and how to appeal. It is addressed by the
 * claim's reference: who holds the code may be somebody who helps, or who found the receipt, and is told no name, not
 * even a masked one, which with the street and the programme would tell neighbours who it is.
 */
export const letterPage: Page = {
  method: 'GET',
  path: '/claims/{reference}/letter',
  who: 'anyone',
  serve: (request) =>
    withOpenedClaim(request, async (claim) => {
      const { api, language } = request;
      const { decision } = claim;
      if (!decision) return redirect(claimAddress(claim));
      const [listed, areas] = await Promise.all([api.call(listProgrammes, {}), api.call(listAreas, {})]);
      if (!listed.ok) return { kind: 'problem', problem: listed.error };
      if (!areas.ok) return { kind: 'problem', problem: areas.error };
      const programme = listed.value.programmes.find((one) => one.programme === claim.programme);
      return view(
        texts.letter[language],
        <Letter
          claim={claim}
          decision={decision}
          programme={programme?.title ?? claim.programme}
          appealDays={programme?.deadlines.appealDays}
          issuedBy={contactIn(areas.value.areas, undefined)?.office}
          contact={contactIn(areas.value.areas, claim.areaCode)}
        />,
      );
    }),
};

interface LetterProps {
  readonly claim: ClaimView;
  readonly decision: Decision;
  readonly programme: string;
  readonly appealDays: number | undefined;
  /** The district's office, which decides. */
  readonly issuedBy: string | undefined;
  /** Whom to ask in the street. */
  readonly contact: Contact | undefined;
}

function Letter({ claim, decision, programme, appealDays, issuedBy, contact }: LetterProps) {
  const t = useTexts();
  const { language } = usePage();
  const isApproved = decision.outcome === 'approved';
  return (
    <>
      <BackLink href={claimAddress(claim)} />
      <p class="govuk-body">{issuedBy}</p>
      <h1 class="govuk-heading-l">{t(texts.letter)}</h1>
      <PrintHint />
      <p class="govuk-body">{t(texts.to).replace('{reference}', claim.reference)}</p>
      <SummaryList
        rows={[
          { label: t(texts.programme), value: programme },
          { label: t(texts.reference), value: <span class="app-code">{claim.reference}</span> },
          { label: t(texts.decidedOn), value: dayOf(decision.decidedAt, language) },
          {
            label: t(texts.decision),
            value: <strong>{t(isApproved ? texts.approved : texts.rejected)}</strong>,
          },
          ...(isApproved && claim.amount !== undefined
            ? [{ label: t(texts.amount), value: `¥${yuanOf(claim.amount.fen)}` }]
            : []),
        ]}
      />
      <Message claim={claim} />
      <Conditions claim={claim} />
      <AmountSteps steps={decision.amountSteps} />
      <Registers registers={decision.registers} />
      <h2 class="govuk-heading-m">{t(texts.disagree)}</h2>
      <Disagree claim={claim} isApproved={isApproved} appealDays={appealDays} />
      <ContactLine contact={contact} />
      <div class="app-letter-end">
        <p class="govuk-body">{issuedBy}</p>
        <p class="govuk-body">{dayOf(decision.decidedAt, language)}</p>
        <p class="govuk-body app-print-only">{t(texts.seal)}</p>
      </div>
    </>
  );
}

function Conditions({ claim: { conditions } }: { claim: ClaimView }) {
  const t = useTexts();
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.letterConditions)}</h2>
      <SummaryList
        rows={conditions.map(({ text, result, source }) => ({
          label: text,
          value: <WithSource source={source}>{t(decidedResultTexts[result])}</WithSource>,
        }))}
      />
    </>
  );
}

function AmountSteps({ steps }: { steps: Decision['amountSteps'] }) {
  const t = useTexts();
  const { language } = usePage();
  if (steps.length === 0) return null;
  return (
    <>
      <h2 class="govuk-heading-m">{t(texts.amountHow)}</h2>
      <SummaryList
        rows={steps.map(({ on, rate, instalments, amount, source }) => ({
          label: `${t(texts.rateOf)}${dayOf(on, language)}`,
          value: (
            <WithSource source={source}>
              {instalments === undefined
                ? `¥${yuanOf(amount.fen)}`
                : `¥${yuanOf(rate.fen)} ÷ ${String(instalments)} = ¥${yuanOf(amount.fen)}`}
            </WithSource>
          ),
        }))}
      />
    </>
  );
}

function WithSource({ source, children }: { source: string; children: ComponentChildren }) {
  return (
    <>
      {children}
      <div class="govuk-body-s govuk-!-margin-bottom-0">{source}</div>
    </>
  );
}

function Registers({ registers }: { registers: Decision['registers'] }) {
  const t = useTexts();
  const { language } = usePage();
  if (registers.length === 0) return null;
  return (
    <DataTable
      caption={t(texts.registers)}
      columns={[
        { heading: t(texts.register), cell: ({ register }) => t(registerTexts[register]) },
        { heading: t(texts.asOf), cell: ({ asOf }) => dayOf(asOf, language) },
      ]}
      rows={registers}
      keyOf={({ register, asOf }) => `${register} ${asOf}`}
    />
  );
}

function Disagree({
  claim,
  isApproved,
  appealDays,
}: {
  claim: ClaimView;
  isApproved: boolean;
  appealDays: number | undefined;
}) {
  const t = useTexts();
  const { language } = usePage();
  if (isApproved) return <p class="govuk-body">{t(texts.disagreeAmount)}</p>;
  if (claim.appealUntil === undefined) return <p class="govuk-body">{t(texts.appealOver)}</p>;
  const until = dayOf(claim.appealUntil, language);
  return (
    <p class="govuk-body">
      {t(texts.howToAppeal)
        .replace('{until}', until)
        .replace('{days}', String(appealDays ?? ''))}
    </p>
  );
}
