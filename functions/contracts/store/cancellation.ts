import * as z from 'zod';
import { cancellationStates } from '../../domain/payments/cancellation-lifecycle.ts';

/** That a payment is not owed any more, as one person proposes and another approves. */
export const cancellationHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  paymentId: z.string(),
  state: z.enum(cancellationStates),
  proposedBy: z.string(),
  reason: z.string(),
  approvedBy: z.exactOptional(z.string()),
});

export type StoredCancellation = z.infer<typeof cancellationHeadSchema>;
