import { createHash } from 'node:crypto';
import type { OutboxMessage } from '../../contracts/store/outbox-message.ts';
import type { Action } from '../store/ports.ts';

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
      message: JSON.stringify(message),
    },
  };
}
