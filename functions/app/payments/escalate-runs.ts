import type { Actor } from '../../domain/audit/actor.ts';
import { answerDueOn } from '../../domain/payments/answer-due.ts';
import { plusDays } from '../../domain/time/calendar-date.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { decideRun, type RunDecision, type RunHead } from './run-head.ts';
import { runsAwaitingAnswer } from './run-keys.ts';

const actor: Actor = { kind: 'system', id: 'sweep-due' };

/**
 * Raises to finance every run of which the bank has said nothing in time. That is all it does: what is unknown stays
 * unknown, and nothing is failed, sent or released by a date (invariants.md 7).
 * @returns how many were raised
 */
export async function escalateRuns(deps: { readonly table: Table; readonly clock: Clock }): Promise<number> {
  const { table, clock } = deps;
  const before = `${plusDays(clock.today(), -1)}#~`;
  const runIds: string[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.queryIndex('gsi2', {
      pk: runsAwaitingAnswer,
      sk: { to: before },
      ...(cursor === undefined ? {} : { cursor }),
    });
    runIds.push(...page.items.map(({ indexSk }) => indexSk.slice(indexSk.indexOf('#') + 1)));
    cursor = page.cursor;
  } while (cursor !== undefined);
  let raised = 0;
  for (const runId of runIds) {
    const result = await decideRun<never>(deps, runId, actor, (head) => escalate(deps.clock, head));
    if (!result.ok) throw new Error(`${runId} cannot be raised (${result.error.kind})`);
    if (result.value.escalation > 0) raised += 1;
  }
  return raised;
}

/** A date lasts to its day's end: it has passed on the day after. */
function escalate(clock: Clock, head: RunHead): RunDecision<never> {
  const today = clock.today();
  const next = answerDueOn(head.state, today);
  if (head.answerDueOn === undefined || head.answerDueOn >= today || next === undefined)
    return { kind: 'stay' };
  const escalation = head.escalation + 1;
  const told = outboxRow(clock.now(), `run/${head.runId}/${String(head.version + 1)}/silent`, {
    type: 'notify',
    subjectKind: 'run',
    subjectId: head.runId,
    text: 'bank-silent',
    parameters: { runId: head.runId, status: head.state, since: head.answerDueOn },
  });
  const decided = {
    changes: { escalation, answerDueOn: next },
    detail: { escalation, since: head.answerDueOn },
    also: [told],
  };
  return head.state === 'unknown'
    ? { kind: 'move', event: 'silence', ...decided }
    : { kind: 'note', event: 'escalated', ...decided };
}
