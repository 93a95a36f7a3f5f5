import { createSendNotice, type SendNoticeDeps } from '../../../app/notices/send-notice.ts';
import { noticeRequestSchema } from '../../../contracts/notices.ts';
import type { Log } from '../../edge/log.ts';
import { queueHandler } from '../edge/queue-handler.ts';

/** The queue of notices that are to be sent; one that fails comes again, and at last is given up. */
export function createSendNoticeQueue({ log, ...deps }: SendNoticeDeps & { readonly log: Log }) {
  const send = createSendNotice(deps);
  return queueHandler(noticeRequestSchema, log, 'notice', async (notice) => {
    const { subjectKind, subjectId, text } = notice;
    return { subjectKind, subjectId, text, outcome: await send(notice) };
  });
}
