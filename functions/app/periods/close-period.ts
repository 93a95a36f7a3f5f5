import { periodHeadSchema } from '../../contracts/store/period.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { type AccountingPeriod, parseAccountingPeriod } from '../../domain/ledger/accounting-period.ts';
import type { PeriodBlocker } from '../../domain/ledger/period-blockers.ts';
import { type CloseEvent, periodLifecycle, type PeriodState } from '../../domain/ledger/period-lifecycle.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import { closeThroughActions, closeYearActions, readClosedThrough } from '../ledger/closed-books.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { closeYear } from './close-year.ts';
import {
  type CheckedPeriod,
  createPeriodChecks,
  needsExplanation,
  type PeriodChecksDeps,
} from './period-checks.ts';
import {
  changePeriod,
  factsOf,
  type PeriodFacts,
  type PeriodHead,
  readPeriodHead,
  stateOf,
} from './period-head.ts';

export interface ClosePeriodInput {
  readonly periodId: string;
  readonly event: CloseEvent;
  /** What the caller has looked at; needed to propose and to approve. */
  readonly checksHash?: string;
  /** Of who proposes: why it may be closed with what is open in it. */
  readonly explanation?: string;
  /** Of who decides. */
  readonly reason?: string;
  readonly actor: Actor;
  readonly idempotency?: IdempotencyKey | undefined;
}

export interface PeriodAnswer {
  readonly periodId: string;
  readonly state: PeriodState;
}

export type ClosePeriodError =
  | KeyReused
  | { readonly kind: 'not-found' }
  | { readonly kind: 'wrong-state'; readonly state: PeriodState }
  | {
      readonly kind: 'period-not-closable';
      readonly blockers: readonly PeriodBlocker[];
      /** Something is open, and nobody says why that may be. */
      readonly isUnexplained: boolean;
    }
  /** Who proposed the close does not decide on it. */
  | { readonly kind: 'same-person' }
  /** What was looked at, or what was proposed, is not what stands there now. */
  | { readonly kind: 'changed-since' };

const mostTries = 8;

/**
 * Closes a month or a year by two people (docs/adr/0015-closed-books.md): one proposes on what the checks show and
 * explains what is open, another approves exactly that. From then on nothing is posted in it. A year takes its closing
 * entries with it; where they are interrupted, the same request or the daily sweep goes on with them.
 */
export function createClosePeriod(deps: PeriodChecksDeps) {
  const { table, clock } = deps;
  const look = createPeriodChecks(deps);

  async function decide(
    period: AccountingPeriod,
    input: ClosePeriodInput,
  ): Promise<Result<PeriodAnswer, ClosePeriodError>> {
    const { event, actor, idempotency } = input;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const before = await readPeriodHead(table, period.id);
      const state = stateOf(period, before, await readClosedThrough(table));
      const target = next(periodLifecycle, state, event, targetOf(period, event));
      if (!target.ok) return err({ kind: 'wrong-state', state });
      if (event !== 'propose' && before?.proposedBy === actor.id) return err({ kind: 'same-person' });
      const refusal = event === 'refuse' ? undefined : refusalOf(await look(period), before, input);
      if (refusal) return err(refusal);
      const at = clock.now();
      const after = changed(before, input, target.value, at);
      const answer = { periodId: period.id, state: target.value };
      const result = await transact(table, [
        ...changePeriod(before, after, event, { actor, at }, detailOf(input)),
        ...(event === 'approve' ? closingActions(period) : []),
        ...(idempotency ? [idempotencyRow(idempotency, answer)] : []),
      ]);
      if (result.ok) return ok(answer);
    }
    throw stepError('StoreUnavailable', `period ${period.id} keeps changing`);
  }

  return async (input: ClosePeriodInput): Promise<Result<PeriodAnswer, ClosePeriodError>> => {
    const period = parseAccountingPeriod(input.periodId);
    if (!period) return err({ kind: 'not-found' });
    const decided = await answerOnce<PeriodAnswer, ClosePeriodError>(
      table,
      input.idempotency,
      storedAnswer,
      () => decide(period, input),
    );
    if (!decided.ok || decided.value.state !== 'closing') return decided;
    await closeYear(deps, period);
    return ok({ periodId: period.id, state: 'closed' });
  };
}

function targetOf({ kind }: AccountingPeriod, event: CloseEvent): PeriodState | undefined {
  if (event !== 'approve') return undefined;
  return kind === 'year' ? 'closing' : 'closed';
}

function refusalOf(
  { checks, checksHash }: CheckedPeriod,
  before: PeriodHead | undefined,
  input: ClosePeriodInput,
): ClosePeriodError | undefined {
  const isProposal = input.event === 'propose';
  const isUnexplained = isProposal && input.explanation === undefined && needsExplanation(checks);
  if (checks.blockers.length > 0 || isUnexplained)
    return { kind: 'period-not-closable', blockers: checks.blockers, isUnexplained };
  const isSeen = input.checksHash === checksHash && (isProposal || before?.checksHash === checksHash);
  return isSeen ? undefined : { kind: 'changed-since' };
}

function changed(
  before: PeriodHead | undefined,
  { periodId, event, checksHash, explanation, reason, actor }: ClosePeriodInput,
  state: PeriodState,
  at: string,
): PeriodFacts {
  if (event === 'propose') {
    return {
      periodId,
      state,
      proposedBy: actor.id,
      proposedAt: at,
      ...(checksHash === undefined ? {} : { checksHash }),
      ...(explanation === undefined ? {} : { explanation }),
    };
  }
  return {
    ...(before ? factsOf(before) : {}),
    periodId,
    state,
    decidedBy: actor.id,
    decidedAt: at,
    ...(reason === undefined ? {} : { reason }),
  };
}

/** A year's own entries are posted on its last day, which therefore closes after them. */
function closingActions({ kind, id, lastDay }: AccountingPeriod): readonly Action[] {
  return kind === 'year' ? closeYearActions(Number(id)) : closeThroughActions(lastDay);
}

function detailOf({ checksHash, explanation, reason }: ClosePeriodInput): Record<string, string> {
  return {
    ...(checksHash === undefined ? {} : { checksHash }),
    ...(explanation === undefined ? {} : { explanation }),
    ...(reason === undefined ? {} : { reason }),
  };
}

const answerSchema = periodHeadSchema.pick({ periodId: true, state: true });

function storedAnswer(stored: unknown): PeriodAnswer | undefined {
  return answerSchema.safeParse(stored).data;
}
