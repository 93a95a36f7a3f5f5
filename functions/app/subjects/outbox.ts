import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../../domain/audit/canonical-json.ts';
import type { Action } from '../store/ports.ts';

/** What a deciding transaction asks of the world outside the store; relayed at least once (design.md, decision 6). */
export type OutboxMessage =
  | {
      readonly type: 'start-workflow';
      readonly machine: 'claim' | 'payment-run';
      readonly executionName: string;
      readonly input: { readonly [name: string]: Json };
    }
  | {
      readonly type: 'wake-workflow';
      readonly taskToken: string;
      readonly output: { readonly [name: string]: Json };
    }
  /**
   * Award the claims that wait for this appropriation's money; one at a time per appropriation. Names the claim that
   * has come to wait, if one has: the index that lists those waiting may lag.
   */
  | { readonly type: 'allocate'; readonly appropriationId: string; readonly claimId?: string }
  | {
      readonly type: 'notify';
      readonly subjectKind: string;
      readonly subjectId: string;
      /** Names a text in both languages; the parameters hold the reference and dates, no personal detail. */
      readonly text: string;
      readonly parameters: { readonly [name: string]: string };
    };

export const outboxShards = 16;

export function outboxPk(shard: number): string {
  return `OUTBOX#${String(shard).padStart(2, '0')}`;
}

/**
 * The row to put in the deciding transaction. `cause` (subject, version, and what for) makes it unique,
 * and repeating a step makes the same row again.
 */
export function outboxRow(at: string, cause: string, message: OutboxMessage): Action {
  const hash = createHash('sha256').update(cause).digest();
  return {
    put: {
      pk: outboxPk((hash[0] ?? 0) % outboxShards),
      sk: `${at}#${hash.toString('hex').slice(0, 24)}`,
      message: canonicalJson({ ...message }),
    },
  };
}
