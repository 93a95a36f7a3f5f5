import type { Actor } from '../../domain/audit/actor.ts';
import { type Fen, zeroFen } from '../../domain/money/fen.ts';
import { answerDueOn } from '../../domain/payments/answer-due.ts';
import { endToEndIdOf } from '../../domain/payments/payment-id.ts';
import { outcomes } from '../../domain/reconciliation/chunk-outcomes.ts';
import type { ExceptionState } from '../../domain/reconciliation/exception-lifecycle.ts';
import { type CountAndFen, outstandingOf } from '../../domain/reconciliation/run-totals.ts';
import { type CalendarDate, plusDays } from '../../domain/time/calendar-date.ts';
import type { WorkingCalendar } from '../../domain/time/working-days.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import { advanceRun } from '../payments/advance-run.ts';
import { instructedAmounts, outcomesOf, readChunk, readChunkState, readSeal } from '../payments/chunks.ts';
import { createEnquireRun } from '../payments/enquire-run.ts';
import { chunkNumbers } from '../payments/post-chunks.ts';
import { decideRun, type RunDecision, type RunHead } from '../payments/run-head.ts';
import { fileKey, runsAwaitingAnswer } from '../payments/run-keys.ts';
import type { SendFilesDeps } from '../payments/steps/send-files.ts';
import { readTotals } from '../payments/totals.ts';
import { rowPages } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { endAnswered, oursOnly } from './end-by-bank.ts';
import { changeException, exceptionIdOf, openException } from './exceptions.ts';

export interface ChaseAnswersDeps extends SendFilesDeps {
  readonly calendar: WorkingCalendar;
}

const actor: Actor = { kind: 'system', id: 'chase-answers' };

/** With more payments missing than this, what is missing is the answer to the run, and stands as one exception. */
const mostSinglePayments = 200;

/**
 * Asks the bank, by the same ids, after every run that it has not answered in time, and raises it to finance with what
 * is missing (invariants.md 7): nothing is failed or sent under another id by the calendar. A bank that stays silent is
 * asked again after as long, and the matter raised each time. Run daily; running it again changes nothing.
 * @returns how many runs were asked after
 */
export function createChaseAnswers(deps: ChaseAnswersDeps): () => Promise<number> {
  const enquire = createEnquireRun(deps);

  async function chase(runId: string): Promise<boolean> {
    // Whatever a crash left undone of a run's way is done before it is missed.
    const head = await advanceRun(deps, runId);
    const outstanding = outstandingOf(
      { count: head.payments, fen: head.totalFen },
      await readTotals(deps.table, head),
    );
    if (outstanding.count === 0 || overdueSince(deps, head) === undefined) return false;
    const enquired = await enquire({ runId, actor });
    if (!enquired.ok) return false;
    // Asked after, it may have moved on, and has its time anew.
    if (enquired.value.head.state !== head.state) return true;
    // What the bank would not take is not missing: it lies here.
    if (head.state !== 'filed') {
      await openMissing(deps, head, outstanding.count, outstanding.fen);
      await raiseEarlier(deps, head);
    }
    await decideRun<never>(deps, runId, actor, (now) => raised(deps, now, outstanding));
    return true;
  }

  return async () => {
    await endAnswered(deps, actor);
    let chased = 0;
    const faults: unknown[] = [];
    for (const runId of await readRunsAwaited(deps)) {
      try {
        if (await chase(runId)) chased += 1;
      } catch (fault) {
        // One run that fails keeps no other from being asked after.
        faults.push(fault);
      }
    }
    if (faults.length > 0) throw new AggregateError(faults, `${String(faults.length)} runs failed`);
    return chased;
  };
}

/** No answer is due on the day since when it is awaited. */
async function readRunsAwaited({ table, clock }: ChaseAnswersDeps): Promise<readonly string[]> {
  const runIds: string[] = [];
  const due = { pk: runsAwaitingAnswer, sk: { to: `${plusDays(clock.today(), -1)}#~` } };
  for await (const rows of rowPages(table, 'gsi2', due)) {
    runIds.push(...rows.map(({ indexSk }) => indexSk.slice(indexSk.indexOf('#') + 1)));
  }
  return runIds;
}

