import { createNoteReading } from '../../app/review/readings.ts';
import { clock } from './clock.ts';
import { table } from './table.ts';

export const noteReading = createNoteReading({ table, clock });
