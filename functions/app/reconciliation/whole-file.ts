import type { SealItem } from '../../contracts/store/payment-run.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { shareSplitter } from '../../domain/ledger/shares.ts';
import { postingDate } from '../../domain/ledger/posting-date.ts';
import { transfersOf } from '../../domain/ledger/transfer.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import { writePositions } from '../../domain/payments/positions.ts';
import {
  type ChunkOutcomes,
  outcomes,
  fingerprintOf,
  takeAllOutstanding,
} from '../../domain/reconciliation/chunk-outcomes.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { readClosedThrough } from '../ledger/closed-books.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import {
  instructedAmounts,
  type ChunkState,
  outcomesOf,
  parseChunkState,
  readChunk,
  readSeals,
  storedOutcomes,
} from '../payments/chunks.ts';
import {
  actionsOf,
  chunkDimensions,
  packUnits,
  type PostingUnit,
  stageTransfers,
} from '../payments/post-chunks.ts';
import { partsByStreet } from '../payments/payment-streets.ts';
import { serviceGains, type StreetGain } from '../payments/street-service.ts';
import { isInFile, moveFile } from '../payments/run-files.ts';
import { existingRunHead, type RunHead } from '../payments/run-head.ts';
import { chunkKey } from '../payments/run-keys.ts';
import type { Table } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { transact } from '../store/transact.ts';
import { addGain, bookResults, hashOf } from './book-results.ts';
import { actionsOfResults, type Moment } from './chunk-news.ts';

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

type RunFile = RunHead['files'][number];

/** What of a chunk is taken with its file. */
interface TakenWhole {
  readonly after: ChunkOutcomes;
  readonly positions: readonly number[];
  readonly amounts: readonly Fen[];
}

interface Whole extends TakenWhole {
  readonly unit: PostingUnit;
  /** What the run's totals gain of how streets are served. */
  readonly service: StreetGain;
}

const mostRounds = 8;

function chunksOf({ first, last }: RunFile): readonly number[] {
  return Array.from({ length: last.chunk - first.chunk + 1 }, (_, at) => first.chunk + at);
}

/**
 * What a booking for the whole file would cover: what is outstanding, and what this very booking has settled already.
 * @param fingerprint of the booking
 */
export async function coveredBy(
  { table }: Deps,
  head: RunHead,
  file: RunFile,
  fingerprint: number,
): Promise<{ readonly fen: Fen; readonly count: number }> {
  const { runId, attempt } = head;
  const chunks = chunksOf(file);
  const seals = await readSeals(table, head, chunks);
  let [sum, count] = [zeroFen, 0];
  for (const [at, chunk] of chunks.entries()) {
    const [seal, item] = [seals[at], await table.get(chunkKey({ runId, attempt, chunk }, 'STATE'))];
    if (!seal || !item || seal.count === 0) continue;
    const { codes, settledBy } = outcomesOf(parseChunkState(item), seal);
    const payments = await readChunk(table, { runId, attempt, chunk });
    const amounts = payments ? instructedAmounts(payments, seal) : [];
    for (const [position, code] of codes.entries()) {
      const isCovered = outcomes[code] === 'outstanding' || settledBy[position] === fingerprint;
      if (!isCovered || outcomes[code] === undefined || !isInFile(file, { chunk, position })) continue;
      sum = addFen(sum, amounts[position] ?? zeroFen);
      count += 1;
    }
  }
  return { fen: sum, count };
}

/** What a bank says of a file as a whole, and who brings it. */
export interface WholeFileNews {
  readonly outcome: 'settled' | 'rejected';
  /** The bank's booking date, where money moved. */
  readonly bookedOn?: CalendarDate | undefined;
  readonly fingerprint: number;
  readonly actor: Actor;
  /** Content hash of the bank's message. */
  readonly message: string;
}

/**
 * Settles or rejects all of a file that is outstanding, by chunk and share and without a word on any payment.
 * Repeating it finds nothing outstanding. @returns how many payments changed
 */
