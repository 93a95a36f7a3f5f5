import type { AwardsForRoll } from '../awards/ports.ts';
import type { Table } from '../store/ports.ts';
import { chunkAt, instructedAmounts, readChunk, readLeftOut, readSeal } from './chunks.ts';
import { type ChangedPayee, compareRoll } from './compare-roll.ts';
import { lastPeriodBefore } from './last-period.ts';
import { addToTotals, readRollCursor, type RollTotals, writeRollCursor } from './roll-totals.ts';
import { readRunHead } from './run-head.ts';
import type { ChunkOfRun } from './run-keys.ts';

/** How a built run differs from the last period, a chunk a page. */
export interface RunComparison {
  readonly runId: string;
  /** Absent when there is none: then nothing is compared. */
  readonly lastPeriod?: string;
  /** Of this page and those before it. */
  readonly totals: RollTotals;
  readonly changed: readonly ChangedPayee[];
  readonly cursor?: string;
}

export interface CompareRunDeps {
  readonly table: Table;
  readonly awards: Pick<AwardsForRoll, 'read'>;
}

/** What the approver of a run looks at before the release: who is new, gone, or paid otherwise than last time. */
export function createCompareRun({ table, awards }: CompareRunDeps) {
  return async (runId: string, cursor?: string): Promise<RunComparison | undefined> => {
    const head = await readRunHead(table, runId);
    if (!head) return undefined;
    const { programme, period, attempt, chunks = 0, terms } = head;
    const { at, before } = readRollCursor(cursor);
    const chunk = chunkAt(at);
    const lastPeriod = await lastPeriodBefore(table, programme, period);
    if (chunk >= chunks) return { runId, totals: before, changed: [] };

    const roll = await builtRoll(table, { runId, attempt, chunk });
    const awardIds = [...new Set([...roll.payments, ...roll.leftOut].map(({ awardId }) => awardId))];
    const last = { programme, period: lastPeriod, component: terms.component };
    const compared = await compareRoll(table, last, roll, await awards.read(awardIds));
    const totals = addToTotals(before, {
      amountsFen: roll.payments.map(({ instructedFen }) => instructedFen),
      leftOut: roll.leftOut,
      changes: compared.totals,
    });
    return {
      runId,
      ...(lastPeriod === undefined ? {} : { lastPeriod }),
      totals,
      changed: compared.changed,
      ...(chunk + 1 < chunks ? { cursor: writeRollCursor(String(chunk + 1), totals) } : {}),
    };
  };
}

async function builtRoll(table: Table, place: ChunkOfRun) {
  const [chunk, seal, leftOut] = await Promise.all([
    readChunk(table, place),
    readSeal(table, place),
    readLeftOut(table, place),
  ]);
  const excluded = new Set(seal?.excluded);
  const instructed = chunk && seal ? instructedAmounts(chunk, seal) : [];
  const payments = (chunk?.awardIds ?? []).flatMap((awardId, position) => {
    const [component, amountFen, accountVersion] = [
      chunk?.components[position],
      chunk?.amountsFen[position],
      chunk?.accountVersions[position],
    ];
    if (excluded.has(position)) return [];
    if (component === undefined || amountFen === undefined || accountVersion === undefined) return [];
    // Compared is what is due: that something is kept back of it is no other amount.
    return [
      { awardId, component, amountFen, accountVersion, instructedFen: instructed[position] ?? amountFen },
    ];
  });
  return { payments, leftOut };
}
