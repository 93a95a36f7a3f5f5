import { clock } from '../../container/clock.ts';
import { log } from '../../container/log.ts';
import { table } from '../../container/table.ts';
import { createSweepForgottenHandler } from './handler.ts';

export const { handler } = createSweepForgottenHandler({ table, clock, log });
