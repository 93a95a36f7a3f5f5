import type { ClaimContent } from '../../contracts/claims/claim.ts';
import type { Language } from '../../contracts/language.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { Permit } from '../access/authorise.ts';
import { readClaimHead } from '../claims/claim-head.ts';
import { openContent, openDecision } from '../claims/claim-parts.ts';
import { claimSubject } from '../claims/claim-subject.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import { type JudgedCondition, judgedConditions } from '../claims/judged-conditions.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Table } from '../store/ports.ts';
import { type TaskView, taskOf } from './list-tasks.ts';
import { parseTaskId } from './task-id.ts';

/** A task as its reviewer decides on it: what was claimed, what the registers said, and what the rules made of it. */
export interface OpenTask {
  readonly task: TaskView;
  readonly content: ClaimContent;
  readonly record: DecisionRecord;
  readonly conditions: readonly JudgedCondition[];
  readonly evidenceIds: readonly string[];
}

export interface ReadTaskInput {
  readonly taskId: string;
  readonly permitFor: PermitFor;
  readonly language: Language;
}

export type ReadTaskProblem =
  | FindClaimProblem
  /** Decided, or changed, since the task arose. */
  | { readonly kind: 'changed-since' };

/** Opens a task for the office whose turn it is. Nobody else sees names by this way. */
export function createReadTask({
  table,
  envelopes,
  policies,
}: {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook;
}) {
  return async ({
    taskId,
    permitFor,
    language,
  }: ReadTaskInput): Promise<Result<OpenTask, ReadTaskProblem>> => {
    const parsed = parseTaskId(taskId);
    const head = parsed && (await readClaimHead(table, parsed.claimId));
    if (!parsed || !head) return err({ kind: 'not-found' });
    if (head.task?.version !== parsed.version) return err({ kind: 'changed-since' });
    const permit = permitFor(claimSubject(head));
    if (!permit.ok) return err({ kind: 'refused', refusal: permit.error });
    const task = taskOf(head);
    const record = await openDecision(table, envelopes, head.claimId);
    if (!task || !record) throw new Error(`the task ${taskId} has nothing to decide on`);
    return ok({
      task: { ...task, ...inAbsence(permit.value) },
      content: await openContent(table, envelopes, head.claimId),
      record,
      conditions: judgedConditions(policies, record, language),
      evidenceIds: head.evidenceIds,
    });
  };
}

function inAbsence({ deputyFor }: Permit): Pick<TaskView, 'deputyFor'> {
  const first = deputyFor?.[0];
  return first === undefined ? {} : { deputyFor: first };
}
