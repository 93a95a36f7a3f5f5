import { expect } from '@jest/globals';
import { createReconciliationReport } from '../../functions/app/payments/read-run.ts';
import { createTrialBalance } from '../../functions/app/ledger/trial-balance.ts';
import { payoutReport } from '../../functions/app/reports/payout-report.ts';
import { streetsReport } from '../../functions/app/reports/streets-report.ts';
import { createReconcilePeriod } from '../../functions/app/reconciliation/reconcile-period.ts';
import { type AuditEntry, findChainFault } from '../../functions/domain/audit/chain.ts';
import type { FinanceOffice } from './finance-office.ts';

/** The ledger balances, its balances are what its transfers sum to, the run's own equation holds, and its period's. */
export async function expectSound(office: FinanceOffice, runId: string): Promise<void> {
  const balance = await office.useCases.trialBalance({ recompute: true });
  expect(balance).toMatchObject({ balanced: true, differences: [] });
  const report = (await createReconciliationReport({ table: office.stored })(runId))!;
  const parts = Object.values(report.statement);
  expect(parts.reduce((sum, { count }) => sum + count, 0)).toBe(report.instruction.count);
  expect(parts.reduce<number>((sum, part) => sum + part.fen, 0)).toBe(report.instruction.fen);
  expect(parts.every(({ count, fen: amount }) => count >= 0 && amount >= 0)).toBe(true);
  await expectLedgerOwes(office, runId);
  await expectStreetsReconcile(office);
  const entries = await office.stored.query({ pk: `RUN#${runId}`, sk: { beginsWith: 'AUDIT#' } });
  const chain = entries.items as unknown as AuditEntry[];
  expect(findChainFault(chain, await office.head(runId))).toBeUndefined();
}

/** Payouts by street, by programme and month, and what the ledger has as spent are one sum; no street is below zero. */
export async function expectStreetsReconcile({ stored }: Pick<FinanceOffice, 'stored'>): Promise<void> {
  const { lines } = await createTrialBalance({ table: stored })();
  for (const year of new Set(lines.map((line) => line.year))) {
    const [streets, months] = [await streetsReport(stored, year), await payoutReport(stored, year)];
    const spent = lines.filter((line) => line.account === 'B5' && line.year === year);
    const netFen = spent.reduce((sum, { debitFen, creditFen }) => sum + creditFen - debitFen, 0);
    expect(streets.reduce((sum, row) => sum + row.netFen, 0)).toBe(netFen);
    expect(months.reduce((sum, row) => sum + row.netFen, 0)).toBe(netFen);
    expect(streets.filter(({ payments, netFen: net }) => payments < 0 || net < 0)).toEqual([]);
  }
}

/** What the ledger owes for the run's period is what its payments are owed, and the files are what the runs hold. */
export async function expectLedgerOwes(office: FinanceOffice, runId: string): Promise<void> {
  const { programme, period } = await office.head(runId);
  const report = await createReconcilePeriod({ table: office.stored })(programme, period);
  const kinds = report?.differences.map(({ kind }) => kind) ?? [];
  expect(kinds.filter((kind) => kind === 'ledger-differs' || kind === 'file-differs')).toEqual([]);
}

/** Nothing stands in suspense any more: not in any programme, year and share. */
export async function expectNoSuspense(office: FinanceOffice): Promise<void> {
  const { lines } = await office.useCases.trialBalance();
  const held = lines.filter(
    ({ account, debitFen, creditFen }) => (account === 'A3' || account === 'L4') && debitFen !== creditFen,
  );
  expect(held).toEqual([]);
}
