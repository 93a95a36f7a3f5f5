import { clock } from '../../../container/clock.ts';
import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { noteReading } from '../../../container/note-reading.ts';
import { table } from '../../../container/table.ts';
import { createReadObjectionHandler } from './handler.ts';

export const { handler } = createReadObjectionHandler({ ...edge, table, clock, envelopes, noteReading });
