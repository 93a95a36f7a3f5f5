import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createAwaitReviewStep } from './handler.ts';

export const handler = createAwaitReviewStep({ table, clock, log });
