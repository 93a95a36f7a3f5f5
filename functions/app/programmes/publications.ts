import { type PublicationContent, publicationContentSchema } from '../../contracts/store/publication.ts';
import type { FieldProblem } from '../../contracts/problem.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { policyHash } from '../../domain/policy/policy-hash.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { firstDayProblem } from '../../domain/policy/publication.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import {
  type Approval,
  createProposals,
  type ProposalAnswer,
  type ProposalDeps,
} from '../proposals/proposals.ts';
import type { Condition } from '../store/ports.ts';
import { parsePublication, publicationKey } from './policy-in-force.ts';

export interface PublicationsDeps extends ProposalDeps {
  readonly policies: PolicyBook;
}

/** Why a publication cannot be approved as it is. */
export type PublicationRefusal =
  /** The day it was to hold from has come: what was decided meanwhile stays decided. */
  | { readonly kind: 'publication-too-late' }
  /** The version's file is not the one that was proposed. */
  | { readonly kind: 'changed-since' };

export type ProposePublicationError =
  | KeyReused
  | { readonly kind: 'not-found' }
  | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

export interface ProposedPublication {
  readonly programme: string;
  readonly version: string;
  readonly from: CalendarDate;
  readonly document: string;
}

/**
 * Letting a version of a policy file hold from a day to come, by the paper that says so: one person proposes, another
 * approves (invariants.md 5). What is approved last for a day holds from it, so that a mistake can be put right, by
 * two people again, until its day has come.
 */
export function createPublications(deps: PublicationsDeps) {
  const { clock, policies } = deps;
  const proposals = createProposals<PublicationContent, PublicationRefusal>(deps, {
    subjectKind: 'publication',
    idPrefix: 'publication',
    read: (content) => publicationContentSchema.parse(content),
    approve: ({ proposalId, content }) => approvalOf(deps, proposalId, content),
  });
  return {
    ...proposals,
    propose: async (
      { programme, version, from, document }: ProposedPublication,
      actor: Actor,
      idempotency?: IdempotencyKey,
    ): Promise<Result<ProposalAnswer, ProposePublicationError>> => {
      const policy = policies.byVersion(programme, version)?.policy;
      if (!policy) return err({ kind: 'not-found' });
      const problem = firstDayProblem(policy, from, clock.today());
      if (problem !== undefined)
        return err({ kind: 'invalid-request', errors: [{ pointer: '/from', code: problem }] });
      const content = { programme, version, policyHash: policyHash(policy), from, document };
      return proposals.propose(content, actor, idempotency);
    },
  };
}

async function approvalOf(
  { table, clock, policies }: PublicationsDeps,
  proposalId: string,
  { programme, version, policyHash: proposedHash, from }: PublicationContent,
): Promise<Result<Approval<PublicationRefusal>, PublicationRefusal>> {
  const policy = policies.byVersion(programme, version)?.policy;
  if (!policy || policyHash(policy) !== proposedHash) return err({ kind: 'changed-since' });
  if (firstDayProblem(policy, from, clock.today()) !== undefined)
    return err({ kind: 'publication-too-late' });
  const key = publicationKey(programme, from);
  const stored = await table.get(key);
  const unchanged: Condition = stored
    ? { attribute: 'proposalId', is: '=', value: parsePublication(stored).proposalId }
    : { exists: false };
  return ok({
    actions: [{ put: { ...key, version, proposalId }, if: unchanged }],
    // Another one was approved for the day meanwhile: it is decided anew.
    refusal: () => undefined,
  });
}
