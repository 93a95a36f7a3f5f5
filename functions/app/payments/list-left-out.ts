import type { LeftOutAward } from '../../contracts/store/payment-run.ts';
import type { LeftOutReason } from '../../domain/payments/left-out.ts';
import type { Page, Table } from '../store/ports.ts';
import { readLeftOut } from './chunks.ts';
import { pageOfChunks } from './page-of-chunks.ts';
import { readRunHead } from './run-head.ts';

export interface ListLeftOutInput {
  readonly runId: string;
  /** Of all reasons when left out. */
  readonly reason?: LeftOutReason | undefined;
  readonly cursor?: string | undefined;
}

/** The awards on the roll that a built run does not pay; none while it is being built. */
export function createListLeftOut({ table }: { readonly table: Table }) {
  return async ({ runId, reason, cursor }: ListLeftOutInput): Promise<Page<LeftOutAward>> => {
    const head = await readRunHead(table, runId);
    if (!head) return { items: [] };
    const { attempt } = head;
    // Where nobody is left out, as far as is known: chunks that are being built have no seals yet.
    const hasNone = Object.keys(head.leftOut).length === 0;
    return pageOfChunks(
      table,
      hasNone ? { ...head, chunks: 0 } : head,
      {
        countOf: ({ leftOut }) => countOf(leftOut, reason),
        read: async (chunk) =>
          (await readLeftOut(table, { runId, attempt, chunk })).filter(
            (award) => reason === undefined || award.reason === reason,
          ),
      },
      cursor,
    );
  };
}

function countOf(leftOut: Readonly<Record<string, number>>, reason: LeftOutReason | undefined): number {
  if (reason !== undefined) return leftOut[reason] ?? 0;
  return Object.values(leftOut).reduce((sum, count) => sum + count, 0);
}
