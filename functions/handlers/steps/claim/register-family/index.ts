import { clock } from '../../../container/clock.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { keyed } from '../../../container/keyed.ts';
import { log } from '../../../container/log.ts';
import { table } from '../../../container/table.ts';
import { createRegisterFamilyStep } from './handler.ts';

export const handler = createRegisterFamilyStep({ table, clock, envelopes, keyed, log });
