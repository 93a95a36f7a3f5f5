import type { FieldProblem } from '../../contracts/problem.ts';
import type { ResidentId } from '../../domain/people/resident-id.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { answerOnce, type KeyReused } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keyed } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { noted } from './claim-head.ts';
import { withDuty } from './claim-subject.ts';
import { isOfOwnFamily } from './family.ts';
import { type FindClaimProblem, type PermitFor, findPermittedClaim } from './find-claim.ts';
import { claimNotice } from './notice.ts';

export interface GiveAccessCodeInput {
  readonly reference: string;
  readonly permitFor: PermitFor;
  /** On the identity card that was shown. */
  readonly residentId: ResidentId;
  readonly idempotency?: IdempotencyKey | undefined;
}

export interface GivenAccessCode {
  readonly reference: string;
  readonly accessCode: string;
}

export type GiveAccessCodeProblem =
  | FindClaimProblem
  | { readonly kind: 'own-family' }
  | { readonly kind: 'changed-since' }
  | KeyReused
  /** It is not the number of whoever made the claim. */
  | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

export interface GiveAccessCodeDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly keyed: Keyed;
}

/** A claim's head changes with each step of its workflow, which the clerk need not hear of. */
const attempts = 5;

/**
 * Gives a lost access code again, at the counter, to whoever made the claim and shows their identity card. The code is
 * the same as before. It is written down who gave it, and the contact on file is told. Whoever knows the code could act
 * as its holder, so they have the part in the claim of who took it in, and decide nothing of it (invariants.md 5).
 */
export function createGiveAccessCode(
  deps: GiveAccessCodeDeps,
): (input: GiveAccessCodeInput) => Promise<Result<GivenAccessCode, GiveAccessCodeProblem>> {
  const { table, clock, keyed } = deps;

  async function give(input: GiveAccessCodeInput): Promise<Result<GivenAccessCode, GiveAccessCodeProblem>> {
    const { reference, permitFor, residentId, idempotency } = input;
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const found = await findPermittedClaim(table, reference, permitFor);
      if (!found.ok) return found;
      const { head, permit } = found.value;
      if (keyed.blindIndex('person', residentId) !== head.applicantIndex) {
        return err({ kind: 'invalid-request', errors: [{ pointer: '/residentId', code: 'not-valid' }] });
      }
      if (await isOfOwnFamily(table, permit.actor, head.claimId)) return err({ kind: 'own-family' });
      const moment = { actor: permit.actor, at: clock.now() };
      const change = noted(head, 'code-given', withDuty(head, 'intake', permit.actor), moment);
      const written = await transact(table, [
        ...(idempotency
          ? [idempotencyRow(idempotency, { claimId: head.claimId, reference: head.reference })]
          : []),
        ...change.actions,
        claimNotice(change.head, 'code-given', moment.at),
      ]);
      if (written.ok) return ok(codeOf(head));
    }
    return err({ kind: 'changed-since' });
  }

  function codeOf({ claimId, reference }: { claimId: string; reference: string }): GivenAccessCode {
    return { reference, accessCode: keyed.accessCode(claimId) };
  }

  return (input) =>
    answerOnce(
      table,
      input.idempotency,
      ({ claimId, reference }) =>
        typeof claimId === 'string' && typeof reference === 'string'
          ? codeOf({ claimId, reference })
          : undefined,
      () => give(input),
    );
}
