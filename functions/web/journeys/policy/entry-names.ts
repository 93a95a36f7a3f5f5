import type { SuccessOf } from '../../../contracts/api-client.ts';
import type { comparePolicyVersions } from '../../../contracts/http/policies.ts';
import type { Language } from '../../../contracts/language.ts';

export type Place = SuccessOf<typeof comparePolicyVersions.answers>['places'][number];

/** What conditions ask and what cases are, by their codes, in the words that the policy itself has for them. */
export interface EntryNames {
  readonly conditions: ReadonlyMap<string, string>;
  readonly cases: ReadonlyMap<string, string>;
}

/** Of two versions, or one twice: the later one's words, and of what it has no more those it had. */
export function entryNames(places: readonly Place[], language: Language): EntryNames {
  const names = { conditions: new Map<string, string>(), cases: new Map<string, string>() };
  for (const { path, before, after } of places) {
    const said = String((after ?? before)?.value);
    const [list, ...inList] = path;
    if (list === 'conditions') {
      const [code = '', ...rest] = inList;
      if (rest.join() === `texts,${language},asks`) names.conditions.set(code, said);
    } else if (list === 'amount' && inList[0] === 'cases') {
      const [, code = '', ...rest] = inList;
      if (rest.join() === `texts,${language}`) names.cases.set(code, said);
    }
  }
  return names;
}
