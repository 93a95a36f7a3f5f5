import * as z from 'zod';
import { type CalendarDate, isCalendarDate } from '../domain/time/calendar-date.ts';

/** A date that exists, "YYYY-MM-DD". */
export const calendarDateSchema: z.ZodType<CalendarDate, string> = z
  .string()
  .transform((text, context): CalendarDate => {
    if (isCalendarDate(text)) return text;
    context.addIssue({ code: 'custom', message: 'not-a-date' });
    return z.NEVER;
  })
  .meta({ format: 'date' });
