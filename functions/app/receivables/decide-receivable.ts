import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import {
  type ReceivableEvent,
  type RecoveryEvent,
  recoveryLifecycle,
  type RecoveryState,
} from '../../domain/receivables/recovery-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { isAwardOfOwnFamily } from '../awards/own-family.ts';
import { postingActions } from '../ledger/posting-actions.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import {
  changeReceivable,
  type ReceivableHead,
  type ReceivableMoment,
  readReceivable,
} from './receivable-head.ts';
import { withoutStaleReservation } from './reservation.ts';

export type ReceivableNotFound = { readonly kind: 'not-found' };
/** Nobody decides on what they, their spouse, parent or child owe (invariants.md 5). */
export type OwnReceivable = { readonly kind: 'own-family' };
export type ReceivableWrongState = { readonly kind: 'wrong-state'; readonly state: RecoveryState };

interface Written {
  readonly changes?: Partial<ReceivableHead>;
  readonly without?: readonly ('dueOn' | 'proposal')[];
  readonly detail?: { readonly [name: string]: Json };
  readonly transfers?: readonly Transfer[];
  readonly also?: readonly Action[];
}

/** What to do about a receivable, decided on its present head. */
export type ReceivableDecision<E> =
  | (Written & { readonly kind: 'move'; readonly event: RecoveryEvent })
  /** Audited, in the same state. */
  | (Written & { readonly kind: 'note'; readonly event: ReceivableEvent })
  /** As `repaid` makes it. */
  | {
      readonly kind: 'change';
      readonly change: { readonly head: ReceivableHead; readonly actions: readonly Action[] };
      readonly transfers: readonly Transfer[];
      readonly also?: readonly Action[];
    }
  | { readonly kind: 'stay' }
  | { readonly kind: 'refuse'; readonly error: E };

export interface ReceivableDeps {
  readonly table: Table;
  readonly clock: Clock;
}

const mostTries = 8;

/**
 * Changes a receivable: reads it, lets `decide` say what to do, and writes that with its audit entry and what it books,
 * only if nobody changed it meanwhile; otherwise it is decided anew.
 * @throws an error named StoreUnavailable when others keep changing it
 */
export async function decideReceivable<E>(
  { table, clock }: ReceivableDeps,
  receivableId: string,
  actor: Actor,
  decide: (
    head: ReceivableHead,
    moment: ReceivableMoment,
  ) => ReceivableDecision<E> | Promise<ReceivableDecision<E>>,
): Promise<Result<ReceivableHead, E | ReceivableNotFound | OwnReceivable | ReceivableWrongState>> {
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const stored = await readReceivable(table, receivableId);
    if (!stored) return err({ kind: 'not-found' });
    if (await isAwardOfOwnFamily(table, actor, stored.awardId)) return err({ kind: 'own-family' });
    const before = await withoutStaleReservation(table, stored);
    const moment = { actor, at: clock.now(), date: clock.today() };
    const decision = await decide(before, moment);
    if (decision.kind === 'stay') return ok(before);
    if (decision.kind === 'refuse') return err(decision.error);
    const written = changeOf(before, decision, moment);
    if (!written.ok) return written;
    const { head, actions } = written.value;
    const result = await transact(table, [
      ...actions,
      ...postingActions(decision.transfers ?? []),
      ...(decision.also ?? []),
    ]);
    if (result.ok) return ok(head);
  }
  throw stepError('StoreUnavailable', `receivable ${receivableId} keeps changing`);
}

function changeOf<E>(
  before: ReceivableHead,
  decision: Exclude<ReceivableDecision<E>, { kind: 'stay' | 'refuse' }>,
  moment: ReceivableMoment,
): Result<{ readonly head: ReceivableHead; readonly actions: readonly Action[] }, ReceivableWrongState> {
  if (decision.kind === 'change') return ok(decision.change);
  const state =
    decision.kind === 'move' ? next(recoveryLifecycle, before.state, decision.event) : ok(before.state);
  if (!state.ok) return err({ kind: 'wrong-state', state: before.state });
  const { version: _version, auditHash: _auditHash, ...facts } = before;
  const after = { ...facts, ...decision.changes, state: state.value };
  for (const name of decision.without ?? []) Reflect.deleteProperty(after, name);
  return ok(changeReceivable(before, after, decision.event, moment, decision.detail));
}
