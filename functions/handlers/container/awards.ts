import { createAwardsForRoll } from '../../app/awards/awards-for-roll.ts';
import { clock } from './clock.ts';
import { compiledPolicies } from './compiled-policies.ts';
import { envelopes } from './envelopes.ts';
import { registers } from './registers.ts';
import { table } from './table.ts';

export const awards = createAwardsForRoll({ table, clock, envelopes, policies: compiledPolicies, registers });
