import * as z from 'zod';
import bankFile from '../../../data/banks.json' with { type: 'json' };
import type { Language } from '../language.ts';

const { banks } = z
  .strictObject({
    source: z.string(),
    banks: z
      .array(z.strictObject({ code: z.string().min(1), 'zh-CN': z.string().min(1), en: z.string().min(1) }))
      .min(1),
  })
  .parse(bankFile);

/** The codes of the banks that a person can choose from, in the order of the district's list. */
export const listedBanks: readonly string[] = banks.map(({ code }) => code);

/** What people call a bank; its code where the district's list does not have it, as a sheet of claims may bring one. */
export function bankName(code: string, language: Language): string {
  return banks.find((bank) => bank.code === code)?.[language] ?? code;
}
