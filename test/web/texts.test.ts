import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from '@jest/globals';
import ts from 'typescript';
import { projectRoot } from '../../local/home/project-root.ts';

// What people read stands in the source as pairs, { 'zh-CN': …, en: … }: the walk finds every pair, and on pages every
// text that is in none.

const han = /\p{Script=Han}/u;
/** What English shares with Chinese: a language's own name, a document's number. */
const sameInBoth = /中文|\p{Script=Han}*〔\d{4}〕\d+号/gu;

interface Pair {
  readonly at: string;
  readonly zh: ts.Expression;
  readonly en: ts.Expression | undefined;
}

const sources = globSync(['functions/**/*.{ts,tsx}', 'local/outbox/*.{ts,tsx}'], { cwd: projectRoot })
  .sort()
  .map((path) =>
    ts.createSourceFile(path, readFileSync(join(projectRoot, path), 'utf8'), ts.ScriptTarget.Latest, true),
  );

function placeOf(node: ts.Node): string {
  const file = node.getSourceFile();
  return `${file.fileName}:${String(file.getLineAndCharacterOfPosition(node.getStart()).line + 1)}`;
}

function* nodesOf(node: ts.Node): Generator<ts.Node> {
  yield node;
  for (const child of node.getChildren()) yield* nodesOf(child);
}

function memberOf(literal: ts.ObjectLiteralExpression, name: string): ts.Expression | undefined {
  const property = literal.properties.find(
    (one): one is ts.PropertyAssignment =>
      ts.isPropertyAssignment(one) && one.name.getText().replaceAll("'", '') === name,
  );
  return property?.initializer;
}

const pairs: readonly Pair[] = sources.flatMap((source) =>
  [...nodesOf(source)].filter(ts.isObjectLiteralExpression).flatMap((literal) => {
    const zh = memberOf(literal, 'zh-CN');
    return zh ? [{ at: placeOf(literal), zh, en: memberOf(literal, 'en') }] : [];
  }),
);

/** Texts and their parts, whatever they are put together by. */
const textsIn = (expression: ts.Expression): readonly string[] =>
  [...nodesOf(expression)].filter(ts.isStringLiteralLike).map(({ text }) => text);
const placeholdersIn = (expression: ts.Expression): readonly string[] =>
  [...new Set(textsIn(expression).flatMap((text) => text.match(/\{\w+\}/g) ?? []))].sort();

describe('every text is there in both languages', () => {
  test('there are many, on pages and off them', () => {
    expect(pairs.length).toBeGreaterThan(500);
    expect(pairs.filter(({ at }) => at.startsWith('functions/web/')).length).toBeGreaterThan(300);
  });

  test('English beside every Chinese one, in English', () => {
    const faults = pairs.filter(
      ({ en }) =>
        en === undefined ||
        textsIn(en).some((text) => text.trim() === '' || han.test(text.replaceAll(sameInBoth, ''))),
    );
    expect(faults.map(({ at }) => at)).toEqual([]);
  });

  test('Chinese is Chinese, and not the English again', () => {
    const faults = pairs.filter(({ zh, en }) => {
      const [chinese, english] = [textsIn(zh).join(''), en ? textsIn(en).join('') : ''];
      return /[a-z]{3}/.test(english) && chinese === english && chinese !== 'English';
    });
    expect(faults.map(({ at }) => at)).toEqual([]);
  });

  test('both are filled in with the same', () => {
    const faults = pairs.filter(
      ({ zh, en }) => en !== undefined && placeholdersIn(zh).join() !== placeholdersIn(en).join(),
    );
    expect(faults.map(({ at }) => at)).toEqual([]);
  });
});

test('no page says anything that is in no pair', () => {
  const inPairs = new Set(pairs.flatMap(({ zh, en }) => [...nodesOf(zh), ...(en ? nodesOf(en) : [])]));
  const faults = sources
    .filter(({ fileName }) => /^(?:functions\/web|local)\//.test(fileName))
    .flatMap((source) => [...nodesOf(source)])
    .filter((node) => !inPairs.has(node) && saysSomething(node));
  expect(faults.map((node) => `${placeOf(node)} ${node.getText()}`)).toEqual([]);
});

/** Chinese in a literal, or words of any language between the tags of a page. */
function saysSomething(node: ts.Node): boolean {
  if (ts.isJsxText(node)) return /\p{L}{2}/u.test(node.text);
  return (ts.isStringLiteralLike(node) || ts.isTemplateLiteralToken(node)) && han.test(node.text);
}
