import { shortPrefixOf } from '../../domain/payments/payment-id.ts';
import type { Key } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';

/** Awards in a chunk: the unit of a Map item, of posting, and of what a crash can make a step do again. */
export const defaultChunkSize = 1000;

function padded(number: number, digits: number): string {
  return String(number).padStart(digits, '0');
}

export function runKey(runId: string): Key {
  return { pk: subjectPk('run', runId), sk: 'HEAD' };
}

/** Where the workflow's waiting step leaves its token; a run waits in one place at a time. */
export function waitKey(runId: string): Key {
  return { pk: subjectPk('run', runId), sk: 'WAIT' };
}

export function planKey(runId: string, attempt: number): Key {
  return { pk: subjectPk('run', runId), sk: `PLAN#${padded(attempt, 3)}` };
}

export function fileKey(runId: string, attempt: number, file: number): Key {
  return { pk: subjectPk('run', runId), sk: `FILE#${padded(attempt, 3)}#${padded(file, 4)}` };
}

/** Counts the moves of an attempt's files. */
export function fileMovesKey(runId: string, attempt: number): Key {
  return { pk: subjectPk('run', runId), sk: `FILEMOVES#${padded(attempt, 3)}` };
}

export function totalsKey(runId: string, attempt: number): Key {
  return { pk: subjectPk('run', runId), sk: `TOTALS#${padded(attempt, 3)}` };
}

/** The one run of a programme and period that is not yet with the bank. */
export function openRunKey(programme: string, period: string): Key {
  return { pk: `OPENRUN#${programme}#${period}`, sk: 'RUN' };
}

/** Chunks have partitions of their own, so that a Map's children do not queue for one. */
function chunkPk(runId: string, attempt: number, chunk: number): string {
  return `RUNCHUNK#${runId}#${padded(attempt, 3)}#${padded(chunk, 6)}`;
}

export interface ChunkOfRun {
  readonly runId: string;
  readonly attempt: number;
  readonly chunk: number;
}

/** The chunk's awards as one planner listed them. */
export function rollKey({ runId, attempt, chunk }: ChunkOfRun, rollId: string): Key {
  return { pk: chunkPk(runId, attempt, chunk), sk: `ROLL#${rollId}` };
}

export type ChunkPart = 'CHUNK' | 'SEAL' | 'LEFTOUT' | 'CHANGED' | 'STATE' | 'TOLD';

export function chunkKey({ runId, attempt, chunk }: ChunkOfRun, part: ChunkPart): Key {
  return { pk: chunkPk(runId, attempt, chunk), sk: part };
}

/** Kept by the short form's prefix, so that a bank that returns 16 characters is understood as well. */
export function payableKey(paymentId: string): Key {
  return { pk: payablePk(shortPrefixOf(paymentId)), sk: paymentId };
}

export function payablePk(prefix: string): string {
  return `PAYABLE#${prefix}`;
}

export function instructionKey(instructionId: string): Key {
  return { pk: subjectPk('payment', instructionId), sk: 'HEAD' };
}

/** Where an index holds a run's payments that went another way than the rest. */
export function deviationList(runId: string): string {
  return `DEVIATIONS#${runId}`;
}

/** Where an index holds all runs, newest last. */
export const runList = 'RUNS';

/** Where an index holds the runs that a bank's answer is expected of, by the day since when. */
export const runsAwaitingAnswer = 'RUNS-AWAITING-ANSWER';

/** Where an index holds a programme's runs, by period and age. */
export function runsOfProgramme(programme: string): string {
  return `RUNS#${programme}`;
}
