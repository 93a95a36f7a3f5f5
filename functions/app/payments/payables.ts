import { type PayableItem, payableItemSchema } from '../../contracts/store/payment-run.ts';
import { outcomeAt } from '../../domain/reconciliation/chunk-outcomes.ts';
import type { LeftOutReason } from '../../domain/payments/left-out.ts';
import { isOpen } from '../../domain/payments/run-lifecycle.ts';
import { mostReissues } from '../../domain/payments/payment-id.ts';
import type { Fen } from '../../domain/money/fen.ts';
import type { Action, Item, Table } from '../store/ports.ts';
import { conditionFailed, storedInstead, transact } from '../store/transact.ts';
import { type ChunkState, outcomesOf, readChunkState, readSeal } from './chunks.ts';
import { readRunHead, type RunHead } from './run-head.ts';
import { chunkKey, type ChunkOfRun, payableKey } from './run-keys.ts';

export type Payable = PayableItem;

export function parsePayable(item: Item): Payable {
  return payableItemSchema.parse(item);
}

/** The run and place that hold a payment; undefined while it waits for a run. */
export function holderOf({ runId, attempt, chunk, position }: Payable) {
  if (runId === undefined || attempt === undefined || chunk === undefined || position === undefined) {
    return undefined;
  }
  return { runId, attempt, chunk, position };
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
  | { readonly kind: 'held'; readonly reissue: number; readonly reissuedBy?: string }
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
  terms: { readonly programme: string; readonly period: string },
  wanted: readonly WantedPayment[],
): Promise<ReadonlyMap<number, Claimed>> {
  const claimed = new Map<number, Claimed>();
  const holders = holderCache(table, chunk);
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
  readonly holders: HolderCache;
  readonly claimed: Map<number, Claimed>;
}

async function takeBatch(taking: Taking, batch: readonly WantedPayment[]): Promise<void> {
  const { table, chunk, claimed } = taking;
  // A row that was seen is taken over on what was seen; one that was not is put if there is none.
  const seen = new Map<string, Payable>();
  let left = batch;
  for (let round = 1; round <= mostRounds; round += 1) {
    const takes: { readonly payment: WantedPayment; readonly action: Action; readonly claim: Claimed }[] = [];
    for (const payment of left) {
      const row = seen.get(payment.paymentId);
      const take = row ? await takeOver(taking, payment, row) : fresh(taking, payment);
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

function fresh({ chunk, programme, period }: Taking, payment: WantedPayment): Take {
  const { paymentId, awardId, component } = payment;
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
    claim: { kind: 'held', reissue: 0 },
  };
}

async function takeOver(taking: Taking, payment: WantedPayment, row: Payable): Promise<Take> {
  const { chunk, holders } = taking;
  const claim: Claimed = {
    kind: 'held',
    reissue: row.reissue,
    ...(row.reissuedBy === undefined ? {} : { reissuedBy: row.reissuedBy }),
  };
  if (isHeldBy(row, chunk) && row.position === payment.position) return { claim };
  const holder = await holders.standing(row);
  if (holder !== 'free' && holder !== 'free-as-reissue')
    return { claim: { kind: 'left-out', reason: holder } };
  const reissue = holder === 'free' ? row.reissue : row.reissue + 1;
  if (reissue > mostReissues) return { claim: { kind: 'left-out', reason: 'rejected' } };
  // What was instructed once is what is owed; another amount for it is a correction with its own component.
  if (reissue > 0 && row.amountFen !== payment.amountFen) {
    return { claim: { kind: 'left-out', reason: 'amount-changed' } };
  }
  return {
    action: {
      update: payableKey(payment.paymentId),
      set: { ...held(payment, chunk), reissue },
      if: asSeen(row),
    },
    claim: { ...claim, reissue },
  };
}

function isHeldBy(row: Payable, { runId, attempt, chunk }: ChunkOfRun): boolean {
  return row.runId === runId && row.attempt === attempt && row.chunk === chunk;
}

/** The condition that a row's holder and instruction are as they were read. */
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
    ],
  };
}

type Standing = 'free' | 'free-as-reissue' | LeftOutReason;

interface HolderCache {
  standing(row: Payable): Promise<Standing>;
}

/** Whether whoever holds a row still does. A second run mostly meets the rows of one chunk: its holder is read once. */
function holderCache(table: Table, taker: ChunkOfRun): HolderCache {
  const heads = new Map<string, Promise<RunHead | undefined>>();
  const states = new Map<
    string,
    Promise<{
      readonly state: ChunkState | undefined;
      readonly outcome: (position: number) => string | undefined;
    }>
  >();

  function headOf(runId: string): Promise<RunHead | undefined> {
    const known = heads.get(runId) ?? readRunHead(table, runId);
    heads.set(runId, known);
    return known;
  }

  function chunkOf(holder: ChunkOfRun) {
    const key = chunkKey(holder, 'STATE').pk;
    const known = states.get(key) ?? readOutcomes(table, holder);
    states.set(key, known);
    return known;
  }

  return {
    async standing(row) {
      if (row.held === true) return 'held';
      const holder = holderOf(row);
      if (!holder) return 'free';
      const { runId, attempt, position } = holder;
      const head = await headOf(runId);
      // What an earlier attempt held was given up; a later one than the taker's own overtook the taker.
      if (!head || head.state === 'cancelled' || head.attempt > attempt) return 'free';
      if (runId === taker.runId) return 'twice-on-roll';
      if (isOpen(head.state)) return 'in-another-run';
      const { state, outcome } = await chunkOf(holder);
      switch (outcome(position)) {
        case 'settled':
          return 'already-paid';
        case 'returned':
          return 'returned';
        case 'rejected':
          return state?.fileRejected === true ? 'free-as-reissue' : 'rejected';
        case 'disputed':
          return 'disputed';
        default:
          return 'awaiting-bank';
      }
    },
  };
}

async function readOutcomes(table: Table, holder: ChunkOfRun) {
  const [state, seal] = await Promise.all([readChunkState(table, holder), readSeal(table, holder)]);
  const outcomes = state && seal ? outcomesOf(state, seal) : undefined;
  return {
    state,
    outcome: (position: number) => outcomes && outcomeAt(outcomes, position),
  };
}
