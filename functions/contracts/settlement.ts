import * as z from 'zod';
import type { Settlement } from '../domain/reconciliation/settlement.ts';

const idSchema = z.string().min(1).max(100);

const fundSchema = z.strictObject({
  programme: z.string().min(1).max(60),
  year: z.int().min(1900).max(9999).meta({ description: 'the appropriation’s year' }),
  share: z.string().min(1).max(60),
});

/** How an exception is settled (functions/domain/reconciliation/settlement.ts), as it is proposed and as it is kept. */
export const settlementSchema: z.ZodType<Settlement> = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['return', 'not-due']), paymentId: idSchema }),
  z.strictObject({ kind: z.literal('refund'), exceptionId: idSchema }),
  z.strictObject({ kind: z.literal('recovery'), receivableId: idSchema }),
  z.strictObject({ kind: z.enum(['funding', 'fee', 'remittance']), fund: fundSchema }),
  z.strictObject({ kind: z.literal('accepted'), surplus: z.enum(['receivable', 'loss']).exactOptional() }),
  z.strictObject({
    kind: z.enum(['treasury', 'receivable', 'loss', 'booked-elsewhere', 'not-made', 'nothing-to-book']),
  }),
]);
