import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createVoidRunStep } from './handler.ts';

export const handler = createVoidRunStep({ table, clock, log });
