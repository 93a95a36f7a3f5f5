import { createHash } from 'node:crypto';
import { type NoticeRequest, noticeWords } from '../../contracts/notices.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Key, Table } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import { noticeAddresses } from './notice-addresses.ts';
import type { Mailer, Messenger } from './ports.ts';

export interface SendNoticeDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly messenger: Messenger;
  readonly mailer: Mailer;
}

/** `no-contact`: there is no way to tell whom it is for. */
export type NoticeOutcome = 'sent' | 'sent-before' | 'no-contact';

/** Where a notice went: each way is noted by itself, so that one that fails is tried again and the other is not. */
type Way = 'SENT' | 'MAILED';

// On a list of messages, too, it is seen by others.
const subject = '惠民 Huimin';

/**
 * Sends a notice: to the number that whom it is for gave, in Chinese, and to their e-mail, if they gave one, in both
 * languages; or to finance, in both. What came twice is sent once, but for a crash between the sending and the note of
 * it: twice is better than never.
 */
export function createSendNotice({ table, clock, envelopes, messenger, mailer }: SendNoticeDeps) {
  return async (notice: NoticeRequest): Promise<NoticeOutcome> => {
    const { noticeId, text, parameters } = notice;
    const words = noticeWords(text, 'zh-CN', parameters);
    const inBoth = `${words}\n${noticeWords(text, 'en', parameters)}`;
    // Each to its end, whatever becomes of the other: what is sent and not noted is sent again.
    const ways = await Promise.allSettled(
      (await noticeAddresses({ table, envelopes }, notice)).map((to) => {
        switch (to.kind) {
          case 'finance':
            return once(noticeId, 'SENT', () => messenger.tellFinance(inBoth));
          case 'text':
            return once(noticeId, 'SENT', () => messenger.text(to.number, words));
          case 'mail':
            return once(noticeId, 'MAILED', () => mailer.mail(to.address, subject, inBoth));
        }
      }),
    );
    const outcomes = ways.map((way) => {
      if (way.status === 'fulfilled') return way.value;
      throw new Error(`notice ${noticeId} could not be sent`, { cause: way.reason });
    });
    if (outcomes.length === 0) return 'no-contact';
    return outcomes.includes('sent') ? 'sent' : 'sent-before';
  };

  async function once(
    noticeId: string,
    way: Way,
    send: () => Promise<void>,
  ): Promise<'sent' | 'sent-before'> {
    const key = sentKey(noticeId, way);
    if (await table.get(key)) return 'sent-before';
    await send();
    const noted = await transact(table, [{ put: { ...key, at: clock.now() }, if: { exists: false } }]);
    if (!noted.ok && !conditionFailed(noted.error.reasons[0])) {
      throw new Error(`notice ${noticeId} could not be noted`, { cause: noted.error });
    }
    return 'sent';
  }
}

function sentKey(noticeId: string, way: Way): Key {
  return { pk: `NOTICE#${createHash('sha256').update(noticeId).digest('hex')}`, sk: way };
}
