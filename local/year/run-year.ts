import { join } from 'node:path';
import { claimOfRow } from '../../functions/app/claims/claim-of-row.ts';
import { claimSchema } from '../../functions/contracts/claims/claim.ts';
import { createVerifyAudit } from '../../functions/app/audit/verify-audit.ts';
import { type ClaimHead, claimKey, parseClaimHead } from '../../functions/app/claims/claim-head.ts';
import { createSubmitClaim } from '../../functions/app/claims/submit-claim.ts';
import { createWithdrawClaim } from '../../functions/app/claims/withdraw-claim.ts';
import { createTrialBalance } from '../../functions/app/ledger/trial-balance.ts';
import { calendarDate, isCalendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { fieldProblems } from '../../functions/handlers/http/edge/field-problems.ts';
import type { Home } from '../home/home.ts';
import type { ManualClock } from '../clock/manual-clock.ts';
import { seedDemoBudget } from '../home/demo-budget.ts';
import { type ClaimRow, readClaimRows } from '../registers/claim-rows.ts';
import { payPeriod, readRun } from './finance-staff.ts';
import { countOpenExceptions } from './open-exceptions.ts';
import { reviewDay } from './review-staff.ts';
import { actorOf } from './staff.ts';

export type YearOutcome =
  'award' | 'reject' | 'duplicate' | 'refused-at-intake' | 'manual-review' | 'withdrawn';

export interface ClaimOutcome {
  readonly claimNo: string;
  readonly outcome: YearOutcome;
  readonly amountFen: number;
  /** Codes of what failed, or is unknown. */
  readonly why: readonly string[];
}

interface ProgrammeClaims {
  awarded: number;
  rejected: number;
  refused: number;
  manual: number;
  withdrawn: number;
  duplicate: number;
}

/** The year's report (contract.md, "Commands"). */
export interface YearReport {
  readonly claims: Readonly<Record<string, Readonly<ProgrammeClaims>>>;
  readonly paid: Readonly<Record<string, { readonly payments: number; readonly fen: number }>>;
  readonly ledger: { readonly balanced: boolean; readonly debitsFen: number; readonly creditsFen: number };
  readonly audit: { readonly entries: number; readonly verified: boolean };
  readonly exceptions: number;
  readonly seconds: number;
}

export interface YearInput {
  readonly home: Home;
  readonly clock: ManualClock;
  readonly folder: string;
  /** Told how far the year has come: claims settled or under way of all, and the day. */
  readonly progress: (done: number, of: number, day: string) => void;
  /** A row of claims.csv that is no row: reported by its line, and the rest goes on. */
  readonly reportRow: (problem: {
    readonly file: string;
    readonly line: number;
    readonly reason: string;
  }) => void;
}

interface Filed {
  readonly row: ClaimRow;
  readonly result:
    | { readonly kind: 'claim'; readonly claimId: string }
    | { readonly kind: 'refused'; readonly codes: readonly string[] };
}

/** Claims of one day submitted at once. */
const atOnce = 256;

const programmesInOrder = ['rural-reward', 'special-hardship', 'retiree-one-off'];

/**
 * Runs a district's year through the real workflows: claims on the days they were made, reviewers and finance scripted,
 * and each period paid once its claims are decided.
 */
export async function runYear(
  input: YearInput,
): Promise<{ report: YearReport; outcomes: readonly ClaimOutcome[] }> {
  const began = performance.now();
  const { home, clock } = input;
  const byDay = await readDays(input);
  const days = [...byDay.keys()].sort();
  const first = calendarDate(days[0] ?? clock.today());
  const last = calendarDate(days.at(-1) ?? clock.today());
  const total = [...byDay.values()].reduce((sum, rows) => sum + rows.length, 0);
  await seedDemoBudget(home, Number(first.slice(0, 4)));

  const filed: Filed[] = [];
  for (let day = first; day <= last; day = plusDays(day, 1)) {
    await clock.setToday(day);
    await home.settle();
    filed.push(...(await fileClaims(home, byDay.get(day) ?? [])));
    await home.settle();
    await reviewDay(home);
    input.progress(filed.length, total, day);
  }
  // Postings end and hearings close: days pass until the reviewers find nothing more to come.
  let day = last;
  for (let quiet = 0; quiet < quietDays;) {
    day = plusDays(day, 1);
    await clock.setToday(day);
    await home.settle();
    quiet = (await reviewDay(home)) === 0 ? quiet + 1 : 0;
    input.progress(total, total, day);
  }

  const heads = await readHeads(home, filed);
  const paid = await payAll(home, heads);
  input.progress(total, total, day);
  const outcomes = outcomesOf(filed, heads);
  const [ledger, audit, exceptions] = [
    await createTrialBalance(home)({ recompute: true }),
    await createVerifyAudit(home)(),
    await countOpenExceptions(home.table),
  ];
  return {
    outcomes,
    report: {
      claims: countClaims(filed, outcomes),
      paid,
      ledger: { balanced: ledger.balanced, debitsFen: ledger.debitsFen, creditsFen: ledger.creditsFen },
      audit: { entries: audit.entries, verified: audit.verified },
      exceptions,
      seconds: Math.round((performance.now() - began) / 100) / 10,
    },
  };
}

/** As long as the longest wait between two decisions: the posting, and the days of a hearing with a weekend. */
const quietDays = 10;

async function readDays({ folder, reportRow }: YearInput): Promise<Map<string, ClaimRow[]>> {
  const byDay = new Map<string, ClaimRow[]>();
  for await (const read of readClaimRows(join(folder, 'claims.csv'))) {
    const reason =
      'reason' in read
        ? read.reason
        : isCalendarDate(read.row.submittedOn)
          ? undefined
          : 'submittedOn is no date';
    if (reason !== undefined || 'reason' in read) {
      reportRow({ file: 'claims.csv', line: read.line, reason: reason ?? '' });
      continue;
    }
    const rows = byDay.get(read.row.submittedOn);
    if (rows) rows.push(read.row);
    else byDay.set(read.row.submittedOn, [read.row]);
  }
  return byDay;
}

async function fileClaims(home: Home, rows: readonly ClaimRow[]): Promise<Filed[]> {
  const filed: Filed[] = [];
  for (let at = 0; at < rows.length; at += atOnce) {
    filed.push(...(await Promise.all(rows.slice(at, at + atOnce).map((row) => fileClaim(home, row)))));
  }
  return filed;
}

async function fileClaim(home: Home, row: ClaimRow): Promise<Filed> {
  const parsed = claimSchema.safeParse(claimOfRow(row));
  if (!parsed.success) {
    return { row, result: { kind: 'refused', codes: fieldProblems(parsed.error).map(({ code }) => code) } };
  }
  const submitted = await createSubmitClaim(home)({
    claim: parsed.data,
    channel: 'bulk',
    actor: actorOf('clerk'),
  });
  if (!submitted.ok) {
    const { error } = submitted;
    const codes = error.kind === 'invalid-request' ? error.errors.map(({ code }) => code) : [error.kind];
    return { row, result: { kind: 'refused', codes } };
  }
  const { claimId, reference } = submitted.value;
  if (row.withdrawn === 'yes') {
    const withdrawn = await createWithdrawClaim(home)({
      reference,
      permitFor: () => ({
        ok: true,
        value: { routeId: 'withdraw-claim', actor: { kind: 'applicant', id: claimId }, roles: [] },
      }),
    });
    if (!withdrawn.ok) throw new Error(`claim ${claimId} was not withdrawn: ${withdrawn.error.kind}`);
  }
  return { row, result: { kind: 'claim', claimId } };
}

async function readHeads(home: Home, filed: readonly Filed[]): Promise<Map<string, ClaimHead>> {
  const ids = filed.flatMap(({ result }) => (result.kind === 'claim' ? [result.claimId] : []));
  const heads = new Map<string, ClaimHead>();
  for (let at = 0; at < ids.length; at += 100) {
    for (const item of await home.table.getMany(ids.slice(at, at + 100).map(claimKey))) {
      if (item) {
        const head = parseClaimHead(item);
        heads.set(head.claimId, head);
      }
    }
  }
  return heads;
}

/** One run for each programme and period in which something was awarded. */
async function payAll(home: Home, heads: ReadonlyMap<string, ClaimHead>): Promise<YearReport['paid']> {
  const periods = new Map<string, Set<string>>();
  for (const { programme, period, state } of heads.values()) {
    if (state !== 'awarded') continue;
    const known = periods.get(programme);
    if (known) known.add(period);
    else periods.set(programme, new Set([period]));
  }
  const paid: Record<string, { payments: number; fen: number }> = {};
  for (const programme of inOrder([...periods.keys()])) {
    let payments = 0;
    let fen = 0;
    for (const period of [...(periods.get(programme) ?? [])].sort()) {
      const { runId } = await payPeriod(home, programme, period);
      const { settled } = (await readRun(home, runId)).outcomes;
      payments += settled.count;
      fen += settled.fen;
    }
    paid[programme] = { payments, fen };
  }
  return paid;
}

function outcomesOf(filed: readonly Filed[], heads: ReadonlyMap<string, ClaimHead>): ClaimOutcome[] {
  return filed.map(({ row: { claimNo }, result }) => {
    if (result.kind === 'refused') {
      return { claimNo, outcome: 'refused-at-intake', amountFen: 0, why: [...new Set(result.codes)] };
    }
    const head = heads.get(result.claimId);
    if (!head) throw new Error(`claim ${result.claimId} was acknowledged and is not stored`);
    return { claimNo, ...outcomeOf(head) };
  });
}

function outcomeOf({ state, decision, claimId }: ClaimHead): Omit<ClaimOutcome, 'claimNo'> {
  switch (state) {
    case 'awarded':
      return { outcome: 'award', amountFen: decision?.amountFen ?? 0, why: [] };
    case 'rejected':
    case 'closed':
    case 'proposed-rejection':
      return { outcome: 'reject', amountFen: 0, why: decision?.failing ?? [] };
    case 'duplicate':
      return { outcome: 'duplicate', amountFen: 0, why: [] };
    case 'withdrawn':
      return { outcome: 'withdrawn', amountFen: 0, why: [] };
    case 'manual':
      return { outcome: 'manual-review', amountFen: 0, why: decision?.unknown ?? [] };
    default:
      throw new Error(`claim ${claimId} is still ${state} at the end of the year`);
  }
}

function countClaims(filed: readonly Filed[], outcomes: readonly ClaimOutcome[]): YearReport['claims'] {
  const counts: Record<string, ProgrammeClaims> = {};
  for (const programme of inOrder([...new Set(filed.map(({ row }) => row.programme))])) {
    counts[programme] = { awarded: 0, rejected: 0, refused: 0, manual: 0, withdrawn: 0, duplicate: 0 };
  }
  for (const [at, { row }] of filed.entries()) {
    const count = counts[row.programme];
    const outcome = outcomes[at]?.outcome;
    if (count && outcome) count[countedAs[outcome]] += 1;
  }
  return counts;
}

const countedAs = {
  award: 'awarded',
  reject: 'rejected',
  duplicate: 'duplicate',
  'refused-at-intake': 'refused',
  'manual-review': 'manual',
  withdrawn: 'withdrawn',
} as const satisfies Record<YearOutcome, keyof ProgrammeClaims>;

function inOrder(programmes: readonly string[]): string[] {
  const place = (name: string): number => programmesInOrder.indexOf(name) + 1 || programmesInOrder.length + 1;
  return [...programmes].sort((a, b) => place(a) - place(b) || (a < b ? -1 : 1));
}
