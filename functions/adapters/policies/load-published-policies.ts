import type { FileProblem } from '../../contracts/json-file.ts';
import { readPolicyFile } from '../../contracts/policy.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, ok } from '../../domain/result/result.ts';
import { loadPolicyFolder } from './policy-folder.ts';

/** The policies under a folder as they were published: for who shows them or follows their chain, and decides nothing. */
export function loadPublishedPolicies(folder: string): Promise<Result<PolicyBook, readonly FileProblem[]>> {
  return loadPolicyFolder(folder, (file, content) => {
    const read = readPolicyFile(file, content);
    return read.ok ? ok({ policy: read.value }) : read;
  });
}
