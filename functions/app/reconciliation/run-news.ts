import { shareSplitter } from '../../domain/ledger/shares.ts';
import { fingerprintOf } from '../../domain/reconciliation/chunk-outcomes.ts';
import { readClosedThrough } from '../ledger/closed-books.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import { parseChunkState, readSeals } from '../payments/chunks.ts';
import { readMany } from '../store/read-many.ts';
import { parseInstruction } from '../payments/instructions.ts';
import { actionsOf, packUnits, type PostingUnit } from '../payments/post-chunks.ts';
import { fileOfPlace } from '../payments/run-files.ts';
import { existingRunHead, type RunHead } from '../payments/run-head.ts';
import { chunkKey, instructionKey } from '../payments/run-keys.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { addGain, bookResults, hashOf } from './book-results.ts';
import {
  actionsOfResults,
  deviationIds,
  type Moment,
  type News,
  type Taken,
  takeNews,
  unitOf,
} from './chunk-news.ts';
import type { Actor } from '../../domain/audit/actor.ts';

export interface Counts {
  matched: number;
  returned: number;
  rejected: number;
}

/** News of one run that are read and not yet written. */
export interface RunNews {
  readonly head: RunHead;
  add(news: Omit<News, 'fingerprint'>, reference: string): void;
  /** How many wait to be written. */
  pending(): number;
  /** Writes what waits: chunk by chunk, each with its postings and deviations. */
  flush(): Promise<Flushed>;
  readonly counts: Readonly<Counts>;
  /** Files that the news speak of, while nobody knows whether the bank has them. */
  readonly files: () => ReadonlySet<number>;
}

/** What is left to do once the chunks are written. */
export interface Flushed {
  readonly breaks: Taken['breaks'];
  /** News that put a payment right: its exceptions are resolved by them. */
  readonly corrections: readonly News[];
}

interface Deps {
  readonly table: Table;
  readonly clock: Clock;
}

interface Due {
  readonly chunk: number;
  readonly taken: Taken;
  readonly unit: PostingUnit;
}

// Rounds in which nothing at all could be written, before it is left to a later try.
const mostIdleRounds = 8;

/** @param message content hash of the bank's message: named by the audit entries of what it brings */
export function runNews(deps: Deps, head: RunHead, actor: Actor, message: string): RunNews {
  const { table, clock } = deps;
  const { runId, attempt } = head;
  const waiting = new Map<number, News[]>();
  const occurrences = new Map<number, Occurrences>();
  const inDoubt = head.state === 'filed' || head.state === 'unknown';
  const files = new Set<number>();
  const splitter = shareSplitter(head.terms.shares);
  const counts: Counts = { matched: 0, returned: 0, rejected: 0 };

  async function dueUnits(): Promise<{
    readonly now: RunHead;
    readonly due: readonly Due[];
    readonly idle: readonly Omit<Due, 'unit'>[];
  }> {
    // The run may have been closed since the last flush.
    const now = await existingRunHead(table, runId);
    const chunks = [...waiting.keys()];
    const states = await readMany(
      table,
      chunks.map((chunk) => chunkKey({ runId, attempt, chunk }, 'STATE')),
    );
    const seals = await readSeals(table, head, chunks);
    const moment: Moment = {
      actor,
      at: clock.now(),
      today: clock.today(),
      closedThrough: await readClosedThrough(table),
    };
    const due: Due[] = [];
    const idle: Omit<Due, 'unit'>[] = [];
    for (const [at, chunk] of chunks.entries()) {
      const [item, seal] = [states[at], seals[at]];
      if (!item || !seal) throw new Error(`chunk ${String(chunk)} of ${runId} was never prepared`);
      const state = parseChunkState(item);
      const taken = takeNews(now, state, seal, waiting.get(chunk) ?? []);
      if (!taken.changed) {
        idle.push({ chunk, taken });
        continue;
      }
      const ids = deviationIds(taken);
      const heads = await readMany(table, ids.map(instructionKey));
      const known = new Map(
        heads.flatMap((one, place) => (one ? [[ids[place] ?? '', parseInstruction(one)]] : [])),
      );
      due.push({ chunk, taken, unit: unitOf(head, chunk, state, seal, taken, known, splitter, moment) });
    }
    return { now, due, idle };
  }

  function drop({ chunk, taken }: Omit<Due, 'unit'>): void {
    const left = (waiting.get(chunk) ?? []).slice(taken.count);
    if (left.length > 0) waiting.set(chunk, left);
    else waiting.delete(chunk);
    counts.matched += taken.matched;
    counts.returned += taken.returned;
    counts.rejected += taken.rejected;
  }

  return {
    head,
    counts,
    pending: () => [...waiting.values()].reduce((sum, { length }) => sum + length, 0),
    add(news, reference) {
      const { chunk } = news.located;
      const file = inDoubt ? fileOfPlace(head, news.located) : undefined;
      if (file) files.add(file.file);
      const known = occurrences.get(chunk) ?? occurrencesOf();
      occurrences.set(chunk, known);
      const occurrence = known.next(news.kind, news.position, fingerprintOf(reference));
      const fingerprint = fingerprintOf(`${reference}#${String(occurrence)}`);
      const line = { ...news.line, identity: [...news.line.identity, occurrence] };
      const list = waiting.get(chunk);
      const whole: News = { ...news, line, fingerprint };
      if (list) list.push(whole);
      else waiting.set(chunk, [whole]);
    },
    async flush() {
      const breaks: Taken['breaks'][number][] = [];
      const corrections: News[] = [];
      const consume = (one: Omit<Due, 'unit'>): void => {
        drop(one);
        breaks.push(...one.taken.breaks);
        corrections.push(...one.taken.corrections);
      };
      let idleRounds = 0;
      while (waiting.size > 0) {
        const { now, due, idle } = await dueUnits();
        let written = idle.length;
        for (const one of idle) {
          consume(one);
        }
        let before = now;
        for (const pack of packDue(due)) {
          const booked = resultsBooked(before, pack, { actor, at: clock.now() }, message);
          const result = await transact(table, [
            ...booked.actions,
            ...actionsOf(pack.map(({ unit }) => unit)),
          ]);
          // Another import, or the sending, was faster with the run or one of these chunks: they are read again.
          if (!result.ok) break;
          before = booked.head;
          written += pack.length;
          for (const one of pack) consume(one);
        }
        idleRounds = written > 0 ? 0 : idleRounds + 1;
        if (idleRounds === mostIdleRounds)
          throw stepError('StoreUnavailable', `chunks of ${runId} keep changing`);
      }
      return { breaks, corrections };
    },
    files: () => files,
  };
}

