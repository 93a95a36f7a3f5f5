import * as z from 'zod';
import { fenSchema } from '../bank/payment-file.ts';

/** What a funding share bears of an amount. */
export const sharePartSchema = z.object({ share: z.string(), amountFen: fenSchema });
