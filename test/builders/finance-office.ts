import { createHash } from 'node:crypto';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { bankFormats } from '../../functions/adapters/bank/bank-formats.ts';
import { createSqliteTable, type SqliteTableOptions } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAppropriate } from '../../functions/app/ledger/appropriations.ts';
import { commitAwardActions } from '../../functions/app/ledger/commit-award.ts';
import { createTrialBalance } from '../../functions/app/ledger/trial-balance.ts';
import { createPrepareRun } from '../../functions/app/payments/prepare-run.ts';
import { createReleaseRun } from '../../functions/app/payments/release-run.ts';
import { readRunHead, type RunHead } from '../../functions/app/payments/run-head.ts';
import { createAwaitRelease } from '../../functions/app/payments/steps/await-release.ts';
import { createAwaitSettlement } from '../../functions/app/payments/steps/await-settlement.ts';
import type { PaidAward } from '../../functions/app/awards/whom-to-tell.ts';
import { createTellPayees } from '../../functions/app/payments/steps/tell-payees.ts';
import { createBuildChunk } from '../../functions/app/payments/steps/build-chunk.ts';
import { createBuildFiles } from '../../functions/app/payments/steps/build-files.ts';
import { createCloseRun } from '../../functions/app/payments/steps/close-run.ts';
import { createPlanRoll } from '../../functions/app/payments/steps/plan-roll.ts';
import { createSendFiles } from '../../functions/app/payments/steps/send-files.ts';
import { createVoidRun } from '../../functions/app/payments/steps/void-run.ts';
import type { AwardsForRoll } from '../../functions/app/awards/ports.ts';
import type { BankChannel, PaymentTermsOfPeriod } from '../../functions/app/payments/ports.ts';
import { createCancelRun, createSendBackRun } from '../../functions/app/payments/stop-run.ts';
import { createImportBankMessage } from '../../functions/app/reconciliation/import-bank-message.ts';
import { createHandleException } from '../../functions/app/reconciliation/handle-exception.ts';
import { createAssessOverpayment } from '../../functions/app/receivables/assess-overpayment.ts';
import {
  createDecideRecoveryAppeal,
  createHandleReceivable,
} from '../../functions/app/receivables/handle-receivable.ts';
import { createListReceivables } from '../../functions/app/receivables/list-receivables.ts';
import { createRecordRepayment } from '../../functions/app/receivables/record-repayment.ts';
import { createListExceptions } from '../../functions/app/reconciliation/list-exceptions.ts';
import { createSweepFinance } from '../../functions/app/schedule/sweep-finance.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { transact } from '../../functions/app/store/transact.ts';
import type { FileTerms } from '../../functions/contracts/bank/bank-profile.ts';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import type { Actor } from '../../functions/domain/audit/actor.ts';
import type { RecoveryLimits } from '../../functions/domain/policy/policy.ts';
import { fen, type Weight } from '../../functions/domain/money/fen.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { AwardsInMemory } from '../fakes/awards-in-memory.ts';
import { BankFilesInMemory } from '../fakes/bank-files-in-memory.ts';
import { demoBank } from './demo-bank.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { ScriptedBank } from '../fakes/scripted-bank.ts';

export const preparer: Actor = { kind: 'staff', id: 'finance.preparer' };
export const approver: Actor = { kind: 'staff', id: 'finance.approver' };
export const reconciler: Actor = { kind: 'staff', id: 'finance.reconciler' };
const seed: Actor = { kind: 'system', id: 'seed' };

export const halves: readonly Weight[] = [
  { name: 'province', basisPoints: 5_000 },
  { name: 'district', basisPoints: 5_000 },
];

