import type { Actor } from '../../domain/audit/actor.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import { type Evidence, noEvidence } from '../../domain/policy/evidence.ts';
import type { UnknownKind } from '../../domain/policy/facts.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { periodFor } from '../../domain/policy/claim-period.ts';
import type { AreaCode } from '../../domain/review/area.ts';
import { type ClaimHead, readClaimHead, taskQueue, transition } from '../claims/claim-head.ts';
import { claimPart, openContent, openDecision, openEvidence } from '../claims/claim-parts.ts';
import { commitChange } from '../claims/commit-change.ts';
import { decideClaim } from '../claims/decide-claim.ts';
import { policyOf } from '../claims/policy-of.ts';
import { subjectsOf } from '../claims/whom-it-concerns.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { gatherEvidence } from '../registers/gather-evidence.ts';
import type { Registers } from '../registers/ports.ts';
import { rowPages } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { asJson } from '../subjects/as-json.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { forEachDue } from './for-each-due.ts';

export interface AskRegistersAgainDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook<CompiledPolicy>;
  readonly registers: Registers;
  readonly district: AreaCode;
}

const actor: Actor = { kind: 'system', id: 'ask-registers-again' };

/** What may change by itself; what a register does not know, or contradicts itself in, is a person's to settle. */
const mayComeBack: ReadonlySet<UnknownKind> = new Set([
  'down',
  'slow',
  'garbage',
  'stale',
  'awaited',
  'not-asked',
]);

/** Claims asked about at once: a register that is down costs each of them its time limit. */
const atOnce = 25;

/**
 * Asks the registers once more for claims that came to a person only because one gave no answer, or the township had
 * not attested. A claim is verified anew when that tells more than before; else its task stays as it is, with its
 * date. Run daily.
 * @returns how many claims went back to be verified
 */
export function createAskRegistersAgain(deps: AskRegistersAgainDeps): () => Promise<number> {
  const { table, clock, envelopes, policies, registers, district } = deps;

  async function askAgain(claimId: string): Promise<boolean> {
    const head = await readClaimHead(table, claimId);
    if (head?.state !== 'manual') return false;
    const record = await openDecision(table, envelopes, claimId);
    if (!record || !mayBeKnownNow(record)) return false;
    const policy = policyOf(policies, head);
    const subjects = subjectsOf(await openContent(table, envelopes, claimId), policy);
    const period = periodFor(policy.policy, head.submittedOn);
    const earlier = withoutAwaited((await openEvidence(table, envelopes, head)) ?? noEvidence(subjects));
    const evidence = await gatherEvidence(registers, policy, subjects, period, earlier);
    const { decision } = decideClaim(policy, head, evidence, []);
    if (decision.outcome === 'unknown' && sameCodes(decision.unknown, head.decision?.unknown)) return false;
    return goBack(head, evidence);
  }

  /** The answers go along: the claim is decided on what was found here, and what is still missing is asked for. */
  async function goBack(before: ClaimHead, evidence: Evidence): Promise<boolean> {
    const verification = before.verification + 1;
    const change = transition(
      before,
      'register-back',
      undefined,
      { verification, task: undefined, dueOn: undefined },
      { actor, at: clock.now() },
    );
    if (!change.ok) return false;
    const sealed = await sealPart(envelopes, claimPart(before.claimId, 'evidence'), {
      verification,
      evidence: asJson(evidence),
    });
    return (await commitChange(deps, change.value, [sealed.action], undefined)).ok;
  }

  return () => {
    const manualTasks = rowPages(table, 'gsi1', { pk: taskQueue('manual', district), limit: 200 });
    return forEachDue(manualTasks, atOnce, askAgain);
  };
}

function mayBeKnownNow({ unknown }: DecisionRecord): boolean {
  return unknown.some(({ reasons }) => reasons.some(({ kind }) => mayComeBack.has(kind)));
}

/** An attestation that was not there yet is asked for again; what a register has answered otherwise stands. */
function withoutAwaited({ subjects, answers }: Evidence): Evidence {
  const attestations = answers.attestations.filter(({ status }) => status !== 'not-found');
  return { subjects, answers: { ...answers, attestations } };
}

function sameCodes(now: readonly string[], before: readonly string[] = []): boolean {
  return now.length === before.length && now.every((code) => before.includes(code));
}
