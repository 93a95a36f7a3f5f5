import { join } from 'node:path';
import { loadWorkingCalendar } from '../../adapters/calendar/load-working-calendar.ts';
import { dataFolder } from './data-folder.ts';

export const calendar = await loadWorkingCalendar(join(dataFolder, 'working-calendar.json'));
