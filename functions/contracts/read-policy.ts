import { type CompiledPolicy, compilePolicy } from '../domain/policy/compile-policy.ts';
import { type Result, err, ok } from '../domain/result/result.ts';
import type { FileProblem } from './json-file.ts';
import { readPolicyFile } from './policy.ts';

/** Reads, checks and compiles one policy file. @returns every problem of the first check that finds any */
export function readPolicy(file: string, content: string): Result<CompiledPolicy, readonly FileProblem[]> {
  const read = readPolicyFile(file, content);
  if (!read.ok) return read;
  const compiled = compilePolicy(read.value);
  return compiled.ok ? ok(compiled.value) : err(compiled.error.map((problem) => ({ file, ...problem })));
}
