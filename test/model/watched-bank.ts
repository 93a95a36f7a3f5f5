import { createHash } from 'node:crypto';
import { readBankMessage } from '../../functions/adapters/bank/iso20022/read-bank-message.ts';
import { readPain001 } from '../../functions/adapters/bank/iso20022/read-pain001.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import type { BankChannel } from '../../functions/app/payments/ports.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { BankRecord, StatementLine } from '../../functions/contracts/bank/bank-record.ts';
import { type BankSimulator, createBankSimulator } from '../../local/bank/bank-simulator.ts';
import { localBankChannel } from '../../local/home/local-bank-channel.ts';
import { Crash } from '../fakes/crashing-table.ts';
import type { BankTruth, HandedOver, Order } from '../invariants/observed.ts';

/** A message of the bank, kept until somebody imports it, and for whoever imports it again. */
export interface KeptMessage {
  readonly name: string;
  readonly kind: string;
  readonly bytes: Uint8Array;
  imports: number;
}

export interface WatchedBank {
  readonly simulator: BankSimulator;
  readonly channel: BankChannel;
  /** Everything the bank has sent so far, in its order. */
  readonly messages: readonly KeptMessage[];
  /** The next file handed over kills the sender, before or after the bank has it; `never`: none does. */
  crashAtSend(when: 'before' | 'after' | 'never'): void;
  /** What was imported of a message, once it was acknowledged. */
  imported(records: readonly BankRecord[]): void;
  truth(): Promise<BankTruth>;
  close(): Promise<void>;
}

/** The bank simulator with its own books, in memory, and a record of all that passes between it and us. */
export async function watchedBank(clock: Clock): Promise<WatchedBank> {
  const database = SqliteDatabase.open(':memory:', { groupMilliseconds: Infinity });
  const simulator = await createBankSimulator({
    database,
    clock,
    reportFault: (fault) => {
      throw fault;
    },
    announceReturns: true,
  });
  const messages: KeptMessage[] = [];
  simulator.onMessage(async ({ name, kind, content }) => {
    const parts: Uint8Array[] = [];
    for await (const part of content) parts.push(Buffer.from(part));
    messages.push({ name, kind, bytes: Buffer.concat(parts), imports: 0 });
  });
  const channel = localBankChannel(simulator);
  const handedOver: HandedOver[] = [];
  const importedLines: StatementLine[] = [];
  let crash: 'before' | 'after' | 'never' = 'never';

  async function filesAtBank(): Promise<ReadonlySet<string>> {
    const known = new Set<string>();
    for (const messageId of new Set(handedOver.map((file) => file.messageId))) {
      if ((await simulator.status({ messageId })).known) known.add(messageId);
    }
    return known;
  }

  return {
    simulator,
    messages,
    channel: {
      enquire: (messageId) => channel.enquire(messageId),
      async send(file) {
        const bankHad = await filesAtBank();
        handedOver.push({ messageId: file.messageId, ...(await contentOf(file.content())), bankHad });
        const at = crash;
        crash = 'never';
        if (at === 'before') throw new Crash('before a file was handed over');
        const outcome = await channel.send(file);
        if (at === 'after') throw new Crash('after a file was handed over');
        return outcome;
      },
    },
    crashAtSend: (when) => {
      crash = when;
    },
    imported: (records) => {
      for (const record of records)
        if (record.kind === 'line' && record.status === 'booked') importedLines.push(record);
    },
    async truth() {
      const payments = await simulator.truth();
      return {
        handedOver,
        files: await filesAtBank(),
        payments: new Map(
          payments.map(({ endToEndId, fen, status, times }) => [endToEndId, { fen, status, times }]),
        ),
        imported: importedLines,
      };
    },
    async close() {
      await simulator.close();
      database.close();
    },
  };
}

async function contentOf(
  content: AsyncIterable<Uint8Array>,
): Promise<{ readonly sha256: string; readonly orders: readonly Order[] }> {
  const bytes = Buffer.concat(await Array.fromAsync(content));
  const orders: Order[] = [];
  for await (const record of readPain001([bytes])) {
    if (record.kind === 'payment')
      orders.push({ endToEndId: record.endToEndId, amountFen: record.amountFen });
  }
  return { sha256: createHash('sha256').update(bytes).digest('hex'), orders };
}

/** A message's records, read to where it ends or is cut off. */
export async function recordsOf(bytes: Uint8Array): Promise<readonly BankRecord[]> {
  return Array.fromAsync(readBankMessage([bytes]));
}
