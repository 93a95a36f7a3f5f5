import { type Result, err, ok } from '../../domain/result/result.ts';
import type { Permit } from '../access/authorise.ts';
import { type ClaimHead, readClaimHead } from '../claims/claim-head.ts';
import { claimSubject } from '../claims/claim-subject.ts';
import type { FindClaimProblem, PermitFor } from '../claims/find-claim.ts';
import type { Table } from '../store/ports.ts';
import { parseTaskId } from './task-id.ts';

export interface TaskToOpen {
  readonly taskId: string;
  readonly permitFor: PermitFor;
}

export type OpenTaskProblem =
  | FindClaimProblem
  /** Decided, or changed, since the task arose. */
  | { readonly kind: 'changed-since' };

/** The claim whose open task this is, for the office whose turn it is. */
export async function findPermittedTask(
  table: Table,
  { taskId, permitFor }: TaskToOpen,
): Promise<Result<{ readonly head: ClaimHead; readonly permit: Permit }, OpenTaskProblem>> {
  const parsed = parseTaskId(taskId);
  const head = parsed && (await readClaimHead(table, parsed.claimId));
  if (!parsed || !head) return err({ kind: 'not-found' });
  if (head.task?.version !== parsed.version) return err({ kind: 'changed-since' });
  const permit = permitFor(claimSubject(head));
  return permit.ok ? ok({ head, permit: permit.value }) : err({ kind: 'refused', refusal: permit.error });
}
