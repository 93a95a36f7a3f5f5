import * as z from 'zod';
import type { OutboxSinks } from '../../functions/app/outbox/deliver.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import type { Notice } from '../http/local-control-contracts.ts';

/** Notices of one day of the business clock share a partition. */
function noticesOf(date: string): string {
  return `NOTICES#${date}`;
}

const noticeDays = { pk: 'NOTICES', sk: 'DAYS' };

/**
 * Where no SMS can be sent, a notice is kept to be read at /outbox. It is written in the transaction that takes its row
 * out of the outbox, under the row's own key, so that it stands there once.
 */
export const keepNotice: OutboxSinks['notify'] = (
  { subjectKind, subjectId, text, parameters },
  at,
  { pk, sk },
) => {
  const date = at.slice(0, 10);
  return Promise.resolve([
    { put: { pk: noticesOf(date), sk: `${sk}#${pk}`, at, subjectKind, subjectId, text, parameters } },
    { update: noticeDays, set: { [date]: true } },
  ]);
};

const storedSchema = z.object({
  at: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  text: z.string(),
  parameters: z.record(z.string(), z.string()),
});

/** The notices of the latest days, oldest first, no more than a page can show. */
export async function listNotices(table: Table, most = 1_000): Promise<readonly Notice[]> {
  const days = await table.get(noticeDays);
  const notices: Notice[] = [];
  const dates = Object.keys(days ?? {}).filter((name) => /^\d{4}-/.test(name));
  for (const date of dates.sort().reverse()) {
    let cursor: string | undefined;
    do {
      const page = await table.query({
        pk: noticesOf(date),
        descending: true,
        limit: most - notices.length,
        ...(cursor === undefined ? {} : { cursor }),
      });
      notices.push(...page.items.map((item) => storedSchema.parse(item)));
      cursor = page.cursor;
    } while (cursor !== undefined && notices.length < most);
    if (notices.length >= most) break;
  }
  return notices.reverse();
}
