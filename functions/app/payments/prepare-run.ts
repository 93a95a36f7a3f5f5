import type { Actor } from '../../domain/audit/actor.ts';
import { zeroFen } from '../../domain/money/fen.ts';
import { isOpen } from '../../domain/payments/run-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { isPaidToOwnFamily } from '../awards/own-family.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { PaymentTerms, PaymentTermsOfPeriod } from './ports.ts';
import { changeRun, decideRun, parseRunHead, type RunHead } from './run-head.ts';
import { openRunKey, runKey } from './run-keys.ts';

export interface PrepareRunInput {
  readonly programme: string;
  readonly period: string;
  readonly actor: Actor;
}

export interface PreparedRun {
  readonly runId: string;
  /** False when a run of this programme and period was open already: it is the answer. */
  readonly created: boolean;
}

export type PrepareRunError =
  | { readonly kind: 'unknown-programme-or-period' }
  /** The programme pays the preparer, or their spouse, parent or child. */
  | { readonly kind: 'own-family' };

export interface PrepareRunDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
  readonly terms: PaymentTerms;
}

const mostTries = 8;

/**
 * Begins a payment run, or gives the one that is open. At most one run of a programme and period is on its way to
 * the bank; once that is sent, another may begin and holds only what is not yet paid, because payments are unique.
 * Preparing a run that stopped at a fault builds it again.
 */
export function createPrepareRun(deps: PrepareRunDeps) {
  const { table, clock, ids, terms } = deps;

  return async (input: PrepareRunInput): Promise<Result<PreparedRun, PrepareRunError>> => {
    const { programme, period, actor } = input;
    const termsOfPeriod = await terms.of(programme, period);
    if (!termsOfPeriod) return err({ kind: 'unknown-programme-or-period' });
    if (await isPaidToOwnFamily(table, actor, programme)) return err({ kind: 'own-family' });
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const pointer = await table.get(openRunKey(programme, period));
      const openRunId = pointer?.runId;
      if (typeof openRunId === 'string') {
        const item = await table.get(runKey(openRunId));
        if (item && isOpen(parseRunHead(item).state)) {
          await rebuildAfterFault(deps, openRunId, actor, termsOfPeriod);
          return ok({ runId: openRunId, created: false });
        }
      }
      const runId = ids.newId('run');
      const result = await transact(table, [
        ...begin(runId, input, termsOfPeriod),
        {
          put: { ...openRunKey(programme, period), runId },
          if:
            typeof openRunId === 'string'
              ? { attribute: 'runId', is: '=', value: openRunId }
              : { exists: false },
        },
      ]);
      if (result.ok) return ok({ runId, created: true });
    }
    throw stepError('StoreUnavailable', `runs of ${programme} ${period} keep changing`);
  };

  function begin(
    runId: string,
    { programme, period, actor }: PrepareRunInput,
    { shares, debtor, recovery, ...rest }: PaymentTermsOfPeriod,
  ): readonly Action[] {
    const at = clock.now();
    const head: RunHead = {
      version: 0,
      auditHash: '',
      runId,
      programme,
      period,
      state: 'building',
      terms: {
        ...rest,
        debtor: { ...debtor },
        shares: shares.map(({ name, basisPoints }) => ({ name, basisPoints })),
        ...(recovery ? { recovery: { ...recovery } } : {}),
      },
      preparedBy: actor.id,
      preparedAt: at,
      attempt: 1,
      execution: 1,
      payments: 0,
      totalFen: zeroFen,
      leftOut: {},
      files: [],
      participants: [],
      earlierParticipants: [],
      importers: [],
      payoutChangesSeen: 0,
      silences: 0,
      escalation: 0,
      returnsReconciled: 0,
    };
    return [
      ...changeRun(undefined, head, 'prepare', { actor, at }, { programme, period }).actions,
      outboxRow(at, `run/${runId}/start`, {
        type: 'start-workflow',
        machine: 'payment-run',
        executionName: runId,
        input: { runId },
      }),
    ];
  }
}

/**
 * Who prepares a run that stopped at a fault means to try again, and is its preparer from then on. The bank's limits
 * are read anew, because they may have been the fault.
 */
async function rebuildAfterFault(
  deps: PrepareRunDeps,
  runId: string,
  actor: Actor,
  { files }: PaymentTermsOfPeriod,
): Promise<void> {
  await decideRun<never>(deps, runId, actor, (head) =>
    head.state === 'building' && head.fault !== undefined
      ? {
          kind: 'move',
          event: 'fault',
          changes: {
            attempt: head.attempt + 1,
            terms: { ...head.terms, files },
            preparedBy: actor.id,
            participants: [...head.participants, head.preparedBy],
          },
          without: ['fault', 'chunks'],
          detail: { fault: head.fault },
        }
      : { kind: 'stay' },
  );
}
