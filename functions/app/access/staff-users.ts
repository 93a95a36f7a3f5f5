import type { FieldProblem } from '../../contracts/problem.ts';
import { type UserGrant, userGrantSchema } from '../../contracts/store/user-grant.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { type AreaCode, areaContains } from '../../domain/review/area.ts';
import type { ResidentId } from '../../domain/people/resident-id.ts';
import type { KeyReused } from '../idempotency/answer-once.ts';
import type { IdempotencyKey } from '../idempotency/idempotency.ts';
import type { Keyed } from '../ports/secrets.ts';
import {
  type DecideProposalError,
  type DecideProposalInput,
  type ProposalAnswer,
  type ProposalDeps,
  createProposals,
} from '../proposals/proposals.ts';
import { transact } from '../store/transact.ts';
import { type Grant, readStoredUser, userChange } from './users.ts';

export interface StaffUsersDeps extends ProposalDeps {
  readonly keyed: Pick<Keyed, 'blindIndex'>;
  /** The deployment's own division code, 6 digits. */
  readonly district: AreaCode;
}

export interface ProposeUserInput {
  readonly userId: string;
  readonly grants: readonly Grant[];
  readonly residentId?: ResidentId | undefined;
  readonly actor: Actor;
  readonly idempotency?: IdempotencyKey | undefined;
}

type SamePerson = { readonly kind: 'same-person' };

export type ProposeUserError =
  KeyReused | SamePerson | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

export type EndUserError =
  | { readonly kind: 'not-found' }
  /** They have no role any more. */
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'changed-since' };

/**
 * Staff users. Who they are the identity provider says; what they may do stands in our table alone. A grant takes two
 * people, and neither of them is who it is for (invariants.md 5); taking all roles away takes one, and holds from the
 * next request on.
 */
export function createStaffUsers(deps: StaffUsersDeps) {
  const { table, clock, keyed, district } = deps;
  const proposals = createProposals<UserGrant, never>(deps, {
    subjectKind: 'user-grant',
    idPrefix: 'user-grant',
    read: (content) => userGrantSchema.parse(content),
    approve: async ({ proposalId, proposedBy, content }, at) => {
      const { userId: sub, ...granted } = content;
      const before = await readStoredUser(table, sub);
      const by = { kind: 'staff', id: proposedBy } as const;
      // A number once known stays: whose family somebody is of does not end with a role.
      const user = { ...before?.user, ...granted, sub };
      const { actions } = userChange(before, user, {
        event: before ? 'granted' : 'added',
        by,
        at,
        proposalId,
      });
      // Somebody changed the user meanwhile: it is tried again on what stands there now.
      return ok({ actions, refusal: () => undefined });
    },
  });

  async function propose({
    userId,
    grants,
    residentId,
    actor,
    idempotency,
  }: ProposeUserInput): Promise<Result<ProposalAnswer, ProposeUserError>> {
    if (userId === actor.id) return err({ kind: 'same-person' });
    const errors = grants.flatMap(({ areaCode }, at): FieldProblem[] =>
      areaContains(district, areaCode)
        ? []
        : [{ pointer: `/grants/${String(at)}/areaCode`, code: 'unknown-area' }],
    );
    if (errors.length > 0) return err({ kind: 'invalid-request', errors });
    const index = residentId && keyed.blindIndex('person', residentId);
    const content = {
      userId,
      grants: grants.map(({ role, areaCode }) => ({ role, areaCode })),
      ...(index === undefined ? {} : { residentIndex: index }),
    };
    return proposals.propose(content, actor, idempotency);
  }

  async function decide(input: DecideProposalInput): Promise<Result<ProposalAnswer, DecideProposalError>> {
    const proposal = await proposals.read(input.proposalId);
    if (proposal?.content.userId === input.actor.id) return err({ kind: 'same-person' });
    return proposals.decide(input);
  }

  /** Takes all roles away. */
  async function end(sub: string, actor: Actor): Promise<Result<{ readonly userId: string }, EndUserError>> {
    const before = await readStoredUser(table, sub);
    if (!before) return err({ kind: 'not-found' });
    if (before.user.grants.length === 0) return err({ kind: 'wrong-state' });
    const without = { ...before.user, grants: [] };
    const change = userChange(before, without, { event: 'ended', by: actor, at: clock.now() });
    const written = await transact(table, change.actions);
    return written.ok ? ok({ userId: sub }) : err({ kind: 'changed-since' });
  }

  return { listProposals: proposals.list, propose, decide, end };
}
