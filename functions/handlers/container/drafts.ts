import { randomUUID } from 'node:crypto';
import { createDrafts } from '../../app/drafts/drafts.ts';
import { clock } from './clock.ts';
import { envelopes } from './envelopes.ts';
import { ids } from './ids.ts';
import { keyed } from './keyed.ts';
import { table } from './table.ts';

export const drafts = createDrafts({ table, envelopes, keyed, clock, ids, newKey: randomUUID });
