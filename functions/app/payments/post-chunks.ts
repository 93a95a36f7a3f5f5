import type { SealItem } from '../../contracts/store/payment-run.ts';
import { addParts, type SharePart, subtractParts } from '../../domain/ledger/shares.ts';
import { type LedgerEvent } from '../../domain/ledger/postings.ts';
import { type Transfer, transfersOf } from '../../domain/ledger/transfer.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { postingActions, type Shortage, shortageOf } from '../ledger/posting-actions.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table } from '../store/ports.ts';
import { conditionFailed, mostActions, transact } from '../store/transact.ts';
import { type ChunkState, parseChunkState, readSeals } from './chunks.ts';
import { readMany } from '../store/read-many.ts';
import type { RunHead } from './run-head.ts';
import { chunkKey } from './run-keys.ts';

/** Changes of items, and what they book, that belong into one transaction. */
export interface PostingUnit {
  readonly actions: readonly Action[];
  readonly transfers: readonly Transfer[];
}

/** The transaction of some units: their actions first, in their order, then the postings. */
export function actionsOf(units: readonly PostingUnit[]): readonly Action[] {
  return [
    ...units.flatMap(({ actions }) => actions),
    ...postingActions(units.flatMap(({ transfers }) => transfers)),
  ];
}

/**
 * Packs units, in their order, into as few transactions as the limit allows. Units share their balances' updates,
 * so ten chunks cost hardly more of them than one.
 */
export function packUnits(units: readonly PostingUnit[], reserved = 0): readonly (readonly PostingUnit[])[] {
  const packs: PostingUnit[][] = [];
  let pack: PostingUnit[] = [];
  for (const unit of units) {
    if (pack.length > 0 && sizeOf([...pack, unit]) + reserved > mostActions) {
      packs.push(pack);
      pack = [];
    }
    pack.push(unit);
  }
  return pack.length > 0 ? [...packs, pack] : packs;
}

function sizeOf(units: readonly PostingUnit[]): number {
  return actionsOf(units).length;
}

export type ChunkStage = ChunkState['stage'];

/** What moves a chunk from one stage to the next, and books its sums by share. */
const moves = {
  prepared: { from: undefined, fresh: 'roll-prepared', reissues: undefined },
  voided: { from: 'prepared', fresh: 'roll-voided', reissues: undefined },
  sent: { from: 'prepared', fresh: 'sent', reissues: 'reissue-sent' },
} as const satisfies Record<
  ChunkStage,
  { from: ChunkStage | undefined; fresh: LedgerEvent; reissues: LedgerEvent | undefined }
>;

/** The transfers of a chunk that reaches a stage. A payment that goes out again is owed and obligated already. */
export function stageTransfers(
  head: RunHead,
  chunk: number,
  seal: SealItem,
  stage: ChunkStage,
  moment: Pick<Transfer, 'date' | 'at'>,
): readonly Transfer[] {
  const { fresh, reissues } = moves[stage];
  const post = (event: LedgerEvent, parts: readonly SharePart[]): readonly Transfer[] =>
    transfersOf({ ...chunkDimensions(head, chunk), ...moment, event, parts });
  // What is kept back is owed to the payee no more once it is booked, and never sent.
  const kept = addParts(...(seal.keptBack ?? []).map(({ parts }) => parts));
  const freshParts = stage === 'sent' ? subtractParts(seal.freshParts, kept) : seal.freshParts;
  return [...post(fresh, freshParts), ...(reissues === undefined ? [] : post(reissues, seal.reissueParts))];
}

/** What every line of a chunk carries; the cause names the attempt, because a cancelled one is booked back. */
export function chunkDimensions(head: RunHead, chunk: number) {
  const { runId, attempt, programme, period, terms } = head;
  return {
    cause: `run/${runId}/${String(attempt)}/${String(chunk)}`,
    programme,
    year: terms.year,
    period,
    runId,
    attempt,
    chunk,
    bankAccount: terms.debtor.account,
  };
}

const mostRounds = 6;

/** The run is no longer where it was when its chunks were to be brought on. */
export interface Overtaken {
  readonly kind: 'overtaken';
}

export interface Short extends Shortage {
  readonly kind: 'short';
}

/**
 * Brings chunks of the head's attempt to a stage, each together with its postings; chunks that are there, or beyond,
 * are left alone, so it can be repeated from any point.
 * @param onlyWhile what must hold of the run in every transaction
 * @returns the guarded account that is short, nothing of its transaction done
 */
export async function bringChunksTo(
  { table, clock }: { readonly table: Table; readonly clock: Clock },
  head: RunHead,
  chunks: readonly number[],
  stage: ChunkStage,
  onlyWhile: readonly Action[] = [],
): Promise<Result<void, Short | Overtaken>> {
  const { runId, attempt } = head;
  let left = chunks;
  for (let round = 1; round <= mostRounds; round += 1) {
    const states = await readMany(
      table,
      left.map((chunk) => chunkKey({ runId, attempt, chunk }, 'STATE')),
    );
    const due = left.flatMap((chunk, at) => {
      const item = states[at];
      const state = item && parseChunkState(item);
      return state?.stage === moves[stage].from ? [{ chunk, state }] : [];
    });
    if (due.length === 0) return ok();
    const seals = await readSeals(
      table,
      head,
      due.map(({ chunk }) => chunk),
    );
    const moment = { date: clock.today(), at: clock.now() };
    const units = due.flatMap(({ chunk, state }, at): PostingUnit[] => {
      const seal = seals[at];
      if (!seal) return [];
      return [
        {
          actions: [stageAction(head, chunk, state, stage)],
          transfers: stageTransfers(head, chunk, seal, stage, moment),
        },
      ];
    });
    for (const pack of packUnits(units, onlyWhile.length)) {
      const actions = [...onlyWhile, ...actionsOf(pack)];
      const result = await transact(table, actions);
      if (result.ok) continue;
      if (onlyWhile.some((_, at) => conditionFailed(result.error.reasons[at])))
        return err({ kind: 'overtaken' });
      const short = shortageOf(actions, result.error);
      if (short) return err({ kind: 'short', ...short });
      // Another worker was faster with one of them: the next round looks again.
    }
    left = due.map(({ chunk }) => chunk);
  }
  throw stepError('StoreUnavailable', `chunks of ${runId} keep changing`);
}

function stageAction(
  { runId, attempt }: RunHead,
  chunk: number,
  state: ChunkState | undefined,
  stage: ChunkStage,
): Action {
  const key = chunkKey({ runId, attempt, chunk }, 'STATE');
  return state
    ? {
        update: key,
        set: { stage },
        add: { version: 1 },
        if: { attribute: 'version', is: '=', value: state.version },
      }
    : { put: { ...key, stage, version: 1 }, if: { exists: false } };
}

/** 0, 1, … up to a number of chunks. */
export function chunkNumbers(chunks: number): readonly number[] {
  return Array.from({ length: chunks }, (_, chunk) => chunk);
}
