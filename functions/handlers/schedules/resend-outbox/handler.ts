import { type Resent, type ResendOutboxDeps, createResendOutbox } from '../../../app/outbox/resend-outbox.ts';
import { faultAttributes, type Log } from '../../edge/log.ts';

export interface ResendOutboxHandlerDeps extends Omit<ResendOutboxDeps, 'reportFault'> {
  readonly log: Log;
  /** Measures the oldest row that was left over, in seconds. */
  readonly observeOldest: (ageSeconds: number) => void;
}

/** Every few minutes: rows that the stream left behind go out, and their age is told to whoever watches. */
export function createResendOutboxHandler({ log, observeOldest, ...deps }: ResendOutboxHandlerDeps) {
  const resend = createResendOutbox({
    ...deps,
    reportFault: (fault) => log.error('outbox row not delivered', faultAttributes(fault)),
  });
  const handler = async (): Promise<Resent> => {
    const resent = await resend();
    observeOldest(resent.oldestAgeSeconds);
    if (resent.delivered + resent.failed > 0) log.info('outbox resent', { ...resent });
    return resent;
  };
  return { handler };
}
