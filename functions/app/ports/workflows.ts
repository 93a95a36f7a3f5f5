import type { Json } from '../../domain/audit/canonical-json.ts';

/**
 * Starting and waking workflows: Step Functions there, the embedded engine here. Only the outbox relay calls
 * this; use cases leave an outbox row in the deciding transaction instead.
 */
export interface Workflows {
  /** Starting the same name with the same input again changes nothing. */
  start(machine: 'claim' | 'payment-run', executionName: string, input: Json): Promise<void>;
  /** Wakes the state that waits with this token; a token already used, or timed out, changes nothing. */
  succeed(taskToken: string, output: Json): Promise<void>;
}
