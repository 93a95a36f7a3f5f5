import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import { everyRun } from '../payments/programme-runs.ts';
import { readCameBackByReason } from '../payments/totals.ts';
import type { Table } from '../store/ports.ts';

/** Payments of a programme that the bank returned or would not make, for one reason. */
export interface ReturnsOfReason {
  readonly programme: string;
  /** The bank's reason code; absent where it gave none. */
  readonly reason?: string;
  readonly count: number;
  readonly fen: Fen;
}

/**
 * What came back of the runs of a year by the bank's reason, the most frequent first. Each run's totals count it in
 * the transaction that books it, so this costs the runs and not their payments. A payment that came back twice, of
 * two runs, counts twice.
 * @param year the appropriation's
 */
export async function returnsReport(table: Table, year: number): Promise<readonly ReturnsOfReason[]> {
  const rows = new Map<string, ReturnsOfReason>();
  for await (const run of everyRun(table)) {
    if (run.terms.year !== year) continue;
    for (const [reason, { count, fen }] of await readCameBackByReason(table, run)) {
      const key = `${run.programme} ${reason}`;
      const before = rows.get(key);
      rows.set(key, {
        programme: run.programme,
        ...(reason === '' ? {} : { reason }),
        count: (before?.count ?? 0) + count,
        fen: addFen(before?.fen ?? zeroFen, fen),
      });
    }
  }
  return [...rows]
    .sort(([aKey, a], [bKey, b]) => b.count - a.count || (aKey < bKey ? -1 : 1))
    .map(([, row]) => row);
}
