import type { InstructionHead } from '../../contracts/store/payment-run.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { instructionIdOf } from '../../domain/payments/payment-id.ts';
import type { PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { isAwardOfOwnFamily } from '../awards/own-family.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeInstruction, parseInstruction } from './instructions.ts';
import { asSeen, holderOf, readPayable, type Payable } from './payables.ts';
import { payoutChangedActions } from './payout-changes.ts';
import { stateOfPayment } from './read-payment.ts';
import { rebuilt } from './release-run.ts';
import { decideRun, readRunHead, type RunDecision, type RunHead } from './run-head.ts';
import { instructionKey, payableKey } from './run-keys.ts';

export interface HoldPaymentInput {
  readonly paymentId: string;
  /** False to clear it. */
  readonly hold: boolean;
  readonly actor: Actor;
  /** A code or a short text without personal data. */
  readonly reason: string;
}

export interface HeldOrCleared {
  readonly paymentId: string;
  readonly state: 'held' | 'planned';
}

export type HoldPaymentError =
  | { readonly kind: 'not-found' }
  /** Nobody holds or clears what they, their spouse, parent or child are paid. */
  | { readonly kind: 'own-family' }
  /** Only what is planned can be held: from its release on a payment goes its way. */
  | { readonly kind: 'wrong-state'; readonly state: PaymentState };

interface HoldDeps {
  readonly table: Table;
  readonly clock: Clock;
}

/** A payment's row and its present instruction's own head, as read together. */
interface Planned {
  readonly row: Payable;
  readonly own: InstructionHead | undefined;
}

const mostTries = 8;

/**
 * Holds a payment back from every run, or clears it again. A prepared run that has it goes back to building at once; a
 * run that is just being built finds out at its release. Holding what is held, and clearing what is not, changes nothing.
 */
export function createHoldPayment(deps: HoldDeps) {
  const { table } = deps;

  return async (input: HoldPaymentInput): Promise<Result<HeldOrCleared, HoldPaymentError>> => {
    const { paymentId, hold, actor } = input;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const planned = await readPlanned(table, paymentId);
      if (!planned) return err({ kind: 'not-found' });
      if (await isAwardOfOwnFamily(table, actor, planned.row.awardId)) return err({ kind: 'own-family' });
      const state = await stateOfPayment(table, planned.row, planned.own);
      if (state === 'held' || (state === 'planned' && !hold)) {
        if ((state === 'held') === hold) return ok({ paymentId, state });
      } else if (state !== 'planned') return err({ kind: 'wrong-state', state });
      const run = hold ? await holderNow(table, planned.row) : undefined;
      // Whatever comes of it, the next round tells.
      if (run) await decideRun<never>(deps, run.runId, actor, (head) => holdIn(deps, input, head));
      else await transact(table, changeOf(deps, input, planned));
    }
    throw stepError('StoreUnavailable', `payment ${paymentId} keeps changing`);
  };
}

async function readPlanned(table: Table, paymentId: string): Promise<Planned | undefined> {
  const row = await readPayable(table, paymentId);
  if (!row) return undefined;
  const own = await table.get(instructionKey(instructionIdOf(paymentId, row.reissue)));
  return { row, own: own && parseInstruction(own) };
}

/** The run that holds a payment in its present attempt, unless it is cancelled. */
async function holderNow(table: Table, row: Payable): Promise<RunHead | undefined> {
  const holder = holderOf(row);
  const head = holder && (await readRunHead(table, holder.runId));
  return head?.attempt === holder?.attempt && head?.state !== 'cancelled' ? head : undefined;
}

/** Decided anew on every try: what was read of the payment must go with the run's version. */
async function holdIn(deps: HoldDeps, input: HoldPaymentInput, head: RunHead): Promise<RunDecision<never>> {
  const planned = await readPlanned(deps.table, input.paymentId);
  const holder = planned && holderOf(planned.row);
  if (!planned || holder?.runId !== head.runId || holder.attempt !== head.attempt) return { kind: 'stay' };
  if (planned.row.held === true) return { kind: 'stay' };
  const also = changeOf(deps, input, planned);
  const { paymentId } = input;
  if (head.state === 'prepared') {
    const move = rebuilt(head);
    return { ...move, event: 'stale', detail: { ...move.detail, paymentId }, also };
  }
  if (head.state !== 'building') return { kind: 'stay' };
  // It may have been taken already: the release asks for what changed since the roll was planned.
  const change = { kind: 'hold', awardId: planned.row.awardId, paymentId } as const;
  return {
    kind: 'note',
    event: 'payment-held',
    detail: { paymentId },
    also: [...also, ...(await payoutChangedActions(deps.table, head.programme, change))],
  };
}

/** The row, which is what a run asks, and the payment's own head with its audit entry. */
function changeOf(
  { clock }: HoldDeps,
  { paymentId, hold, actor, reason }: HoldPaymentInput,
  { row, own }: Planned,
): readonly Action[] {
  const { awardId, reissue, amountFen } = row;
  return [
    {
      update: payableKey(paymentId),
      ...(hold ? { set: { held: true } } : { remove: ['held'] }),
      if: asSeen(row),
    },
    ...changeInstruction(
      { paymentId, reissue, awardId, amountFen, ...holderOf(row) },
      own ?? (hold ? 'planned' : 'held'),
      { event: hold ? 'hold' : 'clear', actor, at: clock.now(), detail: { reason } },
    ),
  ];
}
