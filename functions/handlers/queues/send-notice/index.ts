import { clock } from '../../container/clock.ts';
import { envelopes } from '../../container/envelopes.ts';
import { log } from '../../container/log.ts';
import { mailer } from '../../container/mailer.ts';
import { messenger } from '../../container/messenger.ts';
import { table } from '../../container/table.ts';
import { createSendNoticeQueue } from './handler.ts';

export const { handler } = createSendNoticeQueue({ table, clock, envelopes, messenger, mailer, log });
