import { createHash } from 'node:crypto';
import { type NoticeRequest, noticeReader, noticeWords } from '../../contracts/notices.ts';
import { readAwardHead } from '../awards/award-head.ts';
import { openPayee } from '../awards/open-payee.ts';
import { openContent } from '../claims/claim-parts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Key, Table } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import type { Mailer, Messenger } from './ports.ts';

export interface SendNoticeDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly messenger: Messenger;
  readonly mailer: Mailer;
}

/** `no-contact`: whom it is for gave no number, or a landline, and no e-mail: they ask at the counter or look at the page. */
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
    if (noticeReader(text) === 'finance') {
      return once(noticeId, 'SENT', () => messenger.tellFinance(inBoth));
    }
    const { phone, email } = await contactOf(notice);
    const number = textable(phone);
    // Each to its end, whatever becomes of the other: what is sent and not noted is sent again.
    const ways = await Promise.allSettled([
      ...(number === undefined ? [] : [once(noticeId, 'SENT', () => messenger.text(number, words))]),
      ...(email === undefined ? [] : [once(noticeId, 'MAILED', () => mailer.mail(email, subject, inBoth))]),
    ]);
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

  async function contactOf(notice: NoticeRequest): Promise<Contact> {
    const { subjectKind, subjectId: awardId } = notice;
    if (subjectKind !== 'award') return contactOfClaimant(notice.subjectId);
    const award = await readAwardHead(table, awardId);
    if (!award) throw new Error(`no award ${awardId}`);
    // Who is paid in the claimant's place is told by their own contact, or not at all.
    const { payeeVersion = award.payeeVersion } = notice;
    const payee = await openPayee({ table, envelopes }, { awardId, ...(payeeVersion && { payeeVersion }) });
    return payee ? { phone: payee.phone, email: payee.email } : contactOfClaimant(award.claimId);
  }

  async function contactOfClaimant(claimId: string): Promise<Contact> {
    const { applicant } = await openContent(table, envelopes, claimId);
    return { phone: applicant.phone, email: applicant.email };
  }
}

interface Contact {
  readonly phone: string | undefined;
  readonly email?: string | undefined;
}

/** E.164 of a mobile number as people write it; one without the country's code is of mainland China. */
function textable(phone: string | undefined): string | undefined {
  const digits = phone?.replace(/[ -]/g, '') ?? '';
  if (/^\+\d{7,15}$/.test(digits)) return digits;
  return /^1\d{10}$/.test(digits) ? `+86${digits}` : undefined;
}

function sentKey(noticeId: string, way: Way): Key {
  return { pk: `NOTICE#${createHash('sha256').update(noticeId).digest('hex')}`, sk: way };
}
