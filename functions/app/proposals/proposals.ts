import { type StoredProposal, proposalHeadSchema } from '../../contracts/store/proposal.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import {
  type ProposalEvent,
  type ProposalState,
  proposalLifecycle,
} from '../../domain/proposals/proposal-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Cancelled, Item, Key, Page, Table, Value } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { asJson } from '../subjects/as-json.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';

type JsonObject = { readonly [name: string]: Json };

/** A proposal with its content as its kind reads it. */
export interface Proposal<Content> extends Omit<StoredProposal, 'content'> {
  readonly content: Content;
}

/** What an approval does, in the transaction that makes it. */
export interface Approval<E> {
  readonly actions: readonly Action[];
  /** What a cancelled transaction says of these actions; undefined when something else stood in its way. */
  readonly refusal: (
    actions: readonly Action[],
    cancelled: Cancelled,
  ) => Promise<E | undefined> | E | undefined;
}

/** A kind of thing that one person proposes and another approves. */
export interface ProposalKind<Content extends JsonObject, E> {
  /** The audit chain's kind. */
  readonly subjectKind: string;
  readonly idPrefix: string;
  readonly read: (content: JsonObject) => Content;
  readonly approve: (proposal: Proposal<Content>, at: string) => Promise<Result<Approval<E>, E>>;
}

export interface ProposalDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface ProposalAnswer {
  readonly proposalId: string;
  readonly state: ProposalState;
}

export interface DecideProposalInput {
  readonly proposalId: string;
  readonly event: ProposalEvent;
  readonly reason?: string;
  readonly actor: Actor;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type DecideProposalError =
  | KeyReused
  | { readonly kind: 'not-found' }
  | { readonly kind: 'wrong-state'; readonly state: ProposalState }
  /** Who proposed it does not decide on it. */
  | { readonly kind: 'same-person' };

const mostTries = 8;
const proposalsAPage = 50;

/** Proposing, deciding and listing for one kind. Both steps are audited in the proposal's own chain. */
export function createProposals<Content extends JsonObject, E>(
  { table, clock, ids }: ProposalDeps,
  kind: ProposalKind<Content, E>,
) {
  function keyOf(proposalId: string): Key {
    return { pk: subjectPk(kind.subjectKind, proposalId), sk: 'HEAD' };
  }

  function parse(item: Item): Proposal<Content> {
    const head = proposalHeadSchema.parse(item);
    return { ...head, content: kind.read(head.content) };
  }

  function change(
    before: Proposal<Content> | undefined,
    after: Omit<Proposal<Content>, 'version' | 'auditHash'>,
    event: ProposalEvent | 'propose',
    actor: Actor,
    at: string,
  ): readonly Action[] {
    return changeSubject(
      before,
      {
        subjectKind: kind.subjectKind,
        subjectId: after.proposalId,
        at,
        actor,
        event,
        ...(before ? { from: before.state } : {}),
        to: after.state,
        detail:
          event === 'propose'
            ? after.content
            : { proposedBy: after.proposedBy, reason: after.reason ?? null },
      },
      proposalAttributes(kind.subjectKind, after),
    ).actions;
  }

  async function read(proposalId: string): Promise<Proposal<Content> | undefined> {
    const item = await table.get(keyOf(proposalId));
    return item && parse(item);
  }

  /** @param content checked by the caller */
  async function propose(
    content: Content,
    actor: Actor,
    idempotency?: IdempotencyKey,
  ): Promise<Result<ProposalAnswer, KeyReused>> {
    return answerOnce(table, idempotency, storedAnswer, async () => {
      const at = clock.now();
      const proposalId = ids.newId(kind.idPrefix);
      const answer = { proposalId, state: 'proposed' } as const;
      const head = { ...answer, proposedBy: actor.id, proposedAt: at, content };
      const result = await transact(table, [
        ...change(undefined, head, 'propose', actor, at),
        ...(idempotency ? [idempotencyRow(idempotency, answer)] : []),
      ]);
      if (result.ok) return ok(answer);
      // Nothing but the same request, made at the same time, can have stood in its way.
      return err({ kind: 'idempotency-key-reused' } as const);
    });
  }

  async function decide(
    input: DecideProposalInput,
  ): Promise<Result<ProposalAnswer, DecideProposalError | E>> {
    const { idempotency } = input;
    return answerOnce<ProposalAnswer, DecideProposalError | E>(table, idempotency, storedAnswer, () =>
      decideOnce(input),
    );
  }

  async function decideOnce({
    proposalId,
    event,
    reason,
    actor,
    idempotency,
  }: DecideProposalInput): Promise<Result<ProposalAnswer, DecideProposalError | E>> {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const before = await read(proposalId);
      if (!before) return err({ kind: 'not-found' });
      if (actor.id === before.proposedBy) return err({ kind: 'same-person' });
      const state = next(proposalLifecycle, before.state, event);
      if (!state.ok) return err({ kind: 'wrong-state', state: before.state });
      const at = clock.now();
      const approval = event === 'approve' ? await kind.approve(before, at) : undefined;
      if (approval?.ok === false) return approval;
      const answer = { proposalId, state: state.value };
      const decided = {
        ...before,
        ...answer,
        decidedBy: actor.id,
        decidedAt: at,
        ...(reason === undefined ? {} : { reason }),
      };
      const actions = [
        ...change(before, decided, event, actor, at),
        ...(idempotency ? [idempotencyRow(idempotency, answer)] : []),
        ...(approval?.value.actions ?? []),
      ];
      const result = await transact(table, actions);
      if (result.ok) return ok(answer);
      const refusal = await approval?.value.refusal(actions, result.error);
      if (refusal !== undefined) return err(refusal);
    }
    throw stepError('StoreUnavailable', `proposal ${proposalId} keeps changing`);
  }

  /** Newest first; of one state, or all. */
  async function list(input: {
    readonly state?: ProposalState;
    readonly cursor?: string;
  }): Promise<Page<Proposal<Content>>> {
    const { state, cursor } = input;
    const page = await table.queryIndex(state === undefined ? 'gsi1' : 'gsi2', {
      pk: listOf(kind.subjectKind, state),
      descending: true,
      limit: proposalsAPage,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = await table.getMany(page.items);
    const proposals = items.flatMap((item) => (item ? [parse(item)] : []));
    return {
      // The index may lag: what has moved on is listed where it is.
      items: proposals.filter((one) => state === undefined || one.state === state),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    };
  }

  return { propose, decide, read, list };
}

/** A proposal's attributes, with its place in the lists of its kind. */
export function proposalAttributes(
  subjectKind: string,
  { content, ...head }: Omit<Proposal<JsonObject>, 'version' | 'auditHash'>,
): Record<string, Value> {
  const place = `${head.proposedAt}#${head.proposalId}`;
  const attributes: Record<string, Value> = {
    content: asJson(content),
    gsi1pk: listOf(subjectKind),
    gsi1sk: place,
    gsi2pk: listOf(subjectKind, head.state),
    gsi2sk: place,
  };
  for (const [name, value] of Object.entries(head)) {
    if (name !== 'version' && name !== 'auditHash') attributes[name] = value;
  }
  return attributes;
}

function listOf(subjectKind: string, state?: ProposalState): string {
  return `PROPOSALS#${subjectKind}${state === undefined ? '' : `#${state}`}`;
}

const answerSchema = proposalHeadSchema.pick({ proposalId: true, state: true });

function storedAnswer(stored: unknown): ProposalAnswer | undefined {
  return answerSchema.safeParse(stored).data;
}
