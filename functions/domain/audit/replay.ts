import { awardLifecycle } from '../awards/award-lifecycle.ts';
import { claimLifecycle } from '../claims/claim-lifecycle.ts';
import { periodLifecycle } from '../ledger/period-lifecycle.ts';
import { cancellationLifecycle } from '../payments/cancellation-lifecycle.ts';
import { paymentLifecycle } from '../payments/payment-lifecycle.ts';
import { runLifecycle } from '../payments/run-lifecycle.ts';
import { proposalLifecycle } from '../proposals/proposal-lifecycle.ts';
import { recoveryLifecycle } from '../receivables/recovery-lifecycle.ts';
import { exceptionLifecycle } from '../reconciliation/exception-lifecycle.ts';
import { appealLifecycle } from '../review/appeal-lifecycle.ts';
import { deputyshipLifecycle } from '../review/deputyship.ts';
import { objectionLifecycle } from '../review/objection-lifecycle.ts';
import type { AuditEntry } from './chain.ts';

/** A lifecycle as a log names it: by texts. */
type NamedLifecycle = Readonly<Record<string, Readonly<Record<string, readonly string[] | undefined>>>>;

/** The declared lifecycle of every kind of subject that has one. What happens to kinds that are not here changes no state. */
export const lifecyclesOfKinds: Readonly<Record<string, NamedLifecycle>> = {
  cancellation: cancellationLifecycle,
  receivable: recoveryLifecycle,
  'debtor-account': proposalLifecycle,
  claim: claimLifecycle,
  award: awardLifecycle,
  run: runLifecycle,
  payment: paymentLifecycle,
  exception: exceptionLifecycle,
  appeal: appealLifecycle,
  objection: objectionLifecycle,
  appropriation: proposalLifecycle,
  deposit: proposalLifecycle,
  publication: proposalLifecycle,
  period: periodLifecycle,
  deputyship: deputyshipLifecycle,
  'user-grant': proposalLifecycle,
};

export interface IllegalStep {
  readonly kind: 'illegal-step';
  readonly seq: number;
}

/**
 * Replays a chain through its kind's declared lifecycle (invariants.md 6 and 12). An event of the lifecycle must lead
 * where the table says; whatever else is noted leaves the state as it was. The first entry may come from a state: a
 * payment has none of its own until it parts from its chunk.
 * @param entries one subject's whole chain, oldest first
 * @returns the state that the log leads to (undefined where the kind has none), or the first step that none allows
 */
export function replay(
  entries: readonly AuditEntry[],
): { readonly kind: 'state'; readonly state: string | undefined } | IllegalStep {
  let state: string | undefined;
  for (const [at, { subjectKind, event, from, to, seq }] of entries.entries()) {
    const lifecycle = lifecyclesOfKinds[subjectKind];
    const isBeginning = at === 0;
    if (lifecycle && (to === undefined || !Object.hasOwn(lifecycle, to)))
      return { kind: 'illegal-step', seq };
    if (!isBeginning && from !== state) return { kind: 'illegal-step', seq };
    if (lifecycle && from !== undefined) {
      const targets = lifecycle[from]?.[event] ?? [from];
      if (to === undefined || !targets.includes(to)) return { kind: 'illegal-step', seq };
    }
    state = to;
  }
  return { kind: 'state', state };
}
