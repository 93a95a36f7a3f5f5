import { calendar } from '../../container/calendar.ts';
import { clock } from '../../container/clock.ts';
import { log } from '../../container/log.ts';
import { policies } from '../../container/policies.ts';
import { table } from '../../container/table.ts';
import { createSweepDueHandler } from './handler.ts';

export const { handler } = createSweepDueHandler({ table, clock, policies, calendar, log });
