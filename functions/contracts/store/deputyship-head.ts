import * as z from 'zod';
import { calendarDateSchema } from '../calendar-date.ts';

/** A deputyship's head as it is stored. */
export const deputyshipHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  deputyshipId: z.string(),
  absentId: z.string(),
  deputyId: z.string(),
  from: calendarDateSchema,
  until: calendarDateSchema,
  namedBy: z.string(),
  /** Who ended it before its last day. */
  endedBy: z.exactOptional(z.string()),
});

export type StoredDeputyship = z.output<typeof deputyshipHeadSchema>;
