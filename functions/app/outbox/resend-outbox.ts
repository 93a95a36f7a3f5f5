import type { Clock } from '../ports/clock.ts';
import { itemPages } from '../store/pages.ts';
import type { Item, Table } from '../store/ports.ts';
import type { OutboxSinks } from './deliver.ts';
import { outboxPk, outboxShards } from './outbox-row.ts';
import { relayRow } from './relay-row.ts';

export interface ResendOutboxDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly sinks: OutboxSinks;
  readonly reportFault: (fault: unknown) => void;
}

export interface Resent {
  readonly delivered: number;
  readonly failed: number;
  /** Of the oldest row that was there, delivered now or not; 0 when none was left over. */
  readonly oldestAgeSeconds: number;
}

/** What the stream was given to do, and its retries: rows younger than this are its business. */
const leftOverAfterSeconds = 120;
const atOnce = 25;

/**
 * Delivers the rows that the stream's relay left behind. A stream gives a failing row up after some tries and forgets
 * all after 24 hours, while the row itself stands in the table: it is looked for here, shard by shard.
 */
export function createResendOutbox(deps: ResendOutboxDeps): () => Promise<Resent> {
  const { table, clock, reportFault } = deps;

  async function resend(rows: readonly Item[]): Promise<number> {
    const outcomes = await Promise.allSettled(rows.map((row) => relayRow(deps, row)));
    const faults = outcomes.filter((outcome) => outcome.status === 'rejected');
    for (const { reason } of faults) reportFault(reason);
    return faults.length;
  }

  return async () => {
    const now = Date.parse(clock.now());
    const before = new Date(now - leftOverAfterSeconds * 1_000).toISOString();
    let rows = 0;
    let failed = 0;
    let oldest = now;
    for (let shard = 0; shard < outboxShards; shard += 1) {
      const leftOver = { pk: outboxPk(shard), sk: { to: before }, limit: atOnce };
      for await (const items of itemPages(table, leftOver)) {
        for (const { sk } of items) oldest = Math.min(oldest, Date.parse(sk.split('#')[0] ?? ''));
        rows += items.length;
        failed += await resend(items);
      }
    }
    return { delivered: rows - failed, failed, oldestAgeSeconds: Math.round((now - oldest) / 1_000) };
  };
}
