import type * as z from 'zod';
import { type Result, err, ok } from '../domain/result/result.ts';

/** What is wrong with a file of data, and where. */
export interface FileProblem {
  readonly file: string;
  /** JSON pointer; empty for the file as a whole. */
  readonly pointer: string;
  readonly message: string;
}

/** Reads a file of data by its schema, strictly: whoever wrote it is told of every problem at once. */
export function readJsonFile<Schema extends z.ZodType>(
  schema: Schema,
  file: string,
  content: string,
): Result<z.output<Schema>, readonly FileProblem[]> {
  let json: unknown;
  try {
    json = JSON.parse(content);
  } catch (cause) {
    const message = cause instanceof Error ? cause.message : 'not JSON';
    return err([{ file, pointer: '', message: `not JSON: ${message}` }]);
  }
  const parsed = schema.safeParse(json);
  if (parsed.success) return ok(parsed.data);
  return err(parsed.error.issues.flatMap((issue) => problemsOf(issue, file)));
}

function problemsOf(issue: z.core.$ZodIssue, file: string): FileProblem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      file,
      pointer: jsonPointer([...issue.path, key]),
      message: 'no such member',
    }));
  }
  return [{ file, pointer: jsonPointer(issue.path), message: issue.message }];
}

function jsonPointer(path: readonly PropertyKey[]): string {
  return path.map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
}
