import * as z from 'zod';

/** How many, and what they come to in fen. */
export const countAndFenSchema = z.strictObject({ count: z.int(), fen: z.int() });

/** What a bank has said of payments, and those of which it has said nothing yet. */
export const outcomeSumsSchema = z.strictObject({
  settled: countAndFenSchema,
  returned: countAndFenSchema,
  rejected: countAndFenSchema,
  disputed: countAndFenSchema,
  outstanding: countAndFenSchema,
});
