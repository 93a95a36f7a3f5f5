import type { SealItem } from '../../contracts/store/payment-run.ts';
import type { ChangedPayee, RollVariance } from '../../contracts/store/roll-changes.ts';
import { type RollChange, rollChanges } from '../../domain/payments/roll-change.ts';
import { zeroFen } from '../../domain/money/fen.ts';
import type { Table } from '../store/ports.ts';
import { readChanged } from './chunks.ts';
import { noChanges } from './compare-roll.ts';
import { pageOfChunks } from './page-of-chunks.ts';
import type { RollTotals } from './roll-totals.ts';
import { readRunHead, type RunHead } from './run-head.ts';

/** How a built run differs from the last period, as it was when the run was built. */
export interface RunComparison {
  readonly runId: string;
  /** Absent when there is none: then nothing is compared. */
  readonly lastPeriod?: string;
  /** Of the whole run, on every page. */
  readonly totals: RollTotals;
  /** Those who differ: chunk after chunk, and within one what deserves a look first comes first. */
  readonly changed: readonly ChangedPayee[];
  readonly cursor?: string;
}

export interface CompareRunInput {
  readonly runId: string;
  /** Of all who differ when left out. */
  readonly change?: RollChange | undefined;
  readonly cursor?: string | undefined;
}

/** What the approver of a run looks at before the release: who is new, gone, or paid otherwise than last time. */
export function createCompareRun({ table }: { readonly table: Table }) {
  return async ({ runId, change, cursor }: CompareRunInput): Promise<RunComparison | undefined> => {
    const head = await readRunHead(table, runId);
    if (!head) return undefined;
    const { payments, totalFen, leftOut, comparison } = head;
    const totals = { payments, totalFen, leftOut, changes: comparison?.changes ?? noChanges };
    if (!comparison) return { runId, totals, changed: [] };
    const page = await changedOf(table, head, change, cursor);
    return { runId, lastPeriod: comparison.lastPeriod, totals, ...page };
  };
}

/** A page of those who differ, out of the chunks that have some. */
async function changedOf(
  table: Table,
  head: RunHead,
  change: RollChange | undefined,
  cursor: string | undefined,
): Promise<Pick<RunComparison, 'changed' | 'cursor'>> {
  const { runId, attempt } = head;
  const differing = {
    countOf: ({ variance }: SealItem) => (variance ? countOf(variance, change) : 0),
    read: async (chunk: number) =>
      (await readChanged(table, { runId, attempt, chunk }))
        .filter(({ changes }) => change === undefined || changes.includes(change))
        .sort(byNeedOfALook),
  };
  const { items: changed, ...next } = await pageOfChunks(table, head, differing, cursor);
  return { changed, ...next };
}

function countOf({ changes }: RollVariance, change: RollChange | undefined): number {
  const counted: readonly RollChange[] = change === undefined ? rollChanges : [change];
  return counted.reduce((sum, one) => sum + changes[one].count, 0);
}

/** By the kind of change, and then by how much money it is. */
function byNeedOfALook(one: ChangedPayee, other: ChangedPayee): number {
  return rankOf(one) - rankOf(other) || differenceOf(other) - differenceOf(one);
}

function rankOf({ changes }: ChangedPayee): number {
  return rollChanges.findIndex((change) => changes.includes(change));
}

function differenceOf({ amountFen = zeroFen, lastFen = zeroFen }: ChangedPayee): number {
  return Math.abs(amountFen - lastFen);
}
