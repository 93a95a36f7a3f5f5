import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { readBankMessage } from '../../functions/adapters/bank/iso20022/read-bank-message.ts';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import type {
  CreditTransfer,
  PaymentBatch,
  PaymentFile,
} from '../../functions/contracts/bank/payment-file.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';

const folder = join(import.meta.dirname, '../golden/bank');

export function goldenBankFile(name: string): string {
  return readFileSync(join(folder, name), 'utf8');
}

export async function collect<T>(items: AsyncIterable<T>): Promise<T[]> {
  const all: T[] = [];
  for await (const item of items) all.push(item);
  return all;
}

/** All of a message's records, without members that are undefined, as they are compared and stored. */
export async function recordsOf(...chunks: readonly (string | Uint8Array)[]): Promise<BankRecord[]> {
  return JSON.parse(JSON.stringify(await collect(readBankMessage(chunks)))) as BankRecord[];
}

export function aPayment(changes: Partial<CreditTransfer> = {}): CreditTransfer {
  return {
    endToEndId: 'RR08H1-000000000001-0',
    amountFen: fen(30_000),
    creditor: { name: '周军宝', account: '9908605103708959255', bankId: 'DEMOCNSH' },
    remittance: '农村奖励扶助 2008年上半年',
    ...changes,
  };
}

/** A batch of these payments, its count and total as they are. */
export function aPaymentBatch(
  payments: readonly CreditTransfer[],
  changes: Partial<PaymentBatch> = {},
): PaymentBatch {
  return {
    paymentInformationId: 'RUN-2008-H1-01',
    debtor: { name: '某市某区财政局', account: '3206020000000001', bankId: 'DEMOCNSH' },
    executionDate: calendarDate('2008-06-30'),
    payments,
    count: payments.length,
    totalFen: fen(payments.reduce((sum, { amountFen }) => sum + amountFen, 0)),
    ...changes,
  };
}

/** A file of these payments, from one account. */
export function aPaymentFile(
  payments: readonly CreditTransfer[],
  { messageId = 'RUN-2008-H1-01', ...changes }: Partial<PaymentFile & PaymentBatch> = {},
): PaymentFile {
  const { createdAt, initiatingParty, batches, ...batch } = changes;
  return {
    messageId,
    createdAt: createdAt ?? '2008-06-20T01:02:03.000Z',
    initiatingParty: initiatingParty ?? '某市某区卫生健康委员会',
    batches: batches ?? [aPaymentBatch(payments, { paymentInformationId: messageId, ...batch })],
  };
}
