import type { ClaimContent } from '../../contracts/claims/claim.ts';
import type { Language } from '../../contracts/language.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, ok } from '../../domain/result/result.ts';
import type { Permit } from '../access/authorise.ts';
import { openContent, openDecision } from '../claims/claim-parts.ts';
import { type JudgedCondition, judgedConditions } from '../claims/judged-conditions.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { type TaskView, taskOf } from './list-tasks.ts';
import type { NoteReading } from './readings.ts';
import { type RelatedClaim, relatedClaims } from './related-claims.ts';
import { findPermittedTask, type OpenTaskProblem, type TaskToOpen } from './permitted-task.ts';

/** A task as its reviewer decides on it: what was claimed, what the registers said, and what the rules made of it. */
export interface OpenTask {
  readonly task: TaskView;
  readonly content: ClaimContent;
  readonly record: DecisionRecord;
  readonly conditions: readonly JudgedCondition[];
  readonly evidenceIds: readonly string[];
  readonly relatedClaims: readonly RelatedClaim[];
}

export interface ReadTaskInput extends TaskToOpen {
  readonly language: Language;
}

/** Opens a task for the office whose turn it is, and notes who did. Nobody else sees names by this way. */
export function createReadTask({
  table,
  envelopes,
  policies,
  noteReading,
}: {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook;
  readonly noteReading: NoteReading;
}) {
  return async ({ language, ...toOpen }: ReadTaskInput): Promise<Result<OpenTask, OpenTaskProblem>> => {
    const found = await findPermittedTask(table, toOpen);
    if (!found.ok) return found;
    const { head, permit } = found.value;
    const task = taskOf(head);
    const record = await openDecision(table, envelopes, head.claimId);
    if (!task || !record) throw new Error(`the task ${toOpen.taskId} has nothing to decide on`);
    const absent = inAbsence(permit);
    await noteReading({ claimId: head.claimId, actor: permit.actor, ...absent });
    return ok({
      task: { ...task, ...absent },
      content: await openContent(table, envelopes, head.claimId),
      record,
      conditions: judgedConditions(policies, record, language),
      evidenceIds: head.evidenceIds,
      relatedClaims: await relatedClaims(table, head, toOpen.permitFor),
    });
  };
}

function inAbsence({ deputyFor }: Permit): Pick<TaskView, 'deputyFor'> {
  const first = deputyFor?.[0];
  return first === undefined ? {} : { deputyFor: first };
}
