import { createSheets } from '../../app/sheets/sheets.ts';
import { clock } from './clock.ts';
import { envelopes } from './envelopes.ts';
import { table } from './table.ts';

export const sheets = createSheets({ table, envelopes, clock });
