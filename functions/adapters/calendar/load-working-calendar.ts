import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import { calendarDateSchema } from '../../contracts/calendar-date.ts';
import type { WorkingCalendar } from '../../domain/time/working-days.ts';

const calendarSchema = z.strictObject({
  source: z.string(),
  holidays: z.array(calendarDateSchema),
  workedWeekends: z.array(calendarDateSchema),
});

/** The public holidays that the district has entered; other years have weekends alone. */
export async function loadWorkingCalendar(file: string): Promise<WorkingCalendar> {
  const { holidays, workedWeekends } = calendarSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return { holidays: new Set(holidays), workedWeekends: new Set(workedWeekends) };
}
