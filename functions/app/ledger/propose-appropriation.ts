import { type AppropriationContent, appropriationContentSchema } from '../../contracts/store/ledger.ts';
import type { FieldProblem } from '../../contracts/problem.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { transfersOf } from '../../domain/ledger/transfer.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import {
  type Approval,
  createProposals,
  type ProposalAnswer,
  type ProposalDeps,
} from '../proposals/proposals.ts';
import type { Action, Cancelled, Table } from '../store/ports.ts';
import { isYearClosed } from './closed-books.ts';
import { fundingShares } from './funding-shares.ts';
import { metClosedBooks, postingActions, shortageOf } from './posting-actions.ts';

export interface AppropriationsDeps extends ProposalDeps {
  readonly policies: PolicyBook;
}

/** Why an appropriation cannot be approved as it is. */
export type AppropriationRefusal =
  /** A reduction below what is committed already. */
  | { readonly kind: 'budget-short'; readonly share: string }
  | { readonly kind: 'year-closed'; readonly year: number };

export type ProposeAppropriationError =
  KeyReused | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

/**
 * Appropriations as people make them: what a programme may spend in a year, by funding share, added to by one notice
 * after another, or reduced. One person proposes and another approves; the approval books it, and with the booking the
 * claims that wait for the money are looked at again.
 */
export function createAppropriations(deps: AppropriationsDeps) {
  const proposals = createProposals<AppropriationContent, AppropriationRefusal>(deps, {
    subjectKind: 'appropriation',
    idPrefix: 'appropriation',
    read: (content) => appropriationContentSchema.parse(content),
    approve: async ({ proposalId, content }, at) => ok(approval(deps, proposalId, content, at)),
  });

  return {
    ...proposals,
    propose: async (
      content: AppropriationContent,
      actor: Actor,
      idempotency?: IdempotencyKey,
    ): Promise<Result<ProposalAnswer, ProposeAppropriationError>> => {
      const errors = problemsOf(deps.policies, content);
      return errors.length > 0
        ? err({ kind: 'invalid-request', errors })
        : proposals.propose(content, actor, idempotency);
    },
  };
}

function problemsOf(policies: PolicyBook, { programme, year, parts }: AppropriationContent): FieldProblem[] {
  const shares = fundingShares(policies, programme, year);
  if (!shares) return [{ pointer: '/programme', code: 'unknown-programme' }];
  const seen = new Set<string>();
  return parts.flatMap(({ share }, at): FieldProblem[] => {
    const pointer = `/parts/${String(at)}/share`;
    if (!shares.has(share)) return [{ pointer, code: 'not-one-of' }];
    if (seen.has(share)) return [{ pointer, code: 'duplicate-member' }];
    seen.add(share);
    return [];
  });
}

function approval(
  { table, clock }: AppropriationsDeps,
  proposalId: string,
  { programme, year, change, parts }: AppropriationContent,
  at: string,
): Approval<AppropriationRefusal> {
  const transfers = transfersOf({
    cause: `appropriation/${proposalId}`,
    event: change === 'reduction' ? 'appropriation-reduced' : 'appropriation',
    programme,
    year,
    parts,
    subject: proposalId,
    date: clock.today(),
    at,
  });
  return {
    actions: postingActions(transfers),
    refusal: (actions, cancelled) => refusalOf(table, year, actions, cancelled),
  };
}

async function refusalOf(
  table: Table,
  year: number,
  actions: readonly Action[],
  cancelled: Cancelled,
): Promise<AppropriationRefusal | undefined> {
  const short = shortageOf(actions, cancelled);
  if (short) return { kind: 'budget-short', share: short.share };
  const closed = metClosedBooks(actions, cancelled) && (await isYearClosed(table, year));
  return closed ? { kind: 'year-closed', year } : undefined;
}
