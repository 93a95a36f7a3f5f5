import * as schemas from '../../contracts/store/payment-run.ts';
import { type ChangedPayee, changedItemSchema } from '../../contracts/store/roll-changes.ts';
import { type Fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import { readPositions, writePositions } from '../../domain/payments/positions.ts';
import type { ChunkOutcomes } from '../../domain/reconciliation/chunk-outcomes.ts';
import { freshOutcomes } from '../../domain/reconciliation/chunk-outcomes.ts';
import type { Item, Table, Value } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { chunkKey, type ChunkOfRun, planKey } from './run-keys.ts';

export async function readPlan(
  table: Table,
  runId: string,
  attempt: number,
): Promise<schemas.PlanItem | undefined> {
  const item = await table.get(planKey(runId, attempt));
  return item && schemas.planItemSchema.parse(item);
}

export async function readChunk(table: Table, chunk: ChunkOfRun): Promise<schemas.ChunkItem | undefined> {
  const item = await table.get(chunkKey(chunk, 'CHUNK'));
  return item && schemas.chunkItemSchema.parse(item);
}

export async function readSeal(table: Table, chunk: ChunkOfRun): Promise<schemas.SealItem | undefined> {
  const item = await table.get(chunkKey(chunk, 'SEAL'));
  return item && schemas.sealItemSchema.parse(item);
}

/** What each payment of a chunk is instructed with: what is due, less what is kept back of it (invariants.md 2). */
export function instructedAmounts(
  { amountsFen }: Pick<schemas.ChunkItem, 'amountsFen'>,
  { keptBack = [] }: Pick<schemas.SealItem, 'keptBack'>,
): readonly Fen[] {
  if (keptBack.length === 0) return amountsFen;
  const kept = new Map(keptBack.map(({ position, amountFen }) => [position, amountFen]));
  return amountsFen.map((dueFen, position) => subtractFen(dueFen, kept.get(position) ?? zeroFen));
}

/** Awards of a chunk that are not paid, and why. */
export async function readLeftOut(table: Table, chunk: ChunkOfRun): Promise<readonly schemas.LeftOutAward[]> {
  const item = await table.get(chunkKey(chunk, 'LEFTOUT'));
  return item ? schemas.leftOutItemSchema.parse(item).awards : [];
}

/** Those of a chunk who differ from the last period. */
export async function readChanged(table: Table, chunk: ChunkOfRun): Promise<readonly ChangedPayee[]> {
  const item = await table.get(chunkKey(chunk, 'CHANGED'));
  return item ? changedItemSchema.parse(item).changed : [];
}

/** Seals of an attempt's chunks. @throws when a chunk is not sealed: the Map before has not ended */
export async function readSeals(
  table: Table,
  run: { readonly runId: string; readonly attempt: number },
  chunks: readonly number[],
): Promise<readonly schemas.SealItem[]> {
  const items = await readMany(
    table,
    chunks.map((chunk) => chunkKey({ ...run, chunk }, 'SEAL')),
  );
  return items.map((item, at) => {
    if (!item) throw new Error(`chunk ${String(chunks[at])} of ${run.runId} is not sealed`);
    return schemas.sealItemSchema.parse(item);
  });
}

export type ChunkState = schemas.ChunkStateItem;

export function parseChunkState(item: Item): ChunkState {
  return schemas.chunkStateItemSchema.parse(item);
}

export async function readChunkState(table: Table, chunk: ChunkOfRun): Promise<ChunkState | undefined> {
  const item = await table.get(chunkKey(chunk, 'STATE'));
  return item && parseChunkState(item);
}

/** A chunk's outcomes as stored; as they begin when nothing has come from the bank. */
export function outcomesOf(state: ChunkState, seal: schemas.SealItem): ChunkOutcomes {
  const { codes, settledBy, changedBy = [], irregular = [], accepted = '' } = state;
  const { announcedDebits = '', announcedReturns = '' } = state;
  if (!codes || !settledBy) return freshOutcomes(seal.size, seal.excluded);
  return {
    codes,
    settledBy: fingerprintsIn(settledBy),
    changedBy: new Map(changedBy.map(({ position, entry }) => [position, entry])),
    irregular: new Map(irregular.map(({ position, openFen, entries }) => [position, { openFen, entries }])),
    accepted: new Set(readPositions(accepted)),
    announced: {
      debits: new Set(readPositions(announcedDebits)),
      returns: new Set(readPositions(announcedReturns)),
    },
  };
}

/** The attributes that keep a chunk's outcomes. */
export function storedOutcomes({
  codes,
  settledBy,
  changedBy,
  irregular,
  accepted,
  announced,
}: ChunkOutcomes): Record<string, Value> {
  return {
    codes,
    settledBy: bytesOf(settledBy),
    changedBy: [...changedBy].map(([position, entry]) => ({ position, entry })),
    irregular: [...irregular].map(([position, { openFen, entries }]) => ({
      position,
      openFen,
      entries,
    })),
    ...(accepted.size === 0 ? {} : { accepted: writePositions(accepted) }),
    ...(announced.debits.size === 0 ? {} : { announcedDebits: writePositions(announced.debits) }),
    ...(announced.returns.size === 0 ? {} : { announcedReturns: writePositions(announced.returns) }),
  };
}

// Little-endian in the store, whatever the machine: four bytes a payment, from 0.
function bytesOf(fingerprints: Uint32Array): Uint8Array {
  const bytes = new Uint8Array(fingerprints.length * 4);
  const view = new DataView(bytes.buffer);
  for (const [at, fingerprint] of fingerprints.entries()) view.setUint32(at * 4, fingerprint, true);
  return bytes;
}

function fingerprintsIn(bytes: Uint8Array): Uint32Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const fingerprints = new Uint32Array(bytes.byteLength / 4);
  for (const at of fingerprints.keys()) fingerprints[at] = view.getUint32(at * 4, true);
  return fingerprints;
}
