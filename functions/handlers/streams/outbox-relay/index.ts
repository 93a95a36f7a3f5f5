import { log } from '../../container/log.ts';
import { sinks } from '../../container/outbox-sinks.ts';
import { table } from '../../container/table.ts';
import { createOutboxRelay } from './handler.ts';

export const { handler } = createOutboxRelay({ table, sinks, log });
