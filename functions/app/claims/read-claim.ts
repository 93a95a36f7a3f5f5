import type { Language, Texts } from '../../contracts/language.ts';
import type { AwardState } from '../../domain/awards/award-lifecycle.ts';
import type { StoredAuditEntry } from '../../contracts/store/audit-entry.ts';
import type { ClaimState } from '../../domain/claims/claim-lifecycle.ts';
import { type HolderAct, mayAppeal } from '../../domain/claims/holder-acts.ts';
import { isWithPayee } from '../../domain/payments/payment-lifecycle.ts';
import { payByOf } from '../../domain/policy/claim-period.ts';
import { citationOf } from '../../domain/policy/citations.ts';
import type { AmountStep, DecisionRecord } from '../../domain/policy/decision-record.ts';
import { sourcesOf } from '../../domain/policy/fact-sources.ts';
import type { FactSource } from '../../domain/policy/facts.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, ok } from '../../domain/result/result.ts';
import { taskStages } from '../../domain/review/chain.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { parsePeriod } from '../../domain/time/period.ts';
import { whyDismissed } from '../appeals/why-dismissed.ts';
import { type AwardHead, readAwardHead } from '../awards/award-head.ts';
import { type CameBack, readCameBack } from '../payments/came-back.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';
import { readChain } from '../subjects/read-chain.ts';
import type { ClaimHead } from './claim-head.ts';
import { openDecision } from './claim-parts.ts';
import { type ClaimPayment, claimPayments } from './claim-payments.ts';
import { type ClaimTexts, holderTexts } from './claim-texts.ts';
import { type FindClaimProblem, type PermitFor, findPermittedClaim } from './find-claim.ts';
import { holderMay } from './holder-may.ts';
import { type JudgedCondition, judgedConditions } from './judged-conditions.ts';
import { policyOf } from './policy-of.ts';
import { staffTexts } from './staff-claim-texts.ts';
import { writtenToApplicant } from './written-to-applicant.ts';

export interface ClaimView {
  readonly reference: string;
  readonly programme: string;
  /** Whose office deals with it. */
  readonly areaCode: string;
  readonly status: ClaimState;
  readonly version: number;
  readonly timeline: readonly { readonly at: string; readonly event: string; readonly text: string }[];
  readonly conditions: readonly JudgedCondition[];
  readonly nextStep: string;
  /** What the holder of the access code may do now. */
  readonly may: readonly HolderAct[];
  /** What a reviewer asked of the applicant, or wrote to them, in their words: for the holder alone. */
  readonly message?: string;
  /** Why the appeal against its rejection was dismissed, as it was written then: for the holder alone. */
  readonly appealReason?: string;
  readonly amountFen?: number;
  /** Once it is awarded. */
  readonly award?: { readonly awardId: string; readonly status: AwardState };
  /** What was paid of it, and what is on its way, by period; empty until a run holds it. */
  readonly payments: readonly ClaimPayment[];
  /** By when its first payment is due, until it is made or late. */
  readonly payBy?: string;
  /** Payments of the award that the bank sent back or would not make: for staff alone. */
  readonly cameBack?: readonly CameBack[];
  /** Until when to answer a request, or a proposed rejection. */
  readonly answerUntil?: string;
  /** By when the office's step is done, or the public posting is over; none once it is late. */
  readonly nextBy?: string;
  /** Once it is decided: what a letter about it says. */
  readonly decision?: ClaimDecision;
  /** The last day on which a rejection can be appealed against. */
  readonly appealUntil?: string;
  /** From when to claim again, where only time is missing. */
  readonly claimAgainFrom?: string;
}

export interface ClaimDecision {
  readonly outcome: 'approved' | 'rejected';
  readonly decidedAt: string;
  /** Which registers answered, in their state of which day. */
  readonly registers: readonly FactSource[];
  /** How the amount comes about; empty unless it is approved. */
  readonly amountSteps: readonly AmountStep[];
}

export interface ReadClaimInput {
  readonly reference: string;
  readonly permitFor: PermitFor;
  readonly language: Language;
}

export interface ReadClaimDeps {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly clock: Clock;
  readonly policies: PolicyBook;
}

export type ReadClaim = (input: ReadClaimInput) => Promise<Result<ClaimView, FindClaimProblem>>;

