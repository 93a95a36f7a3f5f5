import { type PayableItem, payableItemSchema } from '../../contracts/store/payment-run.ts';
import {
  type ChunkOutcomes,
  isRefusedWithFile,
  outcomeAt,
} from '../../domain/reconciliation/chunk-outcomes.ts';
import type { LeftOutReason } from '../../domain/payments/left-out.ts';
import { isOpen } from '../../domain/payments/run-lifecycle.ts';
import { mostReissues } from '../../domain/payments/payment-id.ts';
import { type Fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import type { Action, Item, Table } from '../store/ports.ts';
import { conditionFailed, storedInstead, transact } from '../store/transact.ts';
import { outcomesOf, readChunkState, readSeal } from './chunks.ts';
import { isYearClosed } from '../ledger/closed-books.ts';
import { readMany } from '../store/read-many.ts';
import { readRunHead, type RunHead } from './run-head.ts';
import { chunkKey, type ChunkOfRun, payableKey } from './run-keys.ts';

export type Payable = PayableItem;

/** A payment's row, if it has one: a run's, or a correction's, which no run need have held. */
export async function readPayable(table: Table, paymentId: string): Promise<Payable | undefined> {
  const item = await table.get(payableKey(paymentId));
  return item && parsePayable(item);
}

export function parsePayable(item: Item): Payable {
  return payableItemSchema.parse(item);
}

/** What a payment is instructed with: what is due, less what is kept back of it. */
export function instructedFenOf({ amountFen, keptBack }: Pick<Payable, 'amountFen' | 'keptBack'>): Fen {
  return subtractFen(amountFen, keptBack?.amountFen ?? zeroFen);
}

/** The run and place that hold a payment; undefined while it waits for a run. */
export function holderOf({
  runId,
  attempt,
  chunk,
  position,
}: Pick<Payable, 'runId' | 'attempt' | 'chunk' | 'position'>) {
  if (runId === undefined || attempt === undefined || chunk === undefined || position === undefined) {
    return undefined;
  }
  return { runId, attempt, chunk, position };
}

/** The runs that have instructed a payment, once it is to go out again: the one that holds it is among them. */
export function withHolder({ earlierRunIds = [], runId }: Payable): string[] {
  return [...earlierRunIds, ...(runId === undefined ? [] : [runId])];
}

/** A payment that a chunk wants to hold, at its place. */
export interface WantedPayment {
  readonly paymentId: string;
  readonly awardId: string;
  readonly component: string;
  readonly amountFen: Fen;
  readonly decisionHash: string;
  readonly position: number;
}

export type Claimed =
  | {
      readonly kind: 'held';
      readonly reissue: number;
      /** Who decided that it is owed, or asked for it to go out again. */
      readonly participants: readonly string[];
      /** The runs that instructed it before. */
      readonly earlierRunIds: readonly string[];
      /** What was kept back of it when it first went out, and is not owed to the payee any more. */
      readonly keptBack?: NonNullable<Payable['keptBack']>;
    }
  | { readonly kind: 'left-out'; readonly reason: LeftOutReason };

// DynamoDB's most actions of a transaction, less the check that the chunk is still open.
const paymentsATransaction = 99;
const mostRounds = 8;

/**
 * Takes payments for a chunk: each is one row that only one chunk of one run can hold. Rows taken by an earlier try
 * stay taken; rows of a cancelled run, or of an attempt that was given up, are taken over with their ids.
 * @returns by position: whether the chunk holds the payment, as which reissue, and if not, why
 */
export async function takePayments(
  table: Table,
  chunk: ChunkOfRun,
  terms: { readonly programme: string; readonly period: string; readonly year: number },
  wanted: readonly WantedPayment[],
): Promise<ReadonlyMap<number, Claimed>> {
  const claimed = new Map<number, Claimed>();
  const holders = holdersFor(table, chunk, await isYearClosed(table, terms.year));
  const batches: (readonly WantedPayment[])[] = [];
  for (let from = 0; from < wanted.length; from += paymentsATransaction) {
    batches.push(wanted.slice(from, from + paymentsATransaction));
  }
  await Promise.all(batches.map((batch) => takeBatch({ table, chunk, ...terms, holders, claimed }, batch)));
  return claimed;
}

interface Taking {
  readonly table: Table;
  readonly chunk: ChunkOfRun;
  readonly programme: string;
  readonly period: string;
  readonly holders: Holders;
  readonly claimed: Map<number, Claimed>;
}

async function takeBatch(taking: Taking, batch: readonly WantedPayment[]): Promise<void> {
  const { table, chunk, claimed, holders } = taking;
  // A row that was seen is taken over on what was seen; one that was not is put if there is none.
  const seen = holders.hasLapsed ? await readRows(table, batch) : new Map<string, Payable>();
  let left = batch;
  for (let round = 1; round <= mostRounds; round += 1) {
    const takes: { readonly payment: WantedPayment; readonly action: Action; readonly claim: Claimed }[] = [];
    for (const payment of left) {
      const row = seen.get(payment.paymentId);
      const take = row ? await takeOver(taking, payment, row) : await fresh(taking, payment);
      if ('action' in take) takes.push({ payment, ...take });
      else claimed.set(payment.position, take.claim);
    }
    if (takes.length === 0) return;
    const result = await transact(table, [
      { check: chunkKey(chunk, 'SEAL'), if: { exists: false } },
      ...takes.map(({ action }) => action),
    ]);
    if (result.ok) {
      for (const { payment, claim } of takes) claimed.set(payment.position, claim);
      return;
    }
    // Another worker has sealed the chunk: what it holds is settled, and the caller reads it.
    if (conditionFailed(result.error.reasons[0])) return;
    for (const [at, { payment }] of takes.entries()) {
      const stored = storedInstead(result.error.reasons[at + 1]);
      if (stored) seen.set(payment.paymentId, parsePayable(stored));
    }
    left = takes.map(({ payment }) => payment);
  }
  throw new Error(`payments of ${chunk.runId} keep changing hands`);
}

type Take = { readonly action: Action; readonly claim: Claimed } | { readonly claim: Claimed };

function held(payment: WantedPayment, { runId, attempt, chunk }: ChunkOfRun) {
  const { amountFen, decisionHash, position } = payment;
  return { amountFen, decisionHash, runId, attempt, chunk, position };
}

async function fresh({ chunk, programme, period, holders }: Taking, payment: WantedPayment): Promise<Take> {
  const { paymentId, awardId, component } = payment;
  const claim = await judgePayment(holders, undefined, payment);
  if (claim.kind === 'left-out') return { claim };
  return {
    action: {
      put: {
        ...payableKey(paymentId),
        awardId,
        programme,
        period,
        component,
        reissue: 0,
        ...held(payment, chunk),
      },
      if: { exists: false },
    },
    claim,
  };
}

async function readRows(table: Table, batch: readonly WantedPayment[]): Promise<Map<string, Payable>> {
  const items = await readMany(
    table,
    batch.map(({ paymentId }) => payableKey(paymentId)),
  );
  return new Map(items.flatMap((item) => (item ? [[item.sk, parsePayable(item)] as const] : [])));
}

async function takeOver({ chunk, holders }: Taking, payment: WantedPayment, row: Payable): Promise<Take> {
  const claim = await judgePayment(holders, row, payment);
  if (claim.kind === 'left-out' || (isHeldBy(row, chunk) && row.position === payment.position)) {
    return { claim };
  }
  return {
    action: {
      update: payableKey(payment.paymentId),
      set: {
        ...held(payment, chunk),
        reissue: claim.reissue,
        ...(claim.earlierRunIds.length > 0 ? { earlierRunIds: claim.earlierRunIds } : {}),
      },
      // What an attempt that was given up had kept back was never booked.
      ...(row.keptBack && !claim.keptBack ? { remove: ['keptBack'] } : {}),
      if: asSeen(row),
    },
    claim,
  };
}

/**
 * Whether a run that wants a payment gets it. Nothing is written, so that a preview asks the same.
 * @param row the payment's row; undefined when no run has ever wanted it
 */
export async function judgePayment(
  holders: Holders,
  row: Payable | undefined,
  { amountFen, position }: Pick<WantedPayment, 'amountFen' | 'position'>,
): Promise<Claimed> {
  if (!row) {
    return holders.hasLapsed
      ? { kind: 'left-out', reason: 'lapsed' }
      : { kind: 'held', reissue: 0, earlierRunIds: [], participants: [] };
  }
  const standing = await holders.standing(row, position);
  if (standing !== 'free' && standing !== 'free-as-reissue') return { kind: 'left-out', reason: standing };
  const reissue = standing === 'free' ? row.reissue : row.reissue + 1;
  // What goes out again is obligated still, and what came to be owed since the year's close is committed.
  if (holders.hasLapsed && reissue === 0 && row.afterYear !== true)
    return { kind: 'left-out', reason: 'lapsed' };
  if (reissue > mostReissues) return { kind: 'left-out', reason: 'rejected' };
  // What was instructed once is what is owed; another amount for it is a correction with its own component.
  if (reissue > 0 && row.amountFen !== amountFen) return { kind: 'left-out', reason: 'amount-changed' };
  return {
    kind: 'held',
    reissue,
    earlierRunIds: standing === 'free' ? (row.earlierRunIds ?? []) : withHolder(row),
    participants: participantsOf(row),
    ...(reissue > 0 && row.keptBack ? { keptBack: row.keptBack } : {}),
  };
}

/** Who decided that the payment is owed, or goes out again: none of them releases it (invariants.md 5). */
function participantsOf({ participants = [], reissuedBy }: Payable): readonly string[] {
  return reissuedBy === undefined ? participants : [...participants, reissuedBy];
}

function isHeldBy(row: Payable, { runId, attempt, chunk }: Taker): boolean {
  return row.runId === runId && row.attempt === attempt && row.chunk === chunk;
}

/** The condition that a row's holder and instruction, and whether it may be paid, are as they were read. */
export function asSeen(row: Payable): NonNullable<Action['if']> {
  const same = (attribute: string, value: string | number | undefined) =>
    value === undefined ? ({ attribute, present: false } as const) : ({ attribute, is: '=', value } as const);
  return {
    all: [
      same('reissue', row.reissue),
      same('runId', row.runId),
      same('attempt', row.attempt),
      same('chunk', row.chunk),
      { attribute: 'held', present: row.held !== undefined },
      { attribute: 'cancelled', present: row.cancelled !== undefined },
    ],
  };
}

type Standing = 'free' | 'free-as-reissue' | LeftOutReason;

/** Who asks: a chunk that is being built, or a preview of the attempt that would come next. */
export interface Taker {
  readonly runId: string;
  readonly attempt: number;
  readonly chunk?: number;
}

export interface Holders {
  /** Whether the year is closed whose money it is: what was committed in it has lapsed. */
  readonly hasLapsed: boolean;
  standing(row: Payable, position: number): Promise<Standing>;
}

/**
 * Whether whoever holds a row still does. A second run mostly meets the rows of one chunk: its holder is read once.
 * @param taker undefined for a preview of a run that nobody has prepared
 */
export function holdersFor(table: Table, taker: Taker | undefined, hasLapsed: boolean): Holders {
  const heads = new Map<string, Promise<RunHead | undefined>>();
  const chunks = new Map<string, Promise<ChunkOutcomes | undefined>>();

  function headOf(runId: string): Promise<RunHead | undefined> {
    const known = heads.get(runId) ?? readRunHead(table, runId);
    heads.set(runId, known);
    return known;
  }

  function outcomesIn(holder: ChunkOfRun): Promise<ChunkOutcomes | undefined> {
    const key = chunkKey(holder, 'STATE').pk;
    const known = chunks.get(key) ?? readOutcomes(table, holder);
    chunks.set(key, known);
    return known;
  }

  return {
    hasLapsed,
    async standing(row, wantedAt) {
      // What the taker itself took, at an earlier try, stays taken: a hold that came since sends the run back.
      if (taker && isHeldBy(row, taker) && row.position === wantedAt) return 'free';
      if (row.cancelled === true) return 'cancelled';
      if (row.held === true) return 'held';
      const holder = holderOf(row);
      if (!holder) return 'free';
      const { runId, attempt, position } = holder;
      const isTakers = runId === taker?.runId;
      if (isTakers && attempt < taker.attempt) return 'free';
      const head = await headOf(runId);
      // What an earlier attempt held was given up; a later one than the taker's own overtook the taker.
      if (!head || head.state === 'cancelled' || head.attempt > attempt) return 'free';
      if (isTakers) return 'twice-on-roll';
      if (isOpen(head.state)) return 'in-another-run';
      const outcomes = await outcomesIn(holder);
      switch (outcomes && outcomeAt(outcomes, position)) {
        case 'settled':
          return 'already-paid';
        case 'returned':
          return 'returned';
        case 'rejected':
          return outcomes && isRefusedWithFile(outcomes, position) ? 'free-as-reissue' : 'rejected';
        case 'disputed':
          return 'disputed';
        default:
          return 'awaiting-bank';
      }
    },
  };
}

async function readOutcomes(table: Table, holder: ChunkOfRun): Promise<ChunkOutcomes | undefined> {
  const [state, seal] = await Promise.all([readChunkState(table, holder), readSeal(table, holder)]);
  return state && seal ? outcomesOf(state, seal) : undefined;
}