export interface FinanceOfficeOptions {
  readonly shares?: readonly Weight[];
  readonly paymentsPerFile?: number;
  readonly files?: { readonly [Name in keyof FileTerms]?: Exclude<FileTerms[Name], undefined> };
  readonly chunkSize?: number;
  /** The day by which the period's money is due; none is promised when left out. */
  readonly payBy?: string;
  /** What may be kept back of payments; nothing when left out. */
  readonly recovery?: RecoveryLimits;
  readonly store?: SqliteTableOptions;
  /** In place of the scripted bank. */
  readonly bankChannel?: BankChannel;
  readonly clock?: MovableClock;
  /** Another office's store and awards, in place of its own. */
  readonly shared?: { readonly stored: Table; readonly awards: AwardsForRoll };
  /** Stands between the use cases and the store. */
  readonly wrap?: (table: Table) => Table;
}

/** A finance office on a store in memory, with awards, a bank and a clock, and its steps run by hand. */
export function financeOffice(options: FinanceOfficeOptions = {}) {
  const database = SqliteDatabase.open(':memory:');
  const stored: Table = options.shared?.stored ?? createSqliteTable(database, options.store);
  const table = options.wrap ? options.wrap(stored) : stored;
  const clock = options.clock ?? new MovableClock();
  const awards = new AwardsInMemory();
  const bankFiles = new BankFilesInMemory();
  const bank = new ScriptedBank();
  const shares = options.shares ?? halves;
  let ids = 0;
  const termsOfPeriod: PaymentTermsOfPeriod = {
    year: 2008,
    ...(options.payBy === undefined ? {} : { payBy: calendarDate(options.payBy) }),
    component: options.shared ? 'standard' : 'base',
    shares,
    initiatingParty: '惠民区财政局',
    debtor: { name: '惠民区财政局', account: '9000000001', bankId: 'DEMOCNSH' },
    remittance: '惠民资金',
    returnWindowDays: 30,
    files: {
      format: { format: 'pain.001', version: '09' },
      mostPayments: options.paymentsPerFile ?? 5_000,
      endToEndIds: 'full',
      absentMeansAccepted: false,
      ...options.files,
    },
    answerWithinWorkingDays: 3,
    objectionDays: 60,
    ...(options.recovery ? { recovery: options.recovery } : {}),
  };
  const deps = {
    table,
    clock,
    calendar: { holidays: new Set<string>(), workedWeekends: new Set<string>() },
    awards: options.shared?.awards ?? awards,
    whomToTell: async (paid: readonly PaidAward[]) =>
      paid.map(({ awardId }) => ({ payeeVersion: 0, reference: `reference of ${awardId}` })),
    bankFiles,
    fileLinks: bankFiles.links,
    bankFormats,
    banks: new Map([['DEMOCNSH', demoBank]]),
    bankChannel: options.bankChannel ?? bank,
    ...(options.chunkSize === undefined ? {} : { chunkSize: options.chunkSize }),
    terms: { of: async (programme: string) => (programme === 'rural-reward' ? termsOfPeriod : undefined) },
    ids: {
      newId: (prefix: string) => `${prefix}-${String((ids += 1)).padStart(26, '0')}`,
      newReference: () => 'HM0000000000',
    },
  };

  const steps = {
    planRoll: createPlanRoll(deps),
    buildChunk: createBuildChunk(deps),
    buildFiles: createBuildFiles(deps),
    awaitRelease: createAwaitRelease(deps),
    sendFiles: createSendFiles(deps),
    awaitSettlement: createAwaitSettlement(deps),
    tellPayees: createTellPayees(deps),
    closeRun: createCloseRun(deps),
    voidRun: createVoidRun(deps),
  };
  const useCases = {
    prepareRun: createPrepareRun(deps),
    releaseRun: createReleaseRun(deps),
    sendBackRun: createSendBackRun(deps),
    cancelRun: createCancelRun(deps),
    importBankMessage: createImportBankMessage(deps),
    listExceptions: createListExceptions(deps),
    handleException: createHandleException(deps),
    assessOverpayment: createAssessOverpayment(deps),
    handleReceivable: createHandleReceivable(deps),
    decideRecoveryAppeal: createDecideRecoveryAppeal(deps),
    recordRepayment: createRecordRepayment(deps),
    listReceivables: createListReceivables(deps),
    sweepFinance: createSweepFinance(deps),
    trialBalance: createTrialBalance(deps),
    appropriate: createAppropriate(deps),
  };

  async function head(runId: string): Promise<RunHead> {
    const found = await readRunHead(stored, runId);
    if (!found) throw new Error(`no run ${runId}`);
    return found;
  }

  /** Appropriates and commits enough for every award, with the cash that goes with it. */
  async function fund(): Promise<void> {
    const payables = [...awards.awards.values()].flatMap(({ due }) =>
      due.outcome === 'due' ? due.components.map(({ amountFen }) => amountFen) : [],
    );
    const parts = commitAwardActions({
      programme: 'rural-reward',
      year: 2008,
      payables,
      shares,
      cause: 'fund',
      date: clock.today(),
      at: clock.now(),
    });
    await createAppropriate({ table: stored, clock })({
      programme: 'rural-reward',
      year: 2008,
      parts: shares.map(({ name }) => ({ share: name, amountFen: fen(1_000_000_000_000) })),
      cause: 'budget',
      actor: seed,
      approvedBy: seed,
      fundedOn: '9000000001',
    });
    if (parts.length === 0) return;
    const result = await transact(stored, parts);
    if (!result.ok) throw new Error('not committed');
  }

  /** Commits one more payment. */
  async function fundMore(amountFen: number): Promise<void> {
    const result = await transact(
      stored,
      commitAwardActions({
        programme: 'rural-reward',
        year: 2008,
        payables: [fen(amountFen)],
        shares,
        cause: clock.now(),
        date: clock.today(),
        at: clock.now(),
      }),
    );
    if (!result.ok) throw new Error('not committed');
  }

  /** Builds a run as the workflow does, up to the wait for its release. */
  async function build(runId: string): Promise<RunHead> {
    const roll = await steps.planRoll({ runId });
    for (const chunk of roll.chunks) await steps.buildChunk({ runId, attempt: roll.attempt, chunk });
    await steps.buildFiles({ runId, attempt: roll.attempt });
    return head(runId);
  }

  async function prepare(period = '2008-H1'): Promise<string> {
    const result = await useCases.prepareRun({ programme: 'rural-reward', period, actor: preparer });
    if (!result.ok) throw new Error(result.error.kind);
    return result.value.runId;
  }

  async function release(runId: string) {
    const { payloadHash = '' } = await head(runId);
    return useCases.releaseRun({ runId, payloadHash, actor: approver });
  }

  /** A run that the bank has, from its preparation. */
  async function sentRun(period?: string): Promise<string> {
    const runId = await prepare(period);
    await build(runId);
    const released = await release(runId);
    if (!released.ok) throw new Error(`not released: ${JSON.stringify(released.error)}`);
    await steps.sendFiles({ runId });
    return runId;
  }

  function importing(records: readonly BankRecord[], actor: Actor = reconciler) {
    return useCases.importBankMessage({
      actor,
      contentHash: createHash('sha256').update(JSON.stringify(records)).digest('hex'),
      open: async function* () {
        yield* records;
      },
    });
  }

  return {
    ...deps,
    database,
    awards,
    stored,
    bank,
    steps,
    useCases,
    termsOfPeriod,
    head,
    fund,
    fundMore,
    prepare,
    build,
    release,
    sentRun,
    importing,
  };
}

export type FinanceOffice = ReturnType<typeof financeOffice>;

/** What an account holds, over all programmes and shares, debits less credits. */
export async function netOf(office: FinanceOffice, account: string): Promise<number> {
  const { lines } = await createTrialBalance({ table: office.stored })();
  return lines
    .filter((line) => line.account === account)
    .reduce<number>((sum, { debitFen, creditFen }) => sum + debitFen - creditFen, 0);
}
