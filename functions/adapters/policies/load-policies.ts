import type { FileProblem } from '../../contracts/json-file.ts';
import { readPolicy } from '../../contracts/read-policy.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import type { Result } from '../../domain/result/result.ts';
import { loadPolicyFolder } from './policy-folder.ts';

/** The policies under a folder, compiled: for who decides by them. */
export function loadPolicies(
  folder: string,
): Promise<Result<PolicyBook<CompiledPolicy>, readonly FileProblem[]>> {
  return loadPolicyFolder(folder, readPolicy);
}
