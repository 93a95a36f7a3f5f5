import * as z from 'zod';
import { noticeNameSchema, noticeWords } from '../../functions/contracts/notices.ts';
import type { OutboxSinks } from '../../functions/app/outbox/deliver.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import type { Notice } from '../http/local-control-contracts.ts';

/** One partition: on one machine it may be of any size, and its newest end is all that is read. */
const noticesPk = 'NOTICES';

/**
 * Where no SMS can be sent, a notice is kept to be read at /outbox. It is written in the transaction that takes its row
 * out of the outbox, under the row's own key, so that it stands there once.
 */
export const keepNotice: OutboxSinks['notify'] = (
  { subjectKind, subjectId, text, parameters },
  at,
  { pk, sk },
) =>
  Promise.resolve([
    { put: { pk: noticesPk, sk: `${sk}#${pk}`, at, subjectKind, subjectId, text, parameters } },
  ]);

const storedSchema = z.object({
  at: z.string(),
  subjectKind: z.string(),
  subjectId: z.string(),
  text: noticeNameSchema,
  parameters: z.record(z.string(), z.string()),
});

/** The latest notices, oldest first, no more than a page can show. */
export async function listNotices(table: Table, most = 1_000): Promise<readonly Notice[]> {
  const notices: Notice[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.query({
      pk: noticesPk,
      descending: true,
      limit: most - notices.length,
      ...(cursor === undefined ? {} : { cursor }),
    });
    for (const item of page.items) {
      const notice = storedSchema.parse(item);
      const { text, parameters } = notice;
      const words = {
        'zh-CN': noticeWords(text, 'zh-CN', parameters),
        en: noticeWords(text, 'en', parameters),
      };
      notices.push({ ...notice, words });
    }
    cursor = page.cursor;
  } while (cursor !== undefined && notices.length < most);
  return notices.reverse();
}
