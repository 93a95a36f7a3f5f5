import * as z from 'zod';
import { exceptionReasons } from '../../domain/reconciliation/exception-reason.ts';
import { listOf } from './page.ts';

/** What exceptions that an answer names by their ids are about. */
export const namedExceptionsSchema = listOf(
  z.strictObject({
    exceptionId: z.string(),
    reason: z.enum(exceptionReasons),
    day: z.iso.date().meta({ description: 'on which the bank booked it, or else on which it was found' }),
    amountFen: z.int().exactOptional().meta({ description: 'the bank’s' }),
  }),
).meta({ description: 'what those of openExceptions are about; the first hundred' });
