import { outcomeAt } from '../../../domain/reconciliation/chunk-outcomes.ts';
import type { WhomToTell } from '../../awards/whom-to-tell.ts';
import { outboxRow } from '../../outbox/outbox-row.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Action, Table } from '../../store/ports.ts';
import { transact } from '../../store/transact.ts';
import { outcomesOf, readChunk, readChunkState, readSeal } from '../chunks.ts';
import { chunkKey, type ChunkOfRun } from '../run-keys.ts';

export interface TellPayeesDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly whomToTell: WhomToTell;
}

// With the note of how far it came, well below DynamoDB's most actions of a transaction.
const paymentsATransaction = 90;

/**
 * Tells whoever was paid in one chunk, once the run is reconciled. How far it came is written with the notices, so that
 * each is told once: a step that is done again goes on, and a run that a late return opened again tells nobody anew.
 */
export function createTellPayees({ table, clock, whomToTell }: TellPayeesDeps) {
  return async (place: ChunkOfRun): Promise<void> => {
    const { runId, attempt, chunk } = place;
    const [payments, seal, state] = await Promise.all([
      readChunk(table, place),
      readSeal(table, place),
      readChunkState(table, place),
    ]);
    if (!payments || !seal) throw new Error(`there is no run ${runId} with a chunk ${String(chunk)}`);
    // Everybody in it was left out: it was never sent.
    if (seal.count === 0) return;
    if (!state) throw new Error(`chunk ${String(chunk)} of ${runId} was never sent`);
    const outcomes = outcomesOf(state, seal);
    let told = await readTold(table, place);
    while (told < seal.size) {
      const upTo = Math.min(told + paymentsATransaction, seal.size);
      const paid = payments.awardIds.slice(told, upTo).flatMap((awardId, at) => {
        const position = told + at;
        const accountVersion = payments.accountVersions[position];
        return accountVersion !== undefined && outcomeAt(outcomes, position) === 'settled'
          ? [{ position, awardId, accountVersion }]
          : [];
      });
      const readers = await whomToTell(paid);
      const at = clock.now();
      const notices = paid.flatMap(({ position, awardId }, n): Action[] => {
        const reader = readers[n];
        if (!reader) return [];
        const cause = `${runId}/${String(attempt)}/${String(chunk)}/${String(position)}/paid`;
        const { payeeVersion, reference } = reader;
        return [
          outboxRow(at, cause, {
            type: 'notify',
            subjectKind: 'award',
            subjectId: awardId,
            payeeVersion,
            text: 'paid',
            parameters: { reference },
          }),
        ];
      });
      const written = await transact(table, [noteOf(place, told, upTo), ...notices]);
      // Another worker was there before, or was not: either way what is written says where to go on.
      told = written.ok ? upTo : await readTold(table, place);
    }
  };
}

async function readTold(table: Table, place: ChunkOfRun): Promise<number> {
  const item = await table.get(chunkKey(place, 'TOLD'));
  const upTo = item === undefined ? 0 : item.upTo;
  if (typeof upTo !== 'number') throw new TypeError('how far people were told is no number');
  return upTo;
}

function noteOf(place: ChunkOfRun, before: number, upTo: number): Action {
  return {
    put: { ...chunkKey(place, 'TOLD'), upTo },
    if: before === 0 ? { exists: false } : { attribute: 'upTo', is: '=', value: before },
  };
}
