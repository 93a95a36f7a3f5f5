import { fen, formatYuan } from '../../functions/domain/money/fen.ts';
import type { YearReport } from './run-year.ts';

/** The report as a table for a terminal. */
export function reportText({ claims, paid, ledger, audit, exceptions, seconds }: YearReport): string {
  const columns = ['awarded', 'rejected', 'refused', 'manual', 'withdrawn', 'duplicate'] as const;
  const rows = Object.entries(claims).map(([programme, counts]) => [
    programme,
    ...columns.map((column) => String(counts[column])),
    String(paid[programme]?.payments ?? 0),
    formatYuan(fen(paid[programme]?.fen ?? 0)),
  ]);
  const table = aligned([['programme', ...columns, 'paid', 'yuan'], ...rows]);
  return [
    table,
    '',
    `ledger     ${ledger.balanced ? 'balanced' : 'NOT BALANCED'}: debits ${formatYuan(fen(ledger.debitsFen))}, credits ${formatYuan(fen(ledger.creditsFen))} yuan`,
    `audit      ${String(audit.entries)} entries, ${audit.verified ? 'every chain verified' : 'NOT VERIFIED'}`,
    `exceptions ${String(exceptions)} open`,
    `time       ${String(seconds)} s`,
  ].join('\n');
}

/** The first column to the left, the others to the right. */
function aligned(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)));
  return rows
    .map((row) =>
      row
        .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
        .join('  '),
    )
    .join('\n');
}
