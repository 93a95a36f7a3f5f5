import type { Action } from '../store/ports.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { ClaimHead } from './claim-head.ts';

/** The claim's id for its first execution, then `<claimId>-2` and so on (design decision 7). */
export function executionNameOf({ claimId, execution }: Pick<ClaimHead, 'claimId' | 'execution'>): string {
  return execution === 1 ? claimId : `${claimId}-${String(execution)}`;
}

/** The outbox row that starts the execution the head names, in the transaction that wrote the head. */
export function startClaimWorkflow(head: Pick<ClaimHead, 'claimId' | 'execution'>, at: string): Action {
  return outboxRow(at, `${head.claimId}#start#${String(head.execution)}`, {
    type: 'start-workflow',
    machine: 'claim',
    executionName: executionNameOf(head),
    input: { claimId: head.claimId },
  });
}
