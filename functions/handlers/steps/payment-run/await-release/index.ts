import { clock } from '../../../container/clock.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createAwaitReleaseStep } from './handler.ts';

export const handler = createAwaitReleaseStep({ table, clock, log });
