import type { Weight } from '../../domain/money/fen.ts';
import { instructionIdOf } from '../../domain/payments/payment-id.ts';
import type { Table } from '../store/ports.ts';
import { parseInstruction } from './instructions.ts';
import type { Payable } from './payables.ts';
import { readRunHead } from './run-head.ts';
import { instructionKey } from './run-keys.ts';

/** Whose money a payment is: as the run had it that sent it last. */
export interface PaymentFunding {
  readonly programme: string;
  readonly period: string;
  /** The appropriation's. */
  readonly year: number;
  readonly shares: readonly Weight[];
  readonly runId: string;
}

/** @returns undefined while no run holds the payment, or has held it */
export async function readPaymentFunding(
  table: Table,
  paymentId: string,
  row: Payable,
): Promise<PaymentFunding | undefined> {
  const runId = row.runId ?? (await lastRunOf(table, paymentId, row));
  const head = runId === undefined ? undefined : await readRunHead(table, runId);
  if (!head) return undefined;
  const { programme, period, terms } = head;
  return { programme, period, year: terms.year, shares: terms.shares, runId: head.runId };
}

/** A payment that waits to go out again has left its run; the instruction that came back has not. */
async function lastRunOf(table: Table, paymentId: string, { reissue }: Payable): Promise<string | undefined> {
  if (reissue === 0) return undefined;
  const item = await table.get(instructionKey(instructionIdOf(paymentId, reissue - 1)));
  return item && parseInstruction(item).runId;
}
