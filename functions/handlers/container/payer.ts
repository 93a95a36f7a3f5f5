import * as z from 'zod';
import { jsonSetting } from './setting.ts';

/** Who pays in this district: the treasury's account and the words on payees' statements. */
export const payer = jsonSetting(
  'PAYER',
  z.strictObject({
    initiatingParty: z.string().min(1),
    debtor: z.strictObject({
      name: z.string().min(1),
      account: z.string().min(1),
      bankId: z.string().regex(/^[A-Za-z0-9]{1,35}$/),
    }),
    remittance: z.string().min(1),
    returnWindowDays: z.int().min(0),
    answerWithinWorkingDays: z.int().min(1),
  }),
);
