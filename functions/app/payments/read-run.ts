import type { FileItem } from '../../contracts/store/payment-run.ts';
import type { RollVariance } from '../../contracts/store/roll-changes.ts';
import { addFen, type Fen } from '../../domain/money/fen.ts';
import { answerDueOn } from '../../domain/payments/answer-due.ts';
import type { PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import type { RunState } from '../../domain/payments/run-lifecycle.ts';
import {
  type CountAndFen,
  outstandingOf,
  type RunTotals,
  type ThreeWay,
  threeWay,
} from '../../domain/reconciliation/run-totals.ts';
import type { WorkingCalendar } from '../../domain/time/working-days.ts';
import type { Page, Table } from '../store/ports.ts';
import { readSeals } from './chunks.ts';
import { readMany } from '../store/read-many.ts';
import { parseInstruction } from './instructions.ts';
import { chunkNumbers } from './post-chunks.ts';
import { readFiles } from './run-files.ts';
import { parseRunHead, readRunHead, type RunHead } from './run-head.ts';
import { deviationList, runList } from './run-keys.ts';
import { readTotals } from './totals.ts';

/** A run as finance sees it: what a release would bind, and how far it has come. */
export interface RunView {
  readonly runId: string;
  readonly programme: string;
  readonly period: string;
  readonly status: RunState;
  readonly version: number;
  readonly attempt: number;
  readonly payments: number;
  readonly totalFen: Fen;
  /** What is kept back of the payments for receivables, beside that. */
  readonly keptBack?: CountAndFen;
  /** Once prepared: what the release must name. */
  readonly payloadHash?: string;
  /** Awards on the roll that are not paid, by reason. */
  readonly leftOut: Readonly<Record<string, number>>;
  readonly files: readonly {
    readonly file: number;
    readonly messageId: string;
    readonly sha256: string;
    readonly count: number;
    readonly totalFen: Fen;
    readonly status: 'ready' | 'sending' | 'unknown' | 'acknowledged';
    readonly refused: boolean;
    /** Since when the bank has not said what became of a file that it took. */
    readonly silentSince?: string;
  }[];
  readonly outcomes: RunTotals & { readonly outstanding: CountAndFen };
  /** How what is due differs from the last period, as it was when the run was built; absent of a programme's first. */
  readonly comparison?: RollVariance & { readonly lastPeriod: string };
  readonly preparedBy: string;
  readonly preparedAt: string;
  readonly releasedBy?: string;
  readonly releasedAt?: string;
  readonly returnsUntil?: string;
  /** Until when the bank should say something, and how often its silence was raised. */
  readonly answerDueOn?: string;
  readonly escalation: number;
  /** What keeps it from being prepared; preparing again tries again. */
  readonly fault?: string;
}

export interface ReadRunDeps {
  readonly table: Table;
  readonly calendar: WorkingCalendar;
}

export function createReadRun({ table, calendar }: ReadRunDeps) {
  return async (runId: string): Promise<RunView | undefined> => {
    const head = await readRunHead(table, runId);
    if (!head) return undefined;
    const [files, totals] = await Promise.all([readFiles(table, head), readTotals(table, head)]);
    return {
      ...summaryOf(head, calendar),
      ...(head.comparison ? { comparison: head.comparison } : {}),
      files: head.files.map(({ file, messageId, sha256, count, totalFen }, at) => ({
        file,
        messageId,
        sha256,
        count,
        totalFen,
        status: files[at]?.status ?? 'ready',
        refused: files[at]?.refused ?? false,
        ...silenceOf(files[at]),
      })),
      outcomes: {
        ...totals,
        outstanding: outstandingOf({ count: head.payments, fen: head.totalFen }, totals),
      },
    };
  };
}

function silenceOf(file: FileItem | undefined): { readonly silentSince?: string } {
  return file?.silentSince === undefined ? {} : { silentSince: file.silentSince };
}

export type RunSummary = Omit<RunView, 'files' | 'outcomes' | 'comparison'>;

function summaryOf(head: RunHead, calendar: WorkingCalendar): RunSummary {
  const {
    runId,
    programme,
    period,
    state,
    version,
    attempt,
    payments,
    totalFen,
    leftOut,
    preparedBy,
    preparedAt,
  } = head;
  const { payloadHash, releasedBy, releasedAt, returnsUntil, escalation, fault, keptBack } = head;
  const dueOn = answerDueOn(head, calendar);
  return {
    runId,
    programme,
    period,
    status: state,
    version,
    attempt,
    payments,
    totalFen,
    leftOut,
    preparedBy,
    preparedAt,
    escalation,
    ...(keptBack ? { keptBack: { count: keptBack.count, fen: keptBack.fen } } : {}),
    ...(payloadHash === undefined ? {} : { payloadHash }),
    ...(releasedBy === undefined ? {} : { releasedBy }),
    ...(releasedAt === undefined ? {} : { releasedAt }),
    ...(returnsUntil === undefined ? {} : { returnsUntil }),
    ...(dueOn === undefined ? {} : { answerDueOn: dueOn }),
    ...(fault === undefined ? {} : { fault }),
  };
}

const runsAPage = 50;

/** All runs, newest first. */
export function createListRuns({ table, calendar }: ReadRunDeps) {
  return async ({ cursor }: { readonly cursor?: string } = {}): Promise<Page<RunSummary>> => {
    const page = await table.queryIndex('gsi1', {
      pk: runList,
      descending: true,
      limit: runsAPage,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = await readMany(table, page.items);
    return {
      items: items.flatMap((item) => (item ? [summaryOf(parseRunHead(item), calendar)] : [])),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    };
  };
}

/** A payment that went another way than its run. */
export interface DeviatedPayment {
  readonly paymentId: string;
  readonly reissue: number;
  readonly awardId: string;
  readonly state: PaymentState;
  readonly amountFen: Fen;
  /** The bank's reason code. */
  readonly reason?: string;
}

/** Award – instruction – statement, of one run (finance.md). */
export interface ReconciliationReport extends ThreeWay {
  readonly runId: string;
  readonly status: RunState;
  readonly deviations: readonly DeviatedPayment[];
  /** Of the deviations, where there are more. */
  readonly cursor?: string;
}

const deviationsAPage = 100;

export function createReconciliationReport({ table }: { readonly table: Table }) {
  return async (runId: string, cursor?: string): Promise<ReconciliationReport | undefined> => {
    const head = await readRunHead(table, runId);
    if (!head) return undefined;
    const seals = await readSeals(table, head, chunkNumbers(head.chunks ?? 0));
    const kept = seals.flatMap(({ keptBack = [] }) => keptBack.map(({ amountFen }) => amountFen));
    const keptBack = { count: kept.length, fen: addFen(...kept) };
    const award = {
      count: seals.reduce((sum, { count }) => sum + count, 0),
      fen: addFen(keptBack.fen, ...seals.map(({ totalFen }) => totalFen)),
    };
    const instruction = {
      count: head.files.reduce((sum, { count }) => sum + count, 0),
      fen: addFen(...head.files.map(({ totalFen }) => totalFen)),
    };
    const page = await table.queryIndex('gsi2', {
      pk: deviationList(runId),
      limit: deviationsAPage,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = await readMany(table, page.items);
    return {
      runId,
      status: head.state,
      ...threeWay(award, keptBack, instruction, await readTotals(table, head)),
      deviations: items.flatMap((item) => {
        if (!item) return [];
        const { paymentId, reissue, awardId, state, amountFen, reason } = parseInstruction(item);
        return [
          { paymentId, reissue, awardId, state, amountFen, ...(reason === undefined ? {} : { reason }) },
        ];
      }),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    };
  };
}
