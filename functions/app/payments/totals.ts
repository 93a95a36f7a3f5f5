import { totalsItemSchema } from '../../contracts/store/payment-run.ts';
import { type Fen, zeroFen } from '../../domain/money/fen.ts';
import type { RunTotals } from '../../domain/reconciliation/run-totals.ts';
import type { Table } from '../store/ports.ts';
import { totalsKey } from './run-keys.ts';

/** What the bank has said of a run's present attempt so far. */
export async function readTotals(
  table: Table,
  { runId, attempt }: { readonly runId: string; readonly attempt: number },
): Promise<RunTotals> {
  const item = await table.get(totalsKey(runId, attempt));
  const stored = totalsItemSchema.parse(item ?? {});
  const sum = (count: number | undefined, amount: Fen | undefined) => ({
    count: count ?? 0,
    fen: amount ?? zeroFen,
  });
  return {
    settled: sum(stored.settledCount, stored.settledFen),
    returned: sum(stored.returnedCount, stored.returnedFen),
    rejected: sum(stored.rejectedCount, stored.rejectedFen),
    disputed: sum(stored.disputedCount, stored.disputedFen),
  };
}
