import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createAwardBenefitStep } from './handler.ts';

export const handler = createAwardBenefitStep({ table, clock, log });
