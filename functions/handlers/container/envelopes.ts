import { createEnvelopes } from '../../adapters/envelope/envelopes.ts';
import { clock } from './clock.ts';
import { district } from './district.ts';
import { wrapper } from './key-wrapper.ts';
import { table } from './table.ts';

export const envelopes = createEnvelopes({ table, clock, wrapper, district });
