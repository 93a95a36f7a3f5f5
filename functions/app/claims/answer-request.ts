import type { ClaimChanges, ClaimContent } from '../../contracts/claims/claim.ts';
import type { FieldProblem } from '../../contracts/problem.ts';
import type { GivenUpContact } from '../../contracts/store/sealed-records.ts';
import { claimFaults } from '../../domain/claims/check-claim.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err } from '../../domain/result/result.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes, Keyed } from '../ports/secrets.ts';
import type { Action, Table } from '../store/ports.ts';
import { asJson } from '../subjects/as-json.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { accountIndexOf } from './account-index.ts';
import { type ClaimHead, transition } from './claim-head.ts';
import { claimPart, openContent } from './claim-parts.ts';
import { type ChangedClaim, commitChange, repeatedAnswer } from './commit-change.ts';
import { familyOf, familyRows } from './family.ts';
import { type FindClaimProblem, type PermitFor, findPermittedClaim } from './find-claim.ts';
import { claimNotice, givenUpContactNotice } from './notice.ts';
import { policyOf } from './policy-of.ts';

export interface AnswerRequestInput {
  readonly reference: string;
  readonly permitFor: PermitFor;
  /** In the applicant's words, kept sealed for the reviewers. */
  readonly message: string;
  readonly changes?: ClaimChanges | undefined;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type AnswerRequestProblem =
  | FindClaimProblem
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'changed-since' }
  | { readonly kind: 'idempotency-key-reused' }
  | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

export interface AnswerRequestDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly keyed: Keyed;
  readonly policies: PolicyBook;
}

export type AnswerRequest = (
  input: AnswerRequestInput,
) => Promise<Result<ChangedClaim, AnswerRequestProblem>>;

/**
 * An applicant's answer, to a request for more or to a proposed rejection. The claim is verified anew, with the
 * registers asked again, since what they say may be what has been put right.
 */
export function createAnswerRequest(deps: AnswerRequestDeps): AnswerRequest {
  const { table, clock, envelopes, policies } = deps;
  return async ({ reference, permitFor, message, changes, idempotency }) => {
    const repeated = await repeatedAnswer(table, idempotency);
    if (repeated) return repeated;
    const found = await findPermittedClaim(table, reference, permitFor);
    if (!found.ok) return found;
    const { head, permit } = found.value;

    const changed = await contentAfter(deps, head, changes);
    const errors = changed
      ? claimFaults(changed.content, policyOf(policies, head).policy, clock.today()).map((fault) => ({
          ...fault,
          pointer: `/changes${fault.pointer}`,
        }))
      : [];
    if (errors.length > 0) return err({ kind: 'invalid-request', errors });

    const version = head.version + 1;
    const note = await sealPart(envelopes, claimPart(head.claimId, `note-${version}`), message);
    const givenUp =
      changed?.givenUp &&
      (await sealPart(
        envelopes,
        claimPart(head.claimId, `given-up-contact-${version}`),
        asJson(changed.givenUp),
      ));
    const at = clock.now();
    const next = {
      ...changed?.head,
      verification: head.verification + 1,
      decisions: 0,
      task: undefined,
      dueOn: undefined,
      hearingUntil: undefined,
    };
    const change = transition(
      head,
      'answer',
      undefined,
      next,
      { actor: permit.actor, at },
      {
        message: note.commitment,
        ...(givenUp ? { givenUpContact: givenUp.commitment } : {}),
      },
    );
    if (!change.ok) return err({ kind: 'wrong-state' });
    const { head: after } = change.value;
    const actions = [
      note.action,
      ...(changed?.actions ?? []),
      ...(changed?.isNewContact ? [claimNotice(after, 'contact-changed', at)] : []),
      ...(givenUp ? [givenUp.action, givenUpContactNotice(after, at)] : []),
    ];
    const written = await commitChange(deps, change.value, actions, idempotency);
    return written.ok ? written : err({ kind: written.error.kind });
  };
}

const contactWays = ['phone', 'email'] as const;

/** The claim's content with the applicant's changes, and what of the head changes with it. */
async function contentAfter(
  { table, envelopes, keyed }: AnswerRequestDeps,
  head: ClaimHead,
  changes: ClaimChanges | undefined,
): Promise<
  | {
      readonly content: ClaimContent;
      readonly head: Partial<ClaimHead>;
      readonly actions: readonly Action[];
      /** There is another phone or e-mail now. */
      readonly isNewContact: boolean;
      /** Of phone and e-mail, those that another took the place of. */
      readonly givenUp: GivenUpContact | undefined;
    }
  | undefined
> {
  if (!changes) return undefined;
  const before = await openContent(table, envelopes, head.claimId);
  const { phone, email, address, ...parts } = changes;
  const content: ClaimContent = {
    ...before,
    ...parts,
    applicant: {
      ...before.applicant,
      ...(phone === undefined ? {} : { phone }),
      ...(email === undefined ? {} : { email }),
      ...(address === undefined ? {} : { address }),
    },
  };
  const replaced = contactWays.filter((way) => content.applicant[way] !== before.applicant[way]);
  const givenUp = replaced.flatMap((way): [string, string][] => {
    const former = before.applicant[way];
    return former === undefined ? [] : [[way, former]];
  });
  const sealed = await sealPart(envelopes, claimPart(head.claimId, 'content'), asJson(content));
  const accountIndex = content.account && accountIndexOf(keyed, content.account);
  return {
    content,
    isNewContact: replaced.length > 0,
    givenUp: givenUp.length === 0 ? undefined : Object.fromEntries(givenUp),
    // Whom the answer names anew joins those whose family the claim is of; nobody leaves it.
    actions: [sealed.action, ...familyRows(head, familyOf(keyed, content))],
    head: {
      contentCommitment: sealed.commitment,
      ...(accountIndex !== undefined && accountIndex !== head.accountIndex
        ? { accountIndex, accountVersion: head.accountVersion + 1 }
        : {}),
    },
  };
}
