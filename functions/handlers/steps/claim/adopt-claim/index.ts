import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createAdoptClaimStep } from './handler.ts';

export const handler = createAdoptClaimStep({ table, clock, log });
