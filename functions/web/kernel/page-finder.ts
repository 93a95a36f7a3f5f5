import { pathMatcher } from '../../app/access/path-matcher.ts';
import type { Page } from './page.ts';

export type FoundPage =
  | { readonly kind: 'found'; readonly page: Page; readonly params: Readonly<Record<string, string>> }
  | { readonly kind: 'other-method' }
  | { readonly kind: 'none' };

/** Finds the page of a request. @throws when two pages have one method and path */
export function pageFinder(pages: readonly Page[]): (method: string, path: string) => FoundPage {
  const match = pathMatcher(pages);
  return (method, path) => {
    const matches = match(path);
    const found = matches.find(({ route }) => route.method === method);
    if (found) return { kind: 'found', page: found.route, params: found.parameters };
    return matches.length > 0 ? { kind: 'other-method' } : { kind: 'none' };
  };
}
