import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import { type FileProblem, readPolicy } from '../../contracts/policy.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import { type PolicyBook, createPolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';

/**
 * Reads every policy version under a folder: `<programme>/<version>.json`, the names being those inside.
 * One bad file refuses them all: a programme that silently disappears would turn people away.
 * @returns the problems of all files, each with its file (relative to the folder) and place
 */
export async function loadPolicies(folder: string): Promise<Result<PolicyBook, readonly FileProblem[]>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const policies: CompiledPolicy[] = [];
  const problems: FileProblem[] = [];
  for (const file of files) {
    const read = readPolicy(file, await readFile(join(folder, file), 'utf8'));
    if (!read.ok) {
      problems.push(...read.error);
      continue;
    }
    const { programme, version } = read.value.policy;
    const expected = `${programme}/${version}.json`;
    if (file === expected) policies.push(read.value);
    else problems.push({ file, pointer: '/version', message: `belongs in ${expected}` });
  }
  if (files.length === 0) problems.push({ file: '.', pointer: '', message: 'holds no policy file' });
  if (problems.length > 0) return err(problems);
  const book = createPolicyBook(policies);
  if (book.ok) return ok(book.value);
  const { programme, version, message } = book.error;
  return err([{ file: `${programme}/${version}.json`, pointer: '/effectiveFrom', message }]);
}
