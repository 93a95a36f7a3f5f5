import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from '@jest/globals';

const pages = globSync('**/*.md', {
  exclude: (name) => /^(node_modules|dist|cdk\.out|coverage|reports|standards|\..+)$/.test(name),
});

/** Text outside code, where a link is a link. */
function prose(markdown: string): string {
  return markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '').replaceAll(/`[^`\n]*`/g, '');
}

/** Targets of inline links, images and reference definitions, as they stand. */
function targetsOf(markdown: string): readonly string[] {
  const text = prose(markdown);
  const inline = text.matchAll(/\]\(\s*<?([^)\s>]+)>?(?:\s+"[^"]*")?\s*\)/g);
  const definitions = text.matchAll(/^\s{0,3}\[[^\]]+\]:\s+<?([^\s>]+)>?/gm);
  return [...inline, ...definitions].map((match) => String(match[1]));
}

/** The `id` that GitHub gives a heading. */
function anchorOf(heading: string): string {
  const text = heading.replaceAll(/\[([^\]]*)\]\([^)]*\)/g, '$1').replaceAll('`', '');
  return text
    .trim()
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .replaceAll(/\s/g, '-');
}

function anchorsOf(markdown: string): ReadonlySet<string> {
  const withoutCode = markdown.replaceAll(/^(```|~~~)[\s\S]*?^\1/gm, '');
  return new Set([...withoutCode.matchAll(/^#{1,6}\s+(.+)$/gm)].map((match) => anchorOf(String(match[1]))));
}

const isExternal = (target: string) => /^[a-z][a-z0-9+.-]*:/i.test(target);

/** What is wrong with a page's relative links: the target as it stands in the page. */
function brokenLinks(page: string, markdown: string): readonly string[] {
  return targetsOf(markdown).filter((target) => {
    if (isExternal(target)) return false;
    const [path = '', anchor] = target.split('#');
    const file = path === '' ? page : join(dirname(page), decodeURIComponent(path));
    if (path.startsWith('/') || file.startsWith('..') || (path !== '' && !existsSync(file))) return true;
    if (anchor === undefined || !file.endsWith('.md')) return false;
    return !anchorsOf(path === '' ? markdown : readFileSync(file, 'utf8')).has(decodeURIComponent(anchor));
  });
}

describe('links of the documentation', () => {
  test('there are pages to check', () => {
    expect(pages).toContain('docs/adr/README.md');
    expect(pages).toContain('docs/dependencies.md');
  });

  test.each(pages)('%s points to files and headings that exist', (page) => {
    expect(brokenLinks(page, readFileSync(page, 'utf8'))).toEqual([]);
  });

  test('a broken link is found, code and other sites are passed over', () => {
    const markdown = [
      '[gone](nowhere.md) [out](../../../etc/hosts) [rooted](/package.json) [here](#what-is-not-here)',
      '![picture](gone.png)',
      '[ref]: also-gone.md',
      '`[code](in-code.md)` [site](https://example.org/a.md) [fine](../package.json) [back](#a-heading)',
      '```',
      '[code](in-a-block.md)',
      '```',
      '# A `heading`',
    ].join('\n');
    expect(brokenLinks('docs/page.md', markdown)).toEqual([
      'nowhere.md',
      '../../../etc/hosts',
      '/package.json',
      '#what-is-not-here',
      'gone.png',
      'also-gone.md',
    ]);
  });
});
