import type { BankRecord } from '../../contracts/bank/bank-record.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { parseMessageId } from '../../domain/payments/file-id.ts';
import { readRunHead, type RunHead, tookPart } from '../payments/run-head.ts';
import type { Table } from '../store/ports.ts';
import { locatePayments } from './locate-payments.ts';

/** Ends the reading of a message; caught where the import begins, and never seen outside. */
export class SeparationOfDuties extends Error {
  readonly runId: string;

  constructor(runId: string) {
    super(`separation of duties on ${runId}`);
    this.runId = runId;
  }
}

/** @throws SeparationOfDuties when whoever imports had a part in the run */
export async function readImportedRun(
  table: Table,
  runId: string,
  actor: Actor,
): Promise<RunHead | undefined> {
  const head = await readRunHead(table, runId);
  if (head && actor.kind === 'staff' && tookPart(head, actor)) throw new SeparationOfDuties(runId);
  return head;
}

const idsLocatedAtOnce = 500;

/**
 * Reads a message to its end before anything is written of it: whether it is whole, and whether everything it speaks of
 * is for this person to import.
 * @returns the message's id, or undefined when its end is missing
 * @throws SeparationOfDuties when it speaks of a run that the person had a part in
 */
export async function surveyMessage(
  table: Table,
  records: AsyncIterable<BankRecord>,
  actor: Actor,
): Promise<string | undefined> {
  const seen = new Set<string>();
  const waiting = new Set<string>();
  let messageId: string | undefined;
  let isWhole = false;

  async function see(runId: string | undefined): Promise<void> {
    if (runId === undefined || seen.has(runId)) return;
    seen.add(runId);
    await readImportedRun(table, runId, actor);
  }

  async function locateWaiting(): Promise<void> {
    const ids = [...waiting];
    waiting.clear();
    for (const location of await locatePayments(table, ids)) {
      if (location.kind === 'located') await see(location.runId);
    }
  }

  for await (const record of records) {
    if (record.kind === 'message') messageId = record.messageId;
    isWhole = record.kind === 'message-end';
    const { endToEndId, fileIds } = spokenOf(record);
    for (const fileId of fileIds) if (fileId !== undefined) await see(parseMessageId(fileId)?.runId);
    if (endToEndId !== undefined) waiting.add(endToEndId);
    if (waiting.size >= idsLocatedAtOnce) await locateWaiting();
  }
  await locateWaiting();
  return isWhole ? messageId : undefined;
}

/** The payment and the files that a record names. */
function spokenOf(record: BankRecord): {
  readonly endToEndId?: string | undefined;
  readonly fileIds: readonly (string | undefined)[];
} {
  switch (record.kind) {
    case 'line': {
      const { endToEndId, paymentInformationId, batch } = record;
      return { endToEndId, fileIds: [paymentInformationId, batch?.paymentInformationId, batch?.messageId] };
    }
    case 'payment-status':
      return { endToEndId: record.endToEndId, fileIds: [record.originalMessageId] };
    case 'group-status':
      return { fileIds: [record.originalMessageId] };
    case 'payment-information-status':
      return { fileIds: [record.paymentInformationId, record.originalMessageId] };
    default:
      return { fileIds: [] };
  }
}
