import type { Fen } from '../../domain/money/fen.ts';
import { endToEndIdOf } from '../../domain/payments/payment-id.ts';
import type { Table } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { cameBackList, parseInstruction } from './instructions.ts';

/** A payment of an award that the bank sent back or would not make, and that has not gone out again. */
export interface CameBack {
  readonly paymentId: string;
  readonly endToEndId: string;
  readonly state: 'returned' | 'rejected';
  readonly amountFen: Fen;
  readonly runId?: string;
  /** The bank's reason code. */
  readonly reason?: string;
}

/** What came back of an award's payments: a handful, since each goes out again or is ended. */
export async function readCameBack(table: Table, awardId: string): Promise<readonly CameBack[]> {
  const page = await table.queryIndex('gsi3', { pk: cameBackList(awardId) });
  const items = await readMany(table, page.items);
  return items.flatMap((item): CameBack[] => {
    if (!item) return [];
    const { paymentId, reissue, state, amountFen, runId, reason } = parseInstruction(item);
    if (state !== 'returned' && state !== 'rejected') return [];
    return [
      {
        paymentId,
        endToEndId: endToEndIdOf(paymentId, reissue),
        state,
        amountFen,
        ...(runId === undefined ? {} : { runId }),
        ...(reason === undefined ? {} : { reason }),
      },
    ];
  });
}
