import { awards } from '../../../container/awards.ts';
import { clock } from '../../../container/clock.ts';
import { ids } from '../../../container/ids.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createPlanRollStep } from './handler.ts';

export const handler = createPlanRollStep({ table, clock, ids, awards, log });
