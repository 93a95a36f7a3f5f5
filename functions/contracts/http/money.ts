import * as z from 'zod';

/** An amount as it crosses the edge: whole fen, never a decimal. */
export const moneySchema = z.strictObject({ fen: z.int(), currency: z.literal('CNY') }).meta({
  id: 'Money',
  description: 'A whole number of fen (1/100 yuan)',
  examples: [{ fen: 30000, currency: 'CNY' }],
});

export type Money = z.infer<typeof moneySchema>;

export function money(amountFen: number): Money {
  return { fen: amountFen, currency: 'CNY' };
}
