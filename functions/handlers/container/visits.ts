import { createVisits } from '../../app/visits/visits.ts';
import { clock } from './clock.ts';
import { envelopes } from './envelopes.ts';
import { ids } from './ids.ts';
import { table } from './table.ts';

export const visits = createVisits({ table, envelopes, clock, ids });
