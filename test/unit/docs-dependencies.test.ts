import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';

interface PackageJson {
  readonly dependencies: Record<string, string>;
  readonly devDependencies: Record<string, string>;
  readonly overrides: Record<string, string>;
  readonly allowScripts: Record<string, boolean>;
}

const manifest = JSON.parse(readFileSync('package.json', 'utf8')) as PackageJson;
const page = readFileSync('docs/dependencies.md', 'utf8');

/** Rows of the tables in one section of the page whose first cell is a package: its name, then the other cells. */
function rowsOf(heading: string): readonly (readonly string[])[] {
  const section = page.split(/^## /m).find((part) => part.startsWith(`${heading}\n`));
  if (section === undefined) throw new Error(`docs/dependencies.md has no section "${heading}"`);
  return section
    .split('\n')
    .map((line) => line.split('|').slice(1, -1))
    .filter((cells) => cells[0]?.trim().startsWith('`'))
    .map((cells) => cells.map((cell) => cell.trim().replaceAll('`', '')));
}

const namesOf = (heading: string) => rowsOf(heading).map(([name]) => name);

describe('docs/dependencies.md', () => {
  test.each([
    ['At run time', manifest.dependencies],
    ['For building, checking and testing', manifest.devDependencies],
    ['Overrides', manifest.overrides],
    ['Install scripts', manifest.allowScripts],
  ])('%s: a row for each package of package.json, and no other', (heading, packages) => {
    expect(namesOf(heading).sort()).toEqual(Object.keys(packages).sort());
  });

  test('says of each install script what package.json says', () => {
    const stated = rowsOf('Install scripts').map(([name, may]) => [name, may === 'yes']);
    expect(Object.fromEntries(stated)).toEqual(manifest.allowScripts);
  });

  test('leaves no cell empty', () => {
    const rows = [...rowsOf('At run time'), ...rowsOf('For building, checking and testing')];
    expect(rows.filter((cells) => cells.length !== 5 || cells.includes(''))).toEqual([]);
  });

  test('states the licence that the installed package states', () => {
    const rows = [...rowsOf('At run time'), ...rowsOf('For building, checking and testing')];
    const installed = rows.map(([name]) => {
      const path = `node_modules/${String(name)}/package.json`;
      if (!existsSync(path)) return [name, 'not installed'];
      return [name, (JSON.parse(readFileSync(path, 'utf8')) as { license?: string }).license];
    });
    expect(rows.map(([name, licence]) => [name, licence])).toEqual(installed);
  });
});
