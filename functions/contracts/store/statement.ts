import * as z from 'zod';
import { calendarDateSchema, fenSchema } from '../bank/payment-file.ts';

/** What a bank's statement says of its account, apart from its lines. */
export const keptStatementSchema = z.object({
  bankAccount: z.string(),
  /** The day of its closing balance. */
  day: calendarDateSchema,
  /** The day of its opening balance, where the bank says so. */
  openingDay: z.exactOptional(calendarDateSchema),
  statementId: z.string(),
  sequence: z.exactOptional(z.int()),
  /** Of a statement in several pages, each with balances of its own. */
  page: z.exactOptional(z.int()),
  openingFen: fenSchema,
  closingFen: fenSchema,
});

export type KeptStatement = z.infer<typeof keptStatementSchema>;
