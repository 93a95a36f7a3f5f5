import type { Actor } from '../../domain/audit/actor.ts';
import { type CalendarDate, plusDays } from '../../domain/time/calendar-date.ts';
import { closeInterruptedYears } from '../periods/close-year.ts';
import { type ChaseAnswersDeps, createChaseAnswers } from '../reconciliation/chase-answers.ts';
import { exceptionsDue } from '../reconciliation/exceptions.ts';
import { createHandleException, type HandleExceptionDeps } from '../reconciliation/handle-exception.ts';
import { decideReceivable } from '../receivables/decide-receivable.ts';
import { receivablesDue } from '../receivables/receivable-head.ts';
import { rowPages } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { eachInTurn } from './each-in-turn.ts';

export type SweepFinanceDeps = HandleExceptionDeps & ChaseAnswersDeps;

const actor: Actor = { kind: 'system', id: 'sweep-finance' };

/**
 * Moves on what has come to its date in the finance office: answers that did not come are raised, payees who did not
 * object begin to pay back, banks that are silent are asked again, and a year's interrupted close goes on. Run daily; running it again changes nothing.
 * @returns how many exceptions, receivables, runs and years it changed
 * @throws AggregateError with what failed, after everything had its turn
 */
export function createSweepFinance(deps: SweepFinanceDeps): () => Promise<number> {
  const { table, clock } = deps;
  const handleException = createHandleException(deps);
  const chaseAnswers = createChaseAnswers(deps);

  async function raise(exceptionId: string): Promise<boolean> {
    return (await handleException({ exceptionId, event: 'overdue', actor })).ok;
  }

  async function begin(receivableId: string, today: CalendarDate): Promise<boolean> {
    const begun = await decideReceivable<never>({ table, clock }, receivableId, actor, ({ dueOn, state }) =>
      state === 'notified' && dueOn !== undefined && dueOn < today
        ? { kind: 'move', event: 'window-ended', without: ['dueOn'] }
        : { kind: 'stay' },
    );
    return begun.ok;
  }

  return async () => {
    const today = clock.today();
    return eachInTurn([
      ...(await idsDue(table, exceptionsDue, today)).map((id) => async () => Number(await raise(id))),
      ...(await idsDue(table, receivablesDue, today)).map((id) => async () => Number(await begin(id, today))),
      chaseAnswers,
      () => closeInterruptedYears({ table, clock }),
    ]);
  };
}

/** What was due before today, by an index whose rows are a date and an id. Read whole, since changes move the rows. */
async function idsDue(table: Table, pk: string, today: CalendarDate): Promise<readonly string[]> {
  const ids: string[] = [];
  for await (const rows of rowPages(table, 'gsi3', { pk, sk: { to: `${plusDays(today, -1)}#~` } })) {
    ids.push(...rows.map(({ indexSk }) => indexSk.slice(indexSk.indexOf('#') + 1)));
  }
  return ids;
}
