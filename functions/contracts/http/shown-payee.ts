import * as z from 'zod';

/** Whose account a payment goes to: absent of one that went to an account that was changed since. */
export const shownPayeeSchema = z
  .strictObject({
    holder: z.string().meta({ description: 'masked' }),
    accountTail: z.string().meta({ description: 'the last four digits' }),
  })
  .meta({ description: 'whose account it goes to, as long as that is the account of today' });
