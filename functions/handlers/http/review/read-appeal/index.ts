import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { noteReading } from '../../../container/note-reading.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createReadAppealHandler } from './handler.ts';

export const { handler } = createReadAppealHandler({
  ...edge,
  table,
  clock,
  envelopes,
  policies,
  noteReading,
});
