import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { readJson } from '../../functions/handlers/http/edge/json-text.ts';

const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth);

describe('reading JSON', () => {
  test('agrees with JSON.parse on whatever JSON.stringify writes', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 6 }), fc.integer({ min: 0, max: 3 }), (value, indent) => {
        const text = JSON.stringify(value, null, indent);
        expect(readJson(text)).toEqual({ ok: true, value: JSON.parse(text) });
      }),
    );
  });

  test('agrees with JSON.parse on whether a damaged text is JSON', () => {
    const damaged = fc
      .tuple(
        fc.jsonValue({ maxDepth: 3, noUnicodeString: true }),
        fc.nat(),
        fc.constantFrom(
          '{',
          '}',
          '[',
          ']',
          ',',
          ':',
          '"',
          '\\',
          '0',
          'x',
          '-',
          '.',
          'e',
          ' ',
          '\n',
          '\u0000',
        ),
      )
      .map(([value, at, sign]) => {
        const text = JSON.stringify(value);
        const cut = at % (text.length + 1);
        return text.slice(0, cut) + sign + text.slice(cut + (at % 2));
      });
    fc.assert(
      fc.property(damaged, (text) => {
        const read = readJson(text);
        // A member that occurs twice may be met before whatever else is wrong.
        fc.pre(read.ok || read.error.kind !== 'invalid-request');
        expect(read.ok).toBe(isJson(text));
      }),
      { numRuns: 2000 },
    );
  });

  test.each([
    ['', 1, 1],
    ['{"a": secret}', 1, 7],
    ['{\n  "a": 1,\n  "b" 2\n}', 3, 7],
    ['[1, 2,]', 1, 7],
    ['{"a": 1} x', 1, 10],
    ['{"a": 01}', 1, 7],
    ['"\u0001"', 1, 1],
  ])('says where %j is wrong, and quotes nothing', (text, line, column) => {
    expect(readJson(text)).toEqual({ ok: false, error: { kind: 'body-json', parameters: { line, column } } });
  });

  test.each([
    ['{"a": 1, "a": 2}', '/a'],
    ['{"a": 1, "\\u0061": 2}', '/a'],
    ['{"list": [{}, {"b": 1, "b": 1}]}', '/list/1/b'],
    ['{"a/b~": {"c": [0, {"d": 1, "d": 2}]}}', '/a~1b~0/c/1/d'],
  ])('refuses the member that occurs twice in %s', (text, pointer) => {
    expect(readJson(text)).toEqual({
      ok: false,
      error: { kind: 'invalid-request', errors: [{ pointer, code: 'duplicate-member' }] },
    });
  });

  test('refuses nesting beyond 32, however deep', () => {
    expect(readJson(nested(32)).ok).toBe(true);
    expect(readJson(nested(33))).toMatchObject({ ok: false, error: { kind: 'body-json' } });
    expect(readJson(nested(1_000_000))).toMatchObject({ ok: false, error: { kind: 'body-json' } });
  });

  test('refuses half a surrogate pair, which has no UTF-8', () => {
    expect(readJson('{"a": "\\ud800"}')).toEqual({ ok: false, error: { kind: 'body-encoding' } });
    expect(readJson('{"\\udc00": 1}')).toEqual({ ok: false, error: { kind: 'body-encoding' } });
    expect(readJson('"\\ud83d\\ude00"').ok).toBe(true);
  });

  test('a member named __proto__ is a member, and changes no prototype', () => {
    const read = readJson('{"__proto__": {"admin": true}}');
    expect(read.ok && Object.keys(read.value as object)).toEqual(['__proto__']);
    expect(read.ok && (read.value as { admin?: unknown }).admin).toBeUndefined();
  });

  test('takes strings of megabytes', () => {
    expect(readJson(JSON.stringify('惠'.repeat(1_000_000))).ok).toBe(true);
    expect(readJson(JSON.stringify('\n\u007f'.repeat(1_000_000))).ok).toBe(true);
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
