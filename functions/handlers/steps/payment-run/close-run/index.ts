import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createCloseRunStep } from './handler.ts';

export const handler = createCloseRunStep({ table, clock, log });
