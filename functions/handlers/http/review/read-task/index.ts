import { edge } from '../../../container/edge.ts';
import { envelopes } from '../../../container/envelopes.ts';
import { noteReading } from '../../../container/note-reading.ts';
import { policies } from '../../../container/policies.ts';
import { table } from '../../../container/table.ts';
import { createReadTaskHandler } from './handler.ts';

export const { handler } = createReadTaskHandler({ ...edge, table, noteReading, envelopes, policies });
