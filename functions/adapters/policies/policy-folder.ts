import { readFile, readdir } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';
import type { FileProblem } from '../../contracts/json-file.ts';
import { type PolicyBook, type PublishedPolicy, createPolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';

/**
 * Reads every policy version under a folder: `<programme>/<version>.json`, the names being those inside.
 * One bad file refuses them all: a programme that silently disappears would turn people away.
 * @returns the problems of all files, each with its file (relative to the folder) and place
 */
export async function loadPolicyFolder<P extends PublishedPolicy>(
  folder: string,
  read: (file: string, content: string) => Result<P, readonly FileProblem[]>,
): Promise<Result<PolicyBook<P>, readonly FileProblem[]>> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile() && entry.name.endsWith('.json'))
    .map((entry) => relative(folder, join(entry.parentPath, entry.name)).split(sep).join('/'))
    .sort();
  const policies: P[] = [];
  const problems: FileProblem[] = [];
  for (const file of files) {
    const one = read(file, await readFile(join(folder, file), 'utf8'));
    if (!one.ok) {
      problems.push(...one.error);
      continue;
    }
    const { programme, version } = one.value.policy;
    const expected = `${programme}/${version}.json`;
    if (file === expected) policies.push(one.value);
    else problems.push({ file, pointer: '/version', message: `belongs in ${expected}` });
  }
  if (files.length === 0) problems.push({ file: '.', pointer: '', message: 'holds no policy file' });
  if (problems.length > 0) return err(problems);
  const book = createPolicyBook(policies);
  if (book.ok) return ok(book.value);
  const { programme, version, pointer, message } = book.error;
  return err([{ file: `${programme}/${version}.json`, pointer, message }]);
}