/** The day that the answer was due on, once it has passed. */
function overdueSince({ clock, calendar }: ChaseAnswersDeps, head: RunHead): CalendarDate | undefined {
  const dueOn = answerDueOn(head, calendar);
  return dueOn !== undefined && dueOn < clock.today() ? dueOn : undefined;
}

/** Tells finance, marks the files that the bank has as silent, and gives it its time anew. */
function raised(deps: ChaseAnswersDeps, head: RunHead, outstanding: CountAndFen): RunDecision<never> {
  const since = overdueSince(deps, head);
  if (since === undefined) return { kind: 'stay' };
  const { runId, attempt, state, version, files } = head;
  const [today, escalation] = [deps.clock.today(), head.escalation + 1];
  return {
    kind: 'note',
    event: 'silence',
    changes: { chasedOn: today, awaitedSince: today, escalation },
    detail: { escalation, since, outstanding: outstanding.count, outstandingFen: outstanding.fen },
    also: [
      outboxRow(deps.clock.now(), `run/${runId}/${String(version + 1)}/silent`, {
        type: 'notify',
        subjectKind: 'run',
        subjectId: runId,
        text: 'bank-silent',
        parameters: { runId, status: state, since },
      }),
      ...(state === 'sent' || state === 'settling' ? files : []).map(({ file }) => ({
        update: fileKey(runId, attempt, file),
        set: { silentSince: head.chasedOn ?? today },
      })),
    ],
  };
}

/** Opens an exception for each payment that the bank has not spoken of, or for the run when they are many. */
async function openMissing(
  { table, clock }: ChaseAnswersDeps,
  head: RunHead,
  count: number,
  amountFen: Fen,
): Promise<void> {
  const { runId, attempt } = head;
  const moment = { at: clock.now(), date: clock.today(), actor };
  if (count > mostSinglePayments) {
    const exceptionId = exceptionIdOf(['no-answer', runId, attempt]);
    const whole = {
      exceptionId,
      reason: 'no-answer',
      runId,
      instructedFen: amountFen,
      escalation: 1,
    } as const;
    await openException(table, { ...whole, code: String(count) }, moment);
    return;
  }
  for (const chunk of chunkNumbers(head.chunks ?? 0)) {
    for (const { paymentId, reissue, instructedFen } of await readMissing(table, { runId, attempt, chunk })) {
      await openException(
        table,
        {
          exceptionId: exceptionIdOf(['no-answer', runId, attempt, paymentId]),
          reason: 'no-answer',
          runId,
          paymentId,
          endToEndId: endToEndIdOf(paymentId, reissue),
          instructedFen,
          escalation: 1,
        },
        moment,
      );
    }
  }
}

async function readMissing(
  table: Table,
  place: { readonly runId: string; readonly attempt: number; readonly chunk: number },
) {
  const [state, seal, payments] = await Promise.all([
    readChunkState(table, place),
    readSeal(table, place),
    readChunk(table, place),
  ]);
  if (!state || !seal || !payments) return [];
  const reissues = new Map(seal.reissues.map(({ position, reissue }) => [position, reissue]));
  const amounts = instructedAmounts(payments, seal);
  return [...outcomesOf(state, seal).codes].flatMap((code, position) => {
    const paymentId = payments.paymentIds[position];
    if (outcomes[code] !== 'outstanding' || paymentId === undefined) return [];
    const instructedFen = amounts[position] ?? zeroFen;
    return [{ paymentId, reissue: reissues.get(position) ?? 0, instructedFen }];
  });
}

const unsettled: readonly ExceptionState[] = ['open', 'investigating', 'waiting', 'proposed'];

/** Raises what stood before this round of asking once more. */
async function raiseEarlier(deps: ChaseAnswersDeps, { runId, chasedOn }: RunHead): Promise<void> {
  if (chasedOn === undefined) return;
  for (const state of unsettled) {
    for await (const head of oursOnly(deps.table, { state, runId })) {
      if (head.reason !== 'no-answer' || head.openedOn > chasedOn) continue;
      const { version: _version, auditHash: _auditHash, ...facts } = head;
      const change = changeException(
        head,
        { ...facts, escalation: head.escalation + 1 },
        { at: deps.clock.now(), actor, event: 'escalated' },
      );
      // Whoever changed it meanwhile has it in their hands.
      await deps.table.transact(change.actions);
    }
  }
}
