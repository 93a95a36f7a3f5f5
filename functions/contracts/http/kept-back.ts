import * as z from 'zod';

/** What of a payment is kept back for a receivable, and never instructed. */
export const keptBackOfPaymentSchema = z
  .strictObject({ receivableId: z.string(), amountFen: z.int() })
  .exactOptional()
  .meta({ description: 'kept back for what the payee owes; amountFen is what is left to pay' });
