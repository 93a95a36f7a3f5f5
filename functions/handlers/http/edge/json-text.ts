import { err, ok, type Result } from '../../../domain/result/result.ts';
import type { ApplicationProblem } from '../../../contracts/problem.ts';
import { pointerTo } from './field-problems.ts';

/** Deeper than any form of ours; recursion over what was read stays harmless. */
const maxDepth = 32;

const space = /[ \t\n\r]*/y;
// Unrolled, so that a string of megabytes needs no backtracking; U+007F to U+009F are controls that JSON allows.
const string =
  /"[^"\\\p{Cc}\u007f-\u009f]*(?:(?:\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4})|[\u007f-\u009f])[^"\\\p{Cc}]*)*"/uy;
const scalar = /(?:-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null)(?![\w.+-])/y;

interface Open {
  readonly kind: 'object' | 'list';
  readonly names: Set<string>;
  name: string;
  count: number;
}

/**
 * Reads JSON (RFC 8259) and refuses what JSON.parse lets pass: a member that occurs twice (which one counts is
 * anybody's guess), nesting beyond 32, lone surrogates (they have no UTF-8, hence no hash). An error says where,
 * and repeats nothing of the text, as JSON.parse's messages do.
 */
export function readJson(text: string): Result<unknown, ApplicationProblem> {
  const fault = firstFault(text);
  if (fault) return err(fault);
  const value: unknown = JSON.parse(text);
  return ok(value);
}

function firstFault(text: string): ApplicationProblem | undefined {
  const open: Open[] = [];
  let at = 0;

  const take = (pattern: RegExp): string | undefined => {
    pattern.lastIndex = at;
    const token = pattern.exec(text)?.[0];
    at += token?.length ?? 0;
    return token;
  };
  const wrong = (): ApplicationProblem => ({ kind: 'body-json', parameters: lineAndColumn(text, at) });

  for (;;) {
    take(space);
    let inside = open.at(-1);
    if (inside?.kind === 'object') {
      const token = take(string);
      if (token === undefined) return wrong();
      const read = unquote(token);
      if (read === undefined) return { kind: 'body-encoding' };
      inside.name = read;
      if (inside.names.has(read)) return duplicate(open);
      inside.names.add(read);
      take(space);
      if (text[at] !== ':') return wrong();
      at += 1;
      take(space);
    }

    const first = text[at];
    if (first === '{' || first === '[') {
      if (open.length === maxDepth) return wrong();
      at += 1;
      const container: Open = {
        kind: first === '{' ? 'object' : 'list',
        names: new Set(),
        name: '',
        count: 0,
      };
      open.push(container);
      take(space);
      if (text[at] !== closing(container)) continue;
    } else if (first === '"') {
      const token = take(string);
      if (token === undefined) return wrong();
      if (unquote(token) === undefined) return { kind: 'body-encoding' };
    } else if (take(scalar) === undefined) {
      return wrong();
    }

    // A value has ended: close what ends with it, up to the next member or element.
    for (;;) {
      take(space);
      inside = open.at(-1);
      if (!inside) return at === text.length ? undefined : wrong();
      if (text[at] === closing(inside)) {
        at += 1;
        open.pop();
      } else if (text[at] === ',' && (inside.kind === 'list' || inside.names.size > 0)) {
        at += 1;
        inside.count += 1;
        break;
      } else {
        return wrong();
      }
    }
  }
}

function closing({ kind }: Open): string {
  return kind === 'object' ? '}' : ']';
}

/** The text of a string token; undefined when it holds half a surrogate pair. */
function unquote(token: string): string | undefined {
  const text: unknown = token.includes('\\') ? JSON.parse(token) : token.slice(1, -1);
  return typeof text === 'string' && text.isWellFormed() ? text : undefined;
}

function duplicate(open: readonly Open[]): ApplicationProblem {
  const path = open.map(({ kind, name, count }) => (kind === 'object' ? name : count));
  return { kind: 'invalid-request', errors: [{ pointer: pointerTo(path), code: 'duplicate-member' }] };
}

function lineAndColumn(text: string, at: number): { readonly line: number; readonly column: number } {
  const before = text.slice(0, at);
  return { line: before.split('\n').length, column: at - before.lastIndexOf('\n') };
}
