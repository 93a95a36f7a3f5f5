import { rm } from 'node:fs/promises';
import { commitAwardActions } from '../functions/app/ledger/commit-award.ts';
import { createPrepareRun } from '../functions/app/payments/prepare-run.ts';
import { createReleaseRun } from '../functions/app/payments/release-run.ts';
import { transact } from '../functions/app/store/transact.ts';
import { fen } from '../functions/domain/money/fen.ts';
import { defineWorkflows } from '../local/home/define-workflows.ts';
import type { Home } from '../local/home/home.ts';
import { readRun } from '../local/year/finance-staff.ts';
import { actorOf } from '../local/year/staff.ts';
import { aRegisterFolder } from '../test/builders/register-folder.ts';
import { addBudget, openBenchHome } from './bench-home.ts';
import { mustBe, type Time, timeOf } from './benchmark.ts';
import { fsyncMilliseconds } from './fsync.ts';
import { generatedAwards, nobodyToTell } from './generated-awards.ts';

const programme = 'rural-reward';
const period = '2008-H1';
const nextPeriod = '2008-H2';
const amountFen = fen(30_000);

export interface PaidMany {
  /** From the order to prepare to a run whose pain.001 files lie ready. */
  readonly prepare: Time;
  /** From the release to files that the bank has taken in. */
  readonly send: Time;
  /** The bank's day is closed: its camt.053 is written, read, and every entry matched and booked. */
  readonly statement: Time;
  /** The next period's run of the same awards, which is compared with this one as it is built. */
  readonly prepareNext: Time;
  readonly fsyncMs: number;
}

/**
 * Pays n awards in one run through the real workflow, store and bank simulator. The awards themselves, and what is due
 * to each, are made up as they are asked for: deciding them is the `decide` and `claim` benchmarks' matter. Nobody is
 * told that they were paid: that comes after what is measured.
 */
export async function payMany(n: number): Promise<PaidMany> {
  const registers = await aRegisterFolder({});
  const opened = await openBenchHome(registers);
  const { home, dataFolder } = opened;
  const awards = generatedAwards(n, programme, amountFen);
  await defineWorkflows(home.engine, { ...home, awards, whomToTell: nobodyToTell });
  await fund(home, n);

  const { runId, payloadHash, time: prepare } = await prepareRun(home, period, n);
  const send = await timeOf(async () => {
    const actor = actorOf('finance.approver');
    const released = await createReleaseRun(home)({ runId, payloadHash, actor });
    if (!released.ok) throw new Error(released.error.kind);
    await home.settle();
  });
  const statement = await timeOf(async () => {
    await home.bank.endOfDay();
    await home.settle();
  });
  const { outcomes } = await readRun(home, runId);
  mustBe('settled', outcomes.settled.count, n);
  mustBe('settled fen', outcomes.settled.fen, n * amountFen);

  const next = await prepareRun(home, nextPeriod, n);
  const { comparison } = await readRun(home, next.runId);
  mustBe('compared', comparison?.last.count ?? 0, n);

  const fsyncMs = fsyncMilliseconds(dataFolder);
  await opened.close();
  await rm(registers, { recursive: true });
  return { prepare, send, statement, prepareNext: next.time, fsyncMs };
}

/** Prepares a run of n payments, to files that lie ready. */
async function prepareRun(
  home: Home,
  ofPeriod: string,
  n: number,
): Promise<{ readonly runId: string; readonly payloadHash: string; readonly time: Time }> {
  let runId = '';
  const time = await timeOf(async () => {
    const actor = actorOf('finance.preparer');
    const prepared = await createPrepareRun(home)({ programme, period: ofPeriod, actor });
    if (!prepared.ok) throw new Error(prepared.error.kind);
    runId = prepared.value.runId;
    await home.settle();
  });
  const { payloadHash = '', payments, status } = await readRun(home, runId);
  mustBe('status', status, 'prepared');
  mustBe('payments', payments, n);
  return { runId, payloadHash, time };
}

/** A budget of its own for both periods of the awards, in cash, and their commitment. */
async function fund(home: Home, n: number): Promise<void> {
  const terms = await home.terms.of(programme, period);
  if (!terms) throw new Error('no payment terms');
  await addBudget(home, programme, fen(2 * n * amountFen));
  const committed = await transact(
    home.table,
    commitAwardActions({
      programme,
      year: terms.year,
      payables: Array.from({ length: 2 * n }, () => amountFen),
      shares: terms.shares,
      cause: 'bench',
      date: home.clock.today(),
      at: home.clock.now(),
    }),
  );
  if (!committed.ok) throw new Error('the awards were not committed');
}
