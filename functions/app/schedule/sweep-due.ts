import type { Actor } from '../../domain/audit/actor.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type CalendarDate, plusDays } from '../../domain/time/calendar-date.ts';
import { type WorkingCalendar, plusWorkingDays } from '../../domain/time/working-days.ts';
import { awardsEnding, commitmentQueue } from '../awards/award-head.ts';
import { finishAward } from '../awards/finish-award.ts';
import {
  type ClaimChange,
  type ClaimHead,
  dueList,
  dueShards,
  fundsQueue,
  noted,
  readClaimHead,
  transition,
} from '../claims/claim-head.ts';
import { commitChange } from '../claims/commit-change.ts';
import { arriveAt } from '../claims/enter-state.ts';
import { policyOf } from '../claims/policy-of.ts';
import { appropriationIdOf } from '../ledger/appropriation-id.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { Clock } from '../ports/clock.ts';
import { rowPages } from '../store/pages.ts';
import type { IndexRow, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { eachInTurn } from './each-in-turn.ts';
import { forEachDue } from './for-each-due.ts';

export interface SweepDueDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly policies: PolicyBook;
  readonly calendar: WorkingCalendar;
}

const actor: Actor = { kind: 'system', id: 'sweep-due' };

/** An office that let a date pass gets this long before the matter is raised once more. */
const raisedAgainAfterWorkingDays = 5;

const atOnce = 200;

/**
 * Moves on what has come to its date: a public posting that ended, an answer that did not come, an appeal window that
 * closed; an office's own delay is raised to the next, and never becomes a decision. Run daily, and when the clock is
 * moved; running it again changes nothing. An award that ends is closed when its window is over.
 * @returns how many claims and awards it changed
 * @throws AggregateError with what failed, after every claim had its turn
 */
export function createSweepDue(deps: SweepDueDeps): () => Promise<number> {
  const { table, clock } = deps;

  async function sweep(claimId: string, today: CalendarDate): Promise<boolean> {
    const head = await readClaimHead(table, claimId);
    if (head?.dueOn === undefined || head.dueOn >= today) return false;
    const change = overdue(deps, head, today);
    if (!change) return false;
    // Whoever changed the claim meanwhile has set a new date, or none.
    return (await commitChange(deps, change, [], undefined)).ok;
  }

  return async () => {
    const today = clock.today();
    await askForFunds(deps, today);
    return eachInTurn([
      () => forEachDue(duePages(table, today), atOnce, (claimId) => sweep(claimId, today)),
      () => forEachDue(endingPages(table, today), 1, (awardId) => finishAward(deps, awardId, today)),
    ]);
  };
}

/**
 * Has the allocators look at the claims and awards that still wait for money. Approvals and appropriations tell them as
 * it happens; this is for what a lagging index hid from them then, and for awards made after next year's appropriation.
 */
async function askForFunds({ table, clock, policies }: SweepDueDeps, today: CalendarDate): Promise<void> {
  const year = Number(today.slice(0, 4));
  for (const programme of policies.programmes) {
    for (const appropriationId of [year + 1, year, year - 1].map((of) => appropriationIdOf(programme, of))) {
      const queues = await Promise.all([
        table.queryIndex('gsi2', { pk: fundsQueue(appropriationId), limit: 1 }),
        table.queryIndex('gsi3', { pk: commitmentQueue(appropriationId), limit: 1 }),
      ]);
      if (queues.every(({ items }) => items.length === 0)) continue;
      const cause = `sweep-due#${today}#${appropriationId}`;
      await transact(table, [outboxRow(clock.now(), cause, { type: 'allocate', appropriationId })]);
    }
  }
}

/**
 * What a date that has passed does to a claim. A date lasts to its day's end, so it has passed on the day after.
 * @returns undefined where the claim goes on waiting: its posting has an objection that is not yet sorted
 */
function overdue(deps: SweepDueDeps, head: ClaimHead, today: CalendarDate): ClaimChange | undefined {
  const { clock, policies, calendar } = deps;
  const { policy } = policyOf(policies, head);
  const now = { today, at: clock.now(), calendar };
  const moment = { actor, at: now.at };
  const raised = {
    escalation: head.escalation + 1,
    dueOn: plusWorkingDays(today, raisedAgainAfterWorkingDays, calendar),
  };
  switch (head.state) {
    case 'posting': {
      if (head.openObjections > 0) return undefined;
      const arrival = arriveAt(head, 'review', head.position + 1, policy, now);
      const change = transition(head, 'ended', undefined, arrival, moment);
      return change.ok ? change.value : undefined;
    }
    case 'awaiting-applicant': {
      const change = transition(
        head,
        'overdue',
        undefined,
        arriveAt(head, 'manual', head.position, policy, now),
        moment,
      );
      return change.ok ? change.value : undefined;
    }
    case 'review': {
      const change = transition(head, 'overdue', undefined, raised, moment, {
        escalation: raised.escalation,
      });
      return change.ok ? change.value : undefined;
    }
    case 'rejected': {
      const change = transition(head, 'window-ended', undefined, { dueOn: undefined }, moment);
      return change.ok ? change.value : undefined;
    }
    default:
      return noted(head, 'escalated', raised, moment, { escalation: raised.escalation });
  }
}

/** Pages of what was due before today. Read whole before anything is changed, since changes move the rows. */
async function* duePages(table: Table, today: CalendarDate): AsyncGenerator<readonly IndexRow[]> {
  const before = `${plusDays(today, -1)}#~`;
  for (let shard = 0; shard < dueShards; shard += 1) {
    const due = { pk: dueList(shard), sk: { to: before }, limit: atOnce };
    yield* await Array.fromAsync(rowPages(table, 'gsi2', due));
  }
}

/** Pages of the awards whose window was over before today; read whole, as above. */
async function* endingPages(table: Table, today: CalendarDate): AsyncGenerator<readonly IndexRow[]> {
  const due = { pk: awardsEnding, sk: { to: `${plusDays(today, -1)}#~` }, limit: atOnce };
  yield* await Array.fromAsync(rowPages(table, 'gsi3', due));
}
