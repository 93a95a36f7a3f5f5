import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as z from 'zod';
import { calendarDateSchema } from '../../functions/contracts/calendar-date.ts';
import type { WorkingCalendar } from '../../functions/domain/time/working-days.ts';
import { projectRoot } from './project-root.ts';

const calendarSchema = z.strictObject({
  source: z.string(),
  holidays: z.array(calendarDateSchema),
  workedWeekends: z.array(calendarDateSchema),
});

/** The public holidays the district has entered (data/working-calendar.json); other years have weekends alone. */
export async function loadWorkingCalendar(): Promise<WorkingCalendar> {
  const text = await readFile(join(projectRoot, 'data/working-calendar.json'), 'utf8');
  const { holidays, workedWeekends } = calendarSchema.parse(JSON.parse(text));
  return { holidays: new Set(holidays), workedWeekends: new Set(workedWeekends) };
}
