import * as z from 'zod';

/** How many, and what they come to in fen. */
export const countAndFenSchema = z.strictObject({ count: z.int(), fen: z.int() });
