import { type InstructionHead, instructionHeadSchema } from '../../contracts/store/payment-run.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import {
  type PaymentEvent,
  paymentLifecycle,
  type PaymentState,
} from '../../domain/payments/payment-lifecycle.ts';
import { instructionIdOf } from '../../domain/payments/payment-id.ts';
import type { Action, Item } from '../store/ports.ts';
import { changeSubject } from '../subjects/change.ts';
import { deviationList } from './run-keys.ts';

export function parseInstruction(item: Item): InstructionHead {
  return instructionHeadSchema.parse(item);
}

/** An instruction's own state; undefined while it is, or is again, where its run and chunk are. */
export function ownStateOf(head: InstructionHead | undefined): PaymentState | undefined {
  return head?.state === 'planned' ? undefined : head?.state;
}

/** An instruction without a state of its own yet: it is where its chunk is. */
export type InstructionFacts = Omit<InstructionHead, 'version' | 'auditHash' | 'state' | 'reason'>;

export interface InstructionChange {
  readonly event: PaymentEvent;
  readonly actor: Actor;
  readonly at: string;
  readonly reason?: string;
  readonly detail?: { readonly [name: string]: Json };
}

/** Where an index lists what came back of an award's payments and has not gone out again. */
export function cameBackList(awardId: string): string {
  return `CAME-BACK#${awardId}`;
}

/**
 * Where indexes list an instruction: among its run's deviations, unless no run holds it; and of its award, while it has
 * come back.
 */
export function listedAs(
  {
    paymentId,
    reissue,
    runId,
    awardId,
  }: Pick<InstructionHead, 'paymentId' | 'reissue' | 'runId' | 'awardId'>,
  state: PaymentState,
): Readonly<Record<string, string>> {
  if (runId === undefined || state === 'planned' || state === 'held') return {};
  const instructionId = instructionIdOf(paymentId, reissue);
  return {
    gsi2pk: deviationList(runId),
    gsi2sk: `${state}#${instructionId}`,
    ...(state === 'returned' || state === 'rejected'
      ? { gsi3pk: cameBackList(awardId), gsi3sk: instructionId }
      : {}),
  };
}

/**
 * The two actions that move one instruction by itself: its head, listed among its run's deviations, and the audit
 * entry. Only what goes another way than its chunk has them.
 * @param before its own head, or where its chunk was when it parted from it
 * @throws when the lifecycle has no such event: the caller has compared with the outcomes first
 */
export function changeInstruction(
  facts: InstructionFacts,
  before: InstructionHead | PaymentState,
  change: InstructionChange,
): readonly Action[] {
  const from = typeof before === 'string' ? before : before.state;
  const to = next(paymentLifecycle, from, change.event);
  if (!to.ok) throw new Error(`payment ${facts.paymentId} is ${from}: no ${change.event}`);
  const reason = change.reason ?? (typeof before === 'string' ? undefined : before.reason);
  const instructionId = instructionIdOf(facts.paymentId, facts.reissue);
  const { actions } = changeSubject(
    typeof before === 'string' ? undefined : { version: before.version, auditHash: before.auditHash },
    {
      subjectKind: 'payment',
      subjectId: instructionId,
      at: change.at,
      actor: change.actor,
      event: change.event,
      from,
      to: to.value,
      detail: {
        ...(facts.runId === undefined ? {} : { runId: facts.runId }),
        amountFen: facts.amountFen,
        ...change.detail,
      },
    },
    {
      ...facts,
      state: to.value,
      ...(reason === undefined ? {} : { reason }),
      ...listedAs(facts, to.value),
    },
  );
  return actions;
}
