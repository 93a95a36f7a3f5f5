import { awards } from '../../../container/awards.ts';
import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createBuildChunkStep } from './handler.ts';

export const handler = createBuildChunkStep({ table, clock, awards, log });