function packDue(due: readonly Due[]): readonly (readonly Due[])[] {
  const byUnit = new Map(due.map((one) => [one.unit, one]));
  const packs = packUnits([...byUnit.keys()], actionsOfResults);
  return packs.map((pack) => pack.flatMap((unit) => byUnit.get(unit) ?? []));
}

/**
 * One audit entry of the run stands for all payments of a transaction, by a root over what their chunks came to; and
 * the run's totals gain what the entry says.
 */
function resultsBooked(
  before: RunHead,
  pack: readonly Due[],
  moment: { readonly actor: Actor; readonly at: string },
  message: string,
): { readonly head: RunHead; readonly actions: readonly Action[] } {
  const gained: Record<string, number> = {};
  for (const { taken } of pack) addGain(gained, taken.gained);
  return bookResults(
    before,
    gained,
    pack.map(({ taken }) => hashOf(taken.after)),
    moment,
    message,
  );
}

interface Occurrences {
  /** How often this message has brought this entry of this payment, this time included. */
  next(kind: News['kind'], position: number, entry: number): number;
}

/**
 * A bank that pays twice may give both entries one reference, in one statement; the same entry in another message
 * comes first there too. So an entry is its reference and how often the message has had it for this payment. A bank
 * that pays twice under one reference on different days cannot be told from one that repeats itself: only the
 * account's closing balance shows it.
 */
function occurrencesOf(): Occurrences {
  // The first of each kind stands in an array, four bytes a payment, because nearly all have no second.
  const firsts = new Map<News['kind'], Uint32Array>();
  const more = new Map<string, number>();

  function firstsOf(kind: News['kind'], position: number): Uint32Array {
    const known = firsts.get(kind);
    if (known && position < known.length) return known;
    const grown = new Uint32Array(Math.max(position + 1, (known?.length ?? 512) * 2));
    if (known) grown.set(known);
    firsts.set(kind, grown);
    return grown;
  }

  return {
    next(kind, position, entry) {
      const ofKind = firstsOf(kind, position);
      const known = ofKind[position] ?? 0;
      if (known === 0) {
        ofKind[position] = entry;
        return 1;
      }
      const name = `${kind} ${String(position)} ${String(entry)}`;
      const times = (more.get(name) ?? (known === entry ? 1 : 0)) + 1;
      more.set(name, times);
      return times;
    },
  };
}
