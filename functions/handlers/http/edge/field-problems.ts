import type * as z from 'zod';
import { checkCodes, type FieldCode, type FieldProblem } from '../../../contracts/problem.ts';

/** A body of nothing but mistakes must not make an answer many times its size. */
const maxFieldProblems = 50;

/** Names longer than this are nobody's typing error: the problem is then told at the member they stand in. */
const maxNameLength = 64;

/** RFC 6901. */
export function pointerTo(path: readonly PropertyKey[]): string {
  const end = path.findIndex((part) => String(part).length > maxNameLength);
  return path
    .slice(0, end === -1 ? undefined : end)
    .map((part) => `/${String(part).replaceAll('~', '~0').replaceAll('/', '~1')}`)
    .join('');
}

/**
 * What a schema found, as codes that stay the same when the schema library changes. Nothing of what was sent is
 * repeated but the names of members, in pointers.
 * @param root where the checked value stands: "" for the body, "/query", "/path"
 */
export function fieldProblems(error: z.ZodError, root: '' | '/query' | '/path' = ''): FieldProblem[] {
  const problems: FieldProblem[] = [];
  for (const issue of error.issues) {
    for (const { path, ...problem } of explain(issue)) {
      problems.push({ pointer: root + pointerTo(path), ...problem });
      if (problems.length === maxFieldProblems) return problems;
    }
  }
  return problems;
}

type Explained = Omit<FieldProblem, 'pointer'> & { readonly path: readonly PropertyKey[] };

function explain(issue: z.core.$ZodIssue): readonly Explained[] {
  const { path } = issue;
  // A check of our own names itself by the message, whichever kind of issue zod makes of it (`failsAs`).
  const own = checkCodes.find((code) => code === issue.message);
  if (own) return [{ path, code: own }];
  switch (issue.code) {
    case 'invalid_type':
      // zod tells an absent member from a wrong one by its message alone (the input itself is not reported).
      if (issue.message.endsWith('received undefined')) return [{ path, code: 'missing' }];
      return issue.expected === 'int'
        ? [{ path, code: 'not-a-whole-number' }]
        : [{ path, code: 'wrong-type', parameters: { expected: issue.expected } }];
    case 'too_small':
      return [
        { path, code: sizeCode(issue.origin, 'small'), parameters: { minimum: Number(issue.minimum) } },
      ];
    case 'too_big':
      return [{ path, code: sizeCode(issue.origin, 'big'), parameters: { maximum: Number(issue.maximum) } }];
    case 'invalid_format':
      return [{ path, code: issue.format === 'date' ? 'not-a-date' : 'wrong-format' }];
    case 'invalid_value':
      return [{ path, code: 'not-one-of' }];
    case 'unrecognized_keys':
      return issue.keys.map((key) => ({ path: [...path, key], code: 'unknown-member' }));
    case 'invalid_union':
      // A discriminated union that found no branch says so at the member that should have told it.
      return [{ path, code: issue.discriminator === undefined ? 'wrong-shape' : 'not-one-of' }];
    case 'custom':
    case 'not_multiple_of':
    case 'invalid_key':
    case 'invalid_element':
      return [{ path, code: 'not-valid' }];
  }
}

function sizeCode(origin: string, side: 'small' | 'big'): FieldCode {
  if (origin === 'string') return side === 'small' ? 'too-short' : 'too-long';
  if (['array', 'set', 'map', 'object', 'file'].includes(origin))
    return side === 'small' ? 'too-few' : 'too-many';
  return side === 'small' ? 'too-small' : 'too-large';
}
