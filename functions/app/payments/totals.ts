import { totalsItemSchema } from '../../contracts/store/payment-run.ts';
import { addFen, type Fen, fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import type { CountAndFen, RunTotals } from '../../domain/reconciliation/run-totals.ts';
import type { Table } from '../store/ports.ts';
import { totalsKey } from './run-keys.ts';

/**
 * The attributes of a run's totals in which what was returned or rejected is counted by the bank's reason code, beside
 * the sums of all. What came without a code is what these leave of the sums.
 */
export function cameBackGain(code: string | undefined, amountFen: Fen): Readonly<Record<string, number>> {
  return code === undefined ? {} : { [`cameBackCount ${code}`]: 1, [`cameBackFen ${code}`]: amountFen };
}

const cameBackAttribute = /^cameBack(Count|Fen) (.+)$/;

/** What of a run's present attempt came back, by the bank's reason code; `''` where it gave none. */
export async function readCameBackByReason(
  table: Table,
  run: { readonly runId: string; readonly attempt: number },
): Promise<ReadonlyMap<string, CountAndFen>> {
  const item = (await table.get(totalsKey(run.runId, run.attempt))) ?? {};
  const { returned, rejected } = totalsOf(item);
  const rest = { count: returned.count + rejected.count, fen: addFen(returned.fen, rejected.fen) };
  const reasons = new Map<string, { count: number; fen: Fen }>();
  for (const [name, value] of Object.entries(item)) {
    const [, what, code] = cameBackAttribute.exec(name) ?? [];
    if (code === undefined || typeof value !== 'number') continue;
    const of = reasons.get(code) ?? { count: 0, fen: zeroFen };
    reasons.set(code, of);
    if (what === 'Count') {
      of.count = value;
      rest.count -= value;
    } else {
      of.fen = fen(value);
      rest.fen = subtractFen(rest.fen, of.fen);
    }
  }
  if (rest.count > 0) reasons.set('', rest);
  return reasons;
}

/** What the bank has said of a run's present attempt so far. */
export async function readTotals(
  table: Table,
  { runId, attempt }: { readonly runId: string; readonly attempt: number },
): Promise<RunTotals> {
  return totalsOf((await table.get(totalsKey(runId, attempt))) ?? {});
}

function totalsOf(item: object): RunTotals {
  const stored = totalsItemSchema.parse(item);
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
