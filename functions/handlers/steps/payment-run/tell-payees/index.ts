import { createWhomToTell } from '../../../../app/awards/whom-to-tell.ts';
import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createTellPayeesStep } from './handler.ts';

export const handler = createTellPayeesStep({ table, clock, whomToTell: createWhomToTell(table), log });