/** A claim as its applicant, or staff of its area, may see it: no names, no numbers, no names of staff. */
export function createReadClaim(deps: ReadClaimDeps): ReadClaim {
  const { table, envelopes, clock, policies } = deps;
  return async ({ reference, permitFor, language }) => {
    const found = await findPermittedClaim(table, reference, permitFor);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    const isStaff = permit.actor.kind === 'staff';
    // A duplicate is settled privately: who made it without being known at a counter sees it as it was before, and so
    // learns nothing of the claim that stands (programmes.md, "Who may claim twice").
    const isPrivate = head.state === 'duplicate' && !isStaff;
    const status = isPrivate ? 'submitted' : head.state;
    const record = head.decision && (await openDecision(table, envelopes, head.claimId));
    const award = head.awardId === undefined ? undefined : await readAwardHead(table, head.awardId);
    const payments = award ? await claimPayments(table, award, language) : [];
    const entries = await Array.fromAsync(readChain(table, subjectPk('claim', head.claimId)));
    const texts = isStaff ? staffTexts : holderTexts;
    const timeline = timelineOf(texts, entries, language);
    const message = isStaff ? undefined : await writtenToApplicant(deps, head, entries);
    const appealReason = isStaff ? undefined : await whyDismissed(deps, head);
    const cameBack = award && isStaff ? await readCameBack(table, award.awardId) : undefined;
    const today = clock.today();
    const decision = record && decisionIn(policies, head, entries, record, language);
    return ok({
      reference: head.reference,
      programme: head.programme,
      areaCode: head.areaCode,
      status,
      version: isPrivate ? head.version - 1 : head.version,
      timeline: isPrivate ? timeline.filter(({ event }) => event !== 'duplicate') : timeline,
      conditions: record ? judgedConditions(policies, record, language) : [],
      nextStep: nextStepOf(texts, policies, { ...head, state: status }, award, payments)[language],
      payments,
      may: holderMay({ ...head, state: status }, award && { status: award.state }, today),
      ...(message === undefined ? {} : { message }),
      ...(appealReason === undefined ? {} : { appealReason }),
      ...(decision ? { decision } : {}),
      ...(mayAppeal(head, today) && head.dueOn !== undefined ? { appealUntil: head.dueOn } : {}),
      ...(award ? { award: { awardId: award.awardId, status: award.state } } : {}),
      ...(award ? payByFor(policies, award, payments, today) : {}),
      ...(cameBack ? { cameBack } : {}),
      ...(head.decision?.outcome === 'met' ? { amountFen: head.decision.amountFen } : {}),
      ...datesOf(head, today),
      ...(head.decision?.claimAgainFrom === undefined
        ? {}
        : { claimAgainFrom: head.decision.claimAgainFrom }),
    });
  };
}

const officeSteps: ReadonlySet<ClaimState> = new Set(['manual', 'review', 'posting']);

/** Until when the claim waits for its holder's answer, or for the office. */
function datesOf(
  { state, dueOn, hearingUntil }: ClaimHead,
  today: CalendarDate,
): Pick<ClaimView, 'answerUntil' | 'nextBy'> {
  if (hearingUntil !== undefined) return { answerUntil: hearingUntil };
  if (dueOn === undefined || dueOn < today) return {};
  if (state === 'awaiting-applicant') return { answerUntil: dueOn };
  return officeSteps.has(state) ? { nextBy: dueOn } : {};
}

function nextStepOf(
  texts: ClaimTexts,
  policies: PolicyBook,
  head: ClaimHead,
  award: AwardHead | undefined,
  payments: readonly ClaimPayment[],
): Texts {
  const ofAward = award && texts.awardStep[award.state];
  if (ofAward) return ofAward;
  if (award && policyOf(policies, award).policy.kind === 'recurring' && payments.some(isPaid)) {
    return texts.paidAgain;
  }
  if (head.state === 'rejected' && head.appealId !== undefined) {
    // An appeal stops the window, and a dismissal opens the last one.
    return texts.appealStep[head.dueOn === undefined ? 'open' : 'dismissed'];
  }
  const stage = head.state === 'review' ? head.task?.stage : undefined;
  return (stage && texts.reviewStep[stage]) ?? texts.nextStep[head.state];
}

function isPaid({ status }: ClaimPayment): boolean {
  return isWithPayee(status);
}

function payByFor(
  policies: PolicyBook,
  award: AwardHead,
  payments: readonly ClaimPayment[],
  today: CalendarDate,
): Pick<ClaimView, 'payBy'> {
  const period = parsePeriod(award.period);
  const payBy = period && payByOf(policyOf(policies, award).policy, period);
  const isWaitedFor = award.state === 'active' && !payments.some(isPaid);
  return payBy !== undefined && isWaitedFor && today <= payBy ? { payBy } : {};
}

function timelineOf(
  texts: ClaimTexts,
  entries: readonly StoredAuditEntry[],
  language: Language,
): { at: string; event: string; text: string }[] {
  return entries.flatMap((entry) => {
    const said = timelineTextsOf(texts, entry);
    return said ? [{ at: entry.at, event: entry.event, text: said[language] }] : [];
  });
}

function timelineTextsOf(
  { timeline, approved }: ClaimTexts,
  { event, to, detail }: StoredAuditEntry,
): Texts | undefined {
  // Returned from the first stage, it comes to the applicant: that is a request like any other.
  if (event === 'return' && to === 'awaiting-applicant') return timeline.ask;
  const passed = taskStages.find((stage) => event === 'approve' && stage === detail?.stage);
  return (passed && approved[passed]) ?? timeline[event];
}

const decidedAs: Readonly<Partial<Record<ClaimState, ClaimDecision['outcome']>>> = {
  'awaiting-funds': 'approved',
  awarded: 'approved',
  rejected: 'rejected',
  closed: 'rejected',
};

function decisionIn(
  policies: PolicyBook,
  { state }: ClaimHead,
  entries: readonly StoredAuditEntry[],
  record: DecisionRecord,
  language: Language,
): ClaimDecision | undefined {
  const outcome = decidedAs[state];
  const reached: ClaimState = outcome === 'approved' ? 'awaiting-funds' : 'rejected';
  const arrival = entries.findLast(({ from, to }) => to === reached && from !== reached);
  if (outcome === undefined || !arrival) return undefined;
  const { policy } = policyOf(policies, record);
  const amountSteps = record.amountSteps.map((step) => ({
    ...step,
    source: citationOf(policy, step.source, language),
  }));
  return {
    outcome,
    decidedAt: arrival.at,
    registers: sourcesOf(record.facts),
    amountSteps: outcome === 'approved' ? amountSteps : [],
  };
}