export async function takeWholeFile(
  deps: Deps,
  head: RunHead,
  file: RunFile,
  news: WholeFileNews,
): Promise<number> {
  const { table, clock } = deps;
  const { outcome, fingerprint, actor, message } = news;
  const { runId, attempt } = head;
  const chunks = chunksOf(file);
  let changed = 0;
  for (let round = 1; round <= mostRounds; round += 1) {
    const seals = await readSeals(table, head, chunks);
    const states = await readMany(
      table,
      chunks.map((chunk) => chunkKey({ runId, attempt, chunk }, 'STATE')),
    );
    const moment = { at: clock.now(), today: clock.today(), closedThrough: await readClosedThrough(table) };
    const wholes: Whole[] = [];
    for (const [at, chunk] of chunks.entries()) {
      const [seal, item] = [seals[at], states[at]];
      if (!seal || !item || seal.count === 0) continue;
      const state = parseChunkState(item);
      const { after, positions } = takeAllOutstanding(
        outcomesOf(state, seal),
        outcome,
        fingerprint,
        (position) => isInFile(file, { chunk, position }),
      );
      if (positions.length === 0) continue;
      const payments = await readChunk(table, { runId, attempt, chunk });
      const instructed = payments ? instructedAmounts(payments, seal) : [];
      const amounts = positions.map((position) => instructed[position] ?? zeroFen);
      const taken = { after, positions, amounts };
      const serviceGain = serviceGains(head, seal);
      const service: Record<string, number> = {};
      for (const position of positions) {
        addGain(service, serviceGain(position, 'outstanding', outcome, news.bookedOn));
      }
      wholes.push({ ...taken, service, unit: wholeUnit(head, chunk, state, seal, taken, news, moment) });
    }
    if (wholes.length === 0) return changed;
    const byUnit = new Map(wholes.map((whole) => [whole.unit, whole]));
    let before = await existingRunHead(table, runId);
    for (const units of packUnits([...byUnit.keys()], actionsOfResults)) {
      const pack = units.flatMap((unit) => byUnit.get(unit) ?? []);
      const amounts = pack.flatMap((whole) => whole.amounts);
      const gained: Record<string, number> = {
        [`${outcome}Count`]: amounts.length,
        [`${outcome}Fen`]: addFen(...amounts),
      };
      for (const { service } of pack) addGain(gained, service);
      const hashes = pack.map(({ after }) => hashOf(after));
      const booked = bookResults(before, gained, hashes, { actor, at: clock.now() }, message);
      const result = await transact(table, [...booked.actions, ...actionsOf(units)]);
      // Somebody else was faster with the run or a chunk: the next round looks again.
      if (!result.ok) break;
      before = booked.head;
      changed += amounts.length;
    }
  }
  throw stepError('StoreUnavailable', `chunks of ${runId} keep changing`);
}

/**
 * Rejects all of a file that is outstanding, and has the file say so. Repeating it changes nothing.
 * @param from its status before: `ready` where the bank never took it
 * @returns how many payments changed
 */
export async function rejectWholeFile(
  deps: Deps,
  head: RunHead,
  file: RunFile,
  from: 'ready' | 'acknowledged',
  said: Pick<WholeFileNews, 'actor' | 'message'>,
): Promise<number> {
  const news = { ...said, outcome: 'rejected', fingerprint: fingerprintOf('RJCT') } as const;
  const changed = await takeWholeFile(deps, head, file, news);
  await moveFile(deps.table, head, file.file, { from: [from], to: 'acknowledged', rejected: true });
  return changed;
}

function wholeUnit(
  head: RunHead,
  chunk: number,
  state: ChunkState,
  seal: SealItem,
  { after, positions, amounts }: TakenWhole,
  { outcome, bookedOn }: WholeFileNews,
  { at, today, closedThrough }: Omit<Moment, 'actor'>,
): PostingUnit {
  const { runId, attempt, terms } = head;
  const version = state.version + 1;
  const dimensions = chunkDimensions(head, chunk);
  const splitter = shareSplitter(terms.shares);
  const payments = positions.map((position, at) => ({ position, amountFen: amounts[at] ?? zeroFen }));
  return {
    actions: [
      {
        put: {
          ...chunkKey({ runId, attempt, chunk }, 'STATE'),
          version,
          stage: 'sent',
          ...storedOutcomes(after),
        },
        if: { attribute: 'version', is: '=', value: state.version },
      },
    ],
    transfers: [
      ...(state.stage === 'prepared' ? stageTransfers(head, chunk, seal, 'sent', { date: today, at }) : []),
      ...transfersOf({
        ...dimensions,
        ...postingDate(bookedOn, today, closedThrough),
        at,
        cause: `${dimensions.cause}/${String(version)}`,
        event: outcome,
        parts: splitter.splitAll(amounts),
        streets: partsByStreet(seal, payments, splitter),
        positions: writePositions(positions),
      }),
    ],
  };
}
