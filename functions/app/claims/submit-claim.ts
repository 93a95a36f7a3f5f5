import type { Claim } from '../../contracts/claims/claim.ts';
import type { FieldProblem } from '../../contracts/problem.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { periodFor } from '../../domain/policy/claim-period.ts';
import type { PublishedPolicy } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import {
  type EarlierAnswer,
  type IdempotencyKey,
  earlierAnswer,
  idempotencyRow,
  readEarlierAnswer,
} from '../idempotency/idempotency.ts';
import type { Ids } from '../ports/ids.ts';
import type { Envelopes, Keyed } from '../ports/secrets.ts';
import type { Action, Cancelled, Table } from '../store/ports.ts';
import { textAttribute } from '../store/text-attribute.ts';
import { storedInstead, transact } from '../store/transact.ts';
import { asJson } from '../subjects/as-json.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { accountIndexOf } from './account-index.ts';
import { type ClaimHead, submitted } from './claim-head.ts';
import { claimPart } from './claim-parts.ts';
import { familyOf, isAmong } from './family.ts';
import { type HolderWords, holderIndex, referenceRow } from './find-claim.ts';
import { type CheckFormDeps, checkForm } from './form-errors.ts';
import { startClaimWorkflow } from './start-claim-workflow.ts';
import { takeLock } from './uniqueness-lock.ts';
import { entitledPersonOf } from './whom-it-concerns.ts';

export interface SubmitClaimInput {
  readonly claim: Claim;
  /** Assisted intake (`clerk`, `bulk`) has seen the identity card; the public has only said who it is. */
  readonly channel: 'public' | 'clerk' | 'bulk';
  readonly actor: Actor;
  readonly idempotency?: IdempotencyKey | undefined;
}

export interface ClaimReceipt {
  readonly claimId: string;
  readonly reference: string;
  readonly accessCode: string;
  readonly status: 'submitted';
}

export type SubmitClaimProblem =
  | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] }
  | { readonly kind: 'duplicate-claim' }
  /** A clerk takes in nobody's claim of their own family. */
  | { readonly kind: 'own-family' }
  | { readonly kind: 'idempotency-key-reused' };

export interface SubmitClaimDeps extends CheckFormDeps {
  readonly table: Table;
  readonly ids: Ids;
  readonly envelopes: Envelopes;
  readonly keyed: Keyed;
}

export type SubmitClaim = (input: SubmitClaimInput) => Promise<Result<ClaimReceipt, SubmitClaimProblem>>;

/**
 * Takes a claim in: one transaction holds the claim, its audit entry, its sealed content, its reference, the answer
 * to repeat and the start of its workflow, so that an acknowledged claim is whole and a refused one leaves nothing.
 */
export function createSubmitClaim(deps: SubmitClaimDeps): SubmitClaim {
  const { table, keyed } = deps;
  const receipt = (claimId: string, reference: string): ClaimReceipt => ({
    claimId,
    reference,
    accessCode: keyed.accessCode(claimId),
    status: 'submitted',
  });

  return async (input) => {
    const { claim, channel, idempotency } = input;
    const checked = await checkForm(deps, claim);
    if (!checked.ok) {
      // A claim that was taken in once is answered so again, although the rules for its form have changed since.
      const earlier = await readEarlierAnswer(table, idempotency);
      return earlier ? answerAgain(earlier) : err({ kind: 'invalid-request', errors: checked.error });
    }
    const policy = checked.value;

    if (channel === 'clerk' && (await isAmong(table, input.actor, familyOf(keyed, claim)))) {
      return err({ kind: 'own-family' });
    }
    const draft = await draftClaim(deps, input, policy);
    const { head } = draft;
    const answer = { claimId: head.claimId, reference: head.reference };
    const record = idempotency ? [idempotencyRow(idempotency, answer)] : [];
    const write = async (extra: readonly Action[]): Promise<Result<void, Cancelled>> =>
      transact(table, [...record, ...draft.actions, ...extra]);

    let written = await write(head.identityConfirmed ? [takeLock(head)] : []);
    if (!written.ok) {
      const stored = idempotency && storedInstead(written.error.reasons[0]);
      if (stored) return answerAgain(earlierAnswer(idempotency, stored));
      if (written.error.reasons.at(-1)?.code === 'condition-failed' && head.identityConfirmed) {
        if (channel === 'clerk') return err({ kind: 'duplicate-claim' });
        // In bulk a duplicate is taken in like any claim and settled behind the counter.
        written = await write([]);
      }
    }
    if (!written.ok) throw new Error(`claim ${head.claimId} could not be stored`, { cause: written.error });
    return ok(receipt(head.claimId, head.reference));
  };

  function answerAgain(earlier: EarlierAnswer): Result<ClaimReceipt, SubmitClaimProblem> {
    if (earlier.kind === 'other-body') return err({ kind: 'idempotency-key-reused' });
    const { answer } = earlier;
    return ok(receipt(textAttribute(answer, 'claimId'), textAttribute(answer, 'reference')));
  }
}

function holderWords({ applicant: { name, residentId } }: Claim): HolderWords {
  return { name, idEnding: residentId.slice(-4) };
}

async function draftClaim(
  { clock, ids, envelopes, keyed }: SubmitClaimDeps,
  { claim, channel, actor }: SubmitClaimInput,
  policy: PublishedPolicy,
): Promise<{ readonly head: ClaimHead; readonly actions: readonly Action[] }> {
  const [claimId, at, today] = [ids.newId('claim'), clock.now(), clock.today()];
  const { declaration: _declared, ...content } = claim;
  const sealed = await sealPart(envelopes, claimPart(claimId, 'content'), asJson(content));
  const accountIndex = claim.account && accountIndexOf(keyed, claim.account);
  const head: ClaimHead = {
    version: 0,
    auditHash: '',
    claimId,
    reference: ids.newReference(),
    programme: policy.policy.programme,
    policyVersion: policy.policy.version,
    period: periodFor(policy.policy, today).id,
    state: 'submitted',
    position: 0,
    areaCode: claim.applicant.areaCode,
    channel,
    submittedAt: at,
    submittedOn: today,
    identityConfirmed: channel !== 'public',
    personIndex: keyed.blindIndex('person', entitledPersonOf(claim, policy)),
    applicantIndex: keyed.blindIndex('person', claim.applicant.residentId),
    ...(accountIndex === undefined ? {} : { accountIndex }),
    accountVersion: 1,
    contentCommitment: sealed.commitment,
    verification: 1,
    evidenceIds: [],
    escalation: 0,
    decisions: 0,
    duties: actor.kind === 'staff' ? [{ duty: 'intake', actorId: actor.id }] : [],
    openObjections: 0,
    execution: 1,
  };
  const change = submitted(head, { actor, at });
  return {
    head: change.head,
    actions: [
      ...change.actions,
      sealed.action,
      referenceRow(head, holderIndex(keyed, holderWords(claim))),
      startClaimWorkflow(head, at),
    ],
  };
}
