import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type BankProfile, bankProfileSchema } from '../../functions/contracts/bank/bank-profile.ts';

/** A bank's profile as the project ships it. */
export function shippedBank(bank: string): BankProfile {
  const file = join(import.meta.dirname, `../../banks/${bank}.json`);
  return bankProfileSchema.parse(JSON.parse(readFileSync(file, 'utf8')));
}

export const demoBank = shippedBank('DEMOCNSH');
