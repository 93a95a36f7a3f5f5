import { createHash } from 'node:crypto';
import { type NoticeRequest, noticeReader, noticeWords } from '../../contracts/notices.ts';
import { readAwardHead } from '../awards/award-head.ts';
import { openPayee } from '../awards/open-payee.ts';
import { openContent } from '../claims/claim-parts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Key, Table } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import type { Messenger } from './ports.ts';

export interface SendNoticeDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly messenger: Messenger;
}

/** `no-contact`: whom it is for gave no number, or a landline, and asks at the counter or looks at the claim's page. */
export type NoticeOutcome = 'sent' | 'sent-before' | 'no-contact';

/**
 * Sends a notice: to the number that whom it is for gave, in Chinese, or to finance, in both languages. What came twice is
 * sent once, but for a crash between the sending and the note of it: twice is better than never.
 */
export function createSendNotice({ table, clock, envelopes, messenger }: SendNoticeDeps) {
  return async (notice: NoticeRequest): Promise<NoticeOutcome> => {
    const key = sentKey(notice.noticeId);
    if (await table.get(key)) return 'sent-before';
    const { text, parameters } = notice;
    const words = noticeWords(text, 'zh-CN', parameters);
    if (noticeReader(text) === 'finance') {
      await messenger.tellFinance(`${words}\n${noticeWords(text, 'en', parameters)}`);
    } else {
      const number = textable(await phoneOf(notice));
      if (number === undefined) return 'no-contact';
      await messenger.text(number, words);
    }
    const noted = await transact(table, [{ put: { ...key, at: clock.now() }, if: { exists: false } }]);
    if (!noted.ok && !conditionFailed(noted.error.reasons[0])) {
      throw new Error(`notice ${notice.noticeId} could not be noted`, { cause: noted.error });
    }
    return 'sent';
  };

  async function phoneOf(notice: NoticeRequest): Promise<string | undefined> {
    const { subjectKind, subjectId: awardId } = notice;
    if (subjectKind !== 'award') return phoneOfClaimant(notice.subjectId);
    const award = await readAwardHead(table, awardId);
    if (!award) throw new Error(`no award ${awardId}`);
    // Who is paid in the claimant's place is told under their own number, or not at all.
    const { payeeVersion = award.payeeVersion } = notice;
    const payee = await openPayee({ table, envelopes }, { awardId, ...(payeeVersion && { payeeVersion }) });
    return payee ? payee.phone : phoneOfClaimant(award.claimId);
  }

  async function phoneOfClaimant(claimId: string): Promise<string | undefined> {
    const { applicant } = await openContent(table, envelopes, claimId);
    return applicant.phone;
  }
}

/** E.164 of a mobile number as people write it; one without the country's code is of mainland China. */
function textable(phone: string | undefined): string | undefined {
  const digits = phone?.replace(/[ -]/g, '') ?? '';
  if (/^\+\d{7,15}$/.test(digits)) return digits;
  return /^1\d{10}$/.test(digits) ? `+86${digits}` : undefined;
}

function sentKey(noticeId: string): Key {
  return { pk: `NOTICE#${createHash('sha256').update(noticeId).digest('hex')}`, sk: 'SENT' };
}
