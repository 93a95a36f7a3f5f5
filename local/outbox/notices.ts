import * as z from 'zod';
import {
  givenUpAtVersionSchema,
  noticeNameSchema,
  noticeSubjects,
  noticeWords,
  payeeVersionSchema,
} from '../../functions/contracts/notices.ts';
import type { OutboxSinks } from '../../functions/app/outbox/deliver.ts';
import { type NoticeAddress, noticeAddresses } from '../../functions/app/notices/notice-addresses.ts';
import type { Envelopes } from '../../functions/app/ports/secrets.ts';
import type { Page, Table } from '../../functions/app/store/ports.ts';
import type { Notice } from '../http/local-control-contracts.ts';

/** One partition: on one machine it may be of any size, and its newest end is all that is read. */
const noticesPk = 'NOTICES';

/**
 * Where no SMS can be sent, a notice is kept to be read at /outbox. It is written in the transaction that takes its row
 * out of the outbox, under the row's own key, so that it stands there once.
 */
export const keepNotice: OutboxSinks['notify'] = (
  { subjectKind, subjectId, payeeVersion, givenUpAtVersion, text, parameters },
  at,
  { pk, sk },
) =>
  Promise.resolve([
    {
      put: {
        pk: noticesPk,
        sk: `${sk}#${pk}`,
        at,
        subjectKind,
        subjectId,
        ...(payeeVersion === undefined ? {} : { payeeVersion }),
        ...(givenUpAtVersion === undefined ? {} : { givenUpAtVersion }),
        text,
        parameters,
      },
    },
  ]);

const storedSchema = z.object({
  at: z.string(),
  subjectKind: z.enum(noticeSubjects),
  subjectId: z.string(),
  payeeVersion: payeeVersionSchema,
  givenUpAtVersion: givenUpAtVersionSchema,
  text: noticeNameSchema,
  parameters: z.record(z.string(), z.string()),
});

type Stored = z.output<typeof storedSchema>;

/** The latest notices, oldest first, no more than an answer can hold. */
export async function listNotices(table: Table, most = 1_000): Promise<readonly Notice[]> {
  const notices: Notice[] = [];
  let cursor: string | undefined;
  do {
    const page = await latest(table, most - notices.length, cursor);
    notices.push(
      ...page.items.map(({ payeeVersion: _, givenUpAtVersion: __, ...notice }) => ({
        ...notice,
        words: wordsOf(notice),
      })),
    );
    cursor = page.cursor;
  } while (cursor !== undefined && notices.length < most);
  return notices.reverse();
}

/** A notice, and where it would have gone. */
export type AddressedNotice = Pick<Notice, 'at' | 'words'> & { readonly to: readonly NoticeAddress[] };

const noticesAPage = 20;

/** Notices with whom they are for, newest first. */
export async function listAddressedNotices(
  deps: { readonly table: Table; readonly envelopes: Envelopes },
  cursor: string | undefined,
): Promise<Page<AddressedNotice>> {
  const page = await latest(deps.table, noticesAPage, cursor);
  const addressed = async (notice: Stored): Promise<AddressedNotice> => ({
    at: notice.at,
    words: wordsOf(notice),
    to: await noticeAddresses(deps, notice),
  });
  return { ...page, items: await Promise.all(page.items.map(addressed)) };
}

async function latest(table: Table, limit: number, cursor: string | undefined): Promise<Page<Stored>> {
  const page = await table.query({
    pk: noticesPk,
    descending: true,
    limit,
    ...(cursor === undefined ? {} : { cursor }),
  });
  return { ...page, items: page.items.map((item) => storedSchema.parse(item)) };
}

function wordsOf({ text, parameters }: Pick<Stored, 'text' | 'parameters'>): Notice['words'] {
  return {
    'zh-CN': noticeWords(text, 'zh-CN', parameters),
    en: noticeWords(text, 'en', parameters),
  };
}
