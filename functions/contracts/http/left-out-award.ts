import * as z from 'zod';
import { leftOutReasons } from '../../domain/payments/left-out.ts';
import { listOf } from './page.ts';

/** An award on the roll that is not paid, and why. */
export const leftOutAwardSchema = z.strictObject({
  awardId: z.string(),
  paymentId: z.string().exactOptional().meta({
    description: 'of a payment that is due and that another run, or a hold, keeps from this one',
  }),
  reason: z.enum(leftOutReasons),
  codes: listOf(z.string()).meta({ description: 'of the conditions, where they decided' }),
});
