import type { Language } from '../../contracts/language.ts';
import type { AwardState } from '../../domain/awards/award-lifecycle.ts';
import type { ClaimState } from '../../domain/claims/claim-lifecycle.ts';
import { type ConditionResult, summariseConditions } from '../../domain/policy/decision-record.ts';
import { type Result, ok } from '../../domain/result/result.ts';
import { readAwardHead } from '../awards/award-head.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';
import { readChain } from '../subjects/read-chain.ts';
import type { ClaimHead } from './claim-head.ts';
import { openDecision } from './claim-parts.ts';
import { awardStepTexts, nextStepTexts, timelineTexts } from './claim-texts.ts';
import { type FindClaimProblem, type PermitFor, findPermittedClaim } from './find-claim.ts';

export interface ClaimView {
  readonly reference: string;
  readonly programme: string;
  readonly status: ClaimState;
  readonly version: number;
  readonly timeline: readonly { readonly at: string; readonly event: string; readonly text: string }[];
  readonly conditions: readonly {
    readonly code: string;
    readonly result: ConditionResult;
    readonly source: string;
  }[];
  readonly nextStep: string;
  readonly amountFen?: number;
  /** Once it is awarded. */
  readonly award?: { readonly awardId: string; readonly status: AwardState };
  /** Until when to answer a proposed rejection. */
  readonly answerUntil?: string;
  /** From when to claim again, where only time is missing. */
  readonly claimAgainFrom?: string;
}

export interface ReadClaimInput {
  readonly reference: string;
  readonly permitFor: PermitFor;
  readonly language: Language;
}

export type ReadClaim = (input: ReadClaimInput) => Promise<Result<ClaimView, FindClaimProblem>>;

/** A claim as its applicant, or staff of its area, may see it: no names, no numbers, no names of staff. */
export function createReadClaim(deps: { readonly table: Table; readonly envelopes: Envelopes }): ReadClaim {
  const { table, envelopes } = deps;
  return async ({ reference, permitFor, language }) => {
    const found = await findPermittedClaim(table, reference, permitFor);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    // A duplicate is settled privately: who made it without being known at a counter sees it as it was before, and so
    // learns nothing of the claim that stands (programmes.md, "Who may claim twice").
    const isPrivate = head.state === 'duplicate' && permit.actor.kind !== 'staff';
    const status = isPrivate ? 'submitted' : head.state;
    const record = head.decision && (await openDecision(table, envelopes, head.claimId));
    const award = await awardOf(table, head);
    const timeline = await timelineOf(table, head, language);
    return ok({
      reference: head.reference,
      programme: head.programme,
      status,
      version: isPrivate ? head.version - 1 : head.version,
      timeline: isPrivate ? timeline.filter(({ event }) => event !== 'duplicate') : timeline,
      conditions: record ? summariseConditions(record) : [],
      nextStep: ((award && awardStepTexts[award.status]) ?? nextStepTexts[status])[language],
      ...(award ? { award } : {}),
      ...(head.decision?.outcome === 'met' ? { amountFen: head.decision.amountFen } : {}),
      ...(head.hearingUntil === undefined ? {} : { answerUntil: head.hearingUntil }),
      ...(head.decision?.claimAgainFrom === undefined
        ? {}
        : { claimAgainFrom: head.decision.claimAgainFrom }),
    });
  };
}

async function awardOf(
  table: Table,
  { awardId }: ClaimHead,
): Promise<{ readonly awardId: string; readonly status: AwardState } | undefined> {
  const head = awardId === undefined ? undefined : await readAwardHead(table, awardId);
  return head && { awardId: head.awardId, status: head.state };
}

async function timelineOf(
  table: Table,
  { claimId }: ClaimHead,
  language: Language,
): Promise<{ at: string; event: string; text: string }[]> {
  const timeline: { at: string; event: string; text: string }[] = [];
  for await (const { at, event } of readChain(table, subjectPk('claim', claimId))) {
    const texts = timelineTexts[event];
    if (texts) timeline.push({ at, event, text: texts[language] });
  }
  return timeline;
}
