import { readFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type BankProfile, bankProfileSchema } from '../../contracts/bank/bank-profile.ts';
import { type FileProblem, readJsonFile } from '../../contracts/json-file.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';

/** Banks' profiles by the bank's code. */
export type BankProfiles = ReadonlyMap<string, BankProfile>;

/**
 * Reads every bank's profile in a folder, `<bank>.json`, the name being that inside. One bad file refuses them all: a
 * file written by half a profile would be refused by the bank, or worse, taken.
 */
export async function loadBankProfiles(
  folder: string,
): Promise<Result<BankProfiles, readonly FileProblem[]>> {
  const files = (await readdir(folder)).filter((name) => name.endsWith('.json')).sort();
  const profiles = new Map<string, BankProfile>();
  const problems: FileProblem[] = [];
  for (const file of files) {
    const read = readJsonFile(bankProfileSchema, file, await readFile(join(folder, file), 'utf8'));
    if (!read.ok) {
      problems.push(...read.error);
    } else if (file !== `${read.value.bank}.json`) {
      problems.push({ file, pointer: '/bank', message: `belongs in ${read.value.bank}.json` });
    } else {
      profiles.set(read.value.bank, read.value);
    }
  }
  return problems.length > 0 ? err(problems) : ok(profiles);
}
