import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createAdoptRunStep } from './handler.ts';

export const handler = createAdoptRunStep({ table, clock, log });
