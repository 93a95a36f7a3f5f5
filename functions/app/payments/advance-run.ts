import type { RunState } from '../../domain/payments/run-lifecycle.ts';
import { hasResult, isMatched } from '../../domain/reconciliation/run-totals.ts';
import { plusDays, startInShanghai } from '../../domain/time/calendar-date.ts';
import type { Clock } from '../ports/clock.ts';
import { bookInstalments } from '../receivables/book-instalments.ts';
import type { Table } from '../store/ports.ts';
import { bringChunksTo, chunkNumbers } from './post-chunks.ts';
import { readFiles } from './run-files.ts';
import { decideRun, existingRunHead, type RunDecision, type RunHead, stepActor } from './run-head.ts';
import { markReplaced } from './replaced.ts';
import { readTotals } from './totals.ts';

interface AdvanceDeps {
  readonly table: Table;
  readonly clock: Clock;
}

// More than the states there are between filed and reconciled.
const mostSteps = 10;

/**
 * Moves a run as far as what is known of it goes: from filed or unknown to sent when the bank has every file, to
 * settling with its first result, to reconciled when every payment is accounted for. Whoever learns something calls
 * it, so it does not matter who comes last.
 */
export async function advanceRun(deps: AdvanceDeps, runId: string): Promise<RunHead> {
  for (let step = 0; step < mostSteps; step += 1) {
    const before = await existingRunHead(deps.table, runId);
    if (before.state === 'filed' || before.state === 'unknown') {
      if (!(await bankHasAll(deps.table, before))) return before;
      await bookAsSent(deps, before);
    }
    const result = await decideRun<never>(deps, runId, stepActor('advance'), (head) => nextMove(deps, head));
    if (!result.ok) throw new Error(`${runId} cannot advance (${result.error.kind})`);
    if (result.value.version === before.version) return result.value;
  }
  throw new Error(`${runId} does not come to rest`);
}

async function bankHasAll(table: Table, head: RunHead): Promise<boolean> {
  const files = await readFiles(table, head);
  return files.every(({ status }) => status === 'acknowledged');
}

/** Whether the bank refused every file as a whole, rather than each payment for its own reason. */
async function isRefusedWhole(table: Table, head: RunHead): Promise<boolean> {
  const files = await readFiles(table, head);
  return files.every(({ rejected }) => rejected === true);
}

/** Books every chunk as sent that no result has booked so far. */
async function bookAsSent(deps: AdvanceDeps, head: RunHead): Promise<void> {
  await markReplaced(deps, head);
  await bookInstalments(deps, head);
  const posted = await bringChunksTo(deps, head, chunkNumbers(head.chunks ?? 0), 'sent');
  if (!posted.ok) throw new Error(`${head.runId} cannot be booked as sent (${posted.error.kind})`);
}

async function nextMove({ table, clock }: AdvanceDeps, head: RunHead): Promise<RunDecision<never>> {
  const state: RunState = head.state;
  if (state === 'filed' || state === 'unknown') {
    if (!(await bankHasAll(table, head))) return { kind: 'stay' };
    return { kind: 'move', event: state === 'filed' ? 'ack' : 'bank-has-it' };
  }
  const totals = await readTotals(table, head);
  if (state === 'sent') {
    if (!hasResult(totals)) return { kind: 'stay' };
    if (totals.rejected.count === head.payments && (await isRefusedWhole(table, head))) {
      return { kind: 'move', event: 'group-rejected', detail: { payments: head.payments } };
    }
    return { kind: 'move', event: 'result' };
  }
  if (state === 'settling') {
    if (!isMatched({ count: head.payments, fen: head.totalFen }, totals)) return { kind: 'stay' };
    const returnsUntil = startInShanghai(plusDays(clock.today(), head.terms.returnWindowDays));
    return {
      kind: 'move',
      event: 'all-matched',
      changes: {
        returnsReconciled: totals.returned.count,
        returnsUntil: new Date(returnsUntil).toISOString(),
      },
      detail: {
        settled: totals.settled.count,
        settledFen: totals.settled.fen,
        returned: totals.returned.count,
        returnedFen: totals.returned.fen,
        rejected: totals.rejected.count,
        rejectedFen: totals.rejected.fen,
      },
    };
  }
  if (state === 'reconciled' && totals.returned.count > head.returnsReconciled) {
    return { kind: 'move', event: 'late-return', detail: { returned: totals.returned.count } };
  }
  return { kind: 'stay' };
}
