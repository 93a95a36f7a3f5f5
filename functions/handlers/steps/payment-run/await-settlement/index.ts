import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createAwaitSettlementStep } from './handler.ts';

export const handler = createAwaitSettlementStep({ table, clock, log });
