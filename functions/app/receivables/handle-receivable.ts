import type { Actor } from '../../domain/audit/actor.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import { recoveryLifecycle } from '../../domain/receivables/recovery-lifecycle.ts';
import type { ReceivableAct } from '../../domain/receivables/receivable-acts.ts';
import { basisOn, cancelledEvent, writtenOffEvent } from '../../domain/receivables/receivable-postings.ts';
import type { Result } from '../../domain/result/result.ts';
import { plusDays } from '../../domain/time/calendar-date.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { PaymentTerms } from '../payments/ports.ts';
import {
  decideReceivable,
  type OwnReceivable,
  type ReceivableDecision,
  type ReceivableDeps,
  type ReceivableNotFound,
  type ReceivableWrongState,
} from './decide-receivable.ts';
import { type ReceivableHead, type ReceivableMoment, receivableTransfers } from './receivable-head.ts';

export interface HandleReceivableInput {
  readonly receivableId: string;
  readonly act: ReceivableAct;
  readonly actor: Actor;
  /** A short text without personal data; kept in the audit. */
  readonly reason?: string | undefined;
}

type Refusal =
  | ReceivableWrongState
  /** Who assessed it does not notify it; who proposed does not approve. */
  | { readonly kind: 'same-person' }
  | { readonly kind: 'nothing-proposed' }
  /** A run keeps an instalment back: it is sent, or sent back, first. */
  | { readonly kind: 'kept-back-by-run'; readonly runId: string };

export type HandleReceivableError = ReceivableNotFound | OwnReceivable | Refusal;

type Decision = ReceivableDecision<Refusal>;

interface Deps extends ReceivableDeps {
  readonly terms: PaymentTerms;
}

/** Moves a receivable along its lifecycle. A debt in the books is given up by two people alone (invariants.md 5). */
export function createHandleReceivable(deps: Deps) {
  return ({
    receivableId,
    act,
    actor,
    reason = '',
  }: HandleReceivableInput): Promise<Result<ReceivableHead, HandleReceivableError>> =>
    decideReceivable<Refusal>(deps, receivableId, actor, (head, moment) =>
      decide(deps, head, act, reason, moment),
    );
}

function decide(
  deps: Deps,
  head: ReceivableHead,
  act: ReceivableAct,
  reason: string,
  moment: ReceivableMoment,
): Decision | Promise<Decision> {
  const detail = { reason };
  switch (act) {
    case 'notify':
      return notify(deps, head, moment);
    case 'agree':
      return { kind: 'move', event: 'agree', without: ['dueOn'], detail };
    case 'appeal':
      return { kind: 'move', event: 'appeal', without: ['dueOn'], detail };
    case 'hardship':
      return keptBack(head) ?? { kind: 'move', event: 'hardship', without: ['proposal'], detail };
    case 'review':
      return { kind: 'move', event: 'review', without: ['proposal'], detail };
    case 'waive':
      // What only stands on paper is dropped by one person; a debt in the books takes two.
      return head.basis === undefined
        ? { kind: 'move', event: 'waive', changes: { owed: [] }, detail }
        : propose(head, 'waive', reason, moment);
    case 'write-off':
      return propose(head, 'write-off', reason, moment);
    case 'approve':
      return approve(head, moment);
    case 'refuse':
      return head.proposal
        ? { kind: 'note', event: `${head.proposal.event}-refused`, without: ['proposal'], detail }
        : { kind: 'refuse', error: { kind: 'nothing-proposed' } };
  }
}

/** Books the receivable and gives the payee notice of it, with the time in which they may object. */
async function notify({ terms }: Deps, head: ReceivableHead, moment: ReceivableMoment): Promise<Decision> {
  if (head.assessedBy === moment.actor.id) return { kind: 'refuse', error: { kind: 'same-person' } };
  const { receivableId, awardId, programme, period, year, owed } = head;
  const termsOfPeriod = await terms.of(programme, period);
  if (!termsOfPeriod) throw new Error(`there are no terms of ${programme} ${period}`);
  const basis = head.basis ?? basisOn(year, moment.date);
  const dueOn = plusDays(moment.date, termsOfPeriod.objectionDays);
  return {
    kind: 'move',
    event: 'notify',
    changes: { basis, notifiedBy: moment.actor.id, dueOn },
    detail: { basis, dueOn },
    transfers:
      head.basis === undefined
        ? receivableTransfers(head, `overpayment-found-${basisOn(year, moment.date)}`, owed, 'found', moment)
        : [],
    also: [
      outboxRow(moment.at, `receivable/${receivableId}/notice`, {
        type: 'notify',
        subjectKind: 'award',
        subjectId: awardId,
        text: 'recovery-notified',
        parameters: { receivable: receivableId, until: dueOn },
      }),
    ],
  };
}

function propose(
  head: ReceivableHead,
  event: 'waive' | 'write-off',
  reason: string,
  { actor }: ReceivableMoment,
): Decision {
  const kept = keptBack(head);
  if (kept) return kept;
  if (!next(recoveryLifecycle, head.state, event).ok) {
    return { kind: 'refuse', error: { kind: 'wrong-state', state: head.state } };
  }
  if (head.proposal?.event === event && head.proposal.by === actor.id) return { kind: 'stay' };
  return {
    kind: 'note',
    event: `${event}-proposed`,
    changes: { proposal: { event, by: actor.id, reason } },
    detail: { reason },
  };
}

function approve(head: ReceivableHead, moment: ReceivableMoment): Decision {
  const { proposal, basis, owed } = head;
  if (!proposal || basis === undefined) return { kind: 'refuse', error: { kind: 'nothing-proposed' } };
  if (proposal.by === moment.actor.id) return { kind: 'refuse', error: { kind: 'same-person' } };
  return (
    keptBack(head) ?? {
      kind: 'move',
      event: proposal.event,
      changes: { owed: [] },
      without: ['proposal', 'dueOn'],
      detail: { reason: proposal.reason, proposedBy: proposal.by },
      transfers: receivableTransfers(head, writtenOffEvent(basis), owed, 'given-up', moment),
    }
  );
}

function keptBack({ reserved }: ReceivableHead): Decision | undefined {
  return reserved && { kind: 'refuse', error: { kind: 'kept-back-by-run', runId: reserved.runId } };
}

export interface DecideObjectionInput {
  readonly receivableId: string;
  readonly outcome: 'dismiss' | 'uphold';
  readonly actor: Actor;
  readonly reason: string;
}

/** Decides what the payee objected, by somebody who neither assessed nor notified: an upheld one ends it. */
export function createDecideRecoveryAppeal(deps: ReceivableDeps) {
  return ({
    receivableId,
    outcome,
    actor,
    reason,
  }: DecideObjectionInput): Promise<
    Result<
      ReceivableHead,
      ReceivableNotFound | OwnReceivable | ReceivableWrongState | { readonly kind: 'took-part' }
    >
  > =>
    decideReceivable<{ readonly kind: 'took-part' }>(deps, receivableId, actor, (head, moment) => {
      if ([head.assessedBy, head.notifiedBy].includes(actor.id)) {
        return { kind: 'refuse', error: { kind: 'took-part' } };
      }
      if (outcome === 'dismiss') return { kind: 'move', event: 'dismiss', detail: { reason } };
      const { basis, owed } = head;
      return {
        kind: 'move',
        event: 'uphold',
        changes: { owed: [] },
        without: ['proposal'],
        detail: { reason },
        transfers: basis ? receivableTransfers(head, cancelledEvent(basis), owed, 'given-up', moment) : [],
      };
    });
}
