import { type OutboxMessage, outboxMessageSchema } from '../../contracts/store/outbox-message.ts';
import type { Workflows } from '../ports/workflows.ts';
import type { Action, Item } from '../store/ports.ts';
import { textAttribute } from '../store/text-attribute.ts';

/** Where a home sends what its outbox holds. Each may be told the same thing more than once. */
export interface OutboxSinks {
  readonly workflows: Workflows;
  /** Hands on to the one allocator of the appropriation. */
  allocate(appropriationId: string, claimId: string | undefined): Promise<void>;
  /** Hands a bank's message that was sent by form to whoever imports it. */
  importBankMessage(uploadId: string): Promise<void>;
  /**
   * Sends a notice, or says what to write so that it is sent.
   * @returns actions to write in the transaction that takes the row out of the outbox
   */
  notify(
    notice: Extract<OutboxMessage, { type: 'notify' }>,
    at: string,
    row: Item,
  ): Promise<readonly Action[]>;
}

/** What an outbox row asks for. @throws when it is none that this code knows */
export function messageOf(row: Item): OutboxMessage {
  return outboxMessageSchema.parse(JSON.parse(textAttribute(row, 'message')));
}

/**
 * Delivers one outbox row.
 * @returns the actions that end it: its deletion, and what the delivery itself wants written with it
 */
export async function deliver(row: Item, sinks: OutboxSinks): Promise<readonly Action[]> {
  const message = messageOf(row);
  const done: Action = { delete: { pk: row.pk, sk: row.sk } };
  switch (message.type) {
    case 'start-workflow':
      await sinks.workflows.start(message.machine, message.executionName, message.input);
      return [done];
    case 'wake-workflow':
      await sinks.workflows.succeed(message.taskToken, message.output);
      return [done];
    case 'allocate':
      await sinks.allocate(message.appropriationId, message.claimId);
      return [done];
    case 'import-bank-message':
      await sinks.importBankMessage(message.uploadId);
      return [done];
    case 'notify':
      return [...(await sinks.notify(message, row.sk.slice(0, row.sk.indexOf('#')), row)), done];
  }
}
