import { reasonText } from '../../contracts/bank/reason-codes.ts';
import type { Language } from '../../contracts/language.ts';

/** What a bank's reason code means, and what to do, in the reader's language; undefined for a code of nobody's. */
export function reasonWordsOf(code: string | undefined, language: Language) {
  if (code === undefined) return undefined;
  const words = reasonText(code);
  const text = words.text?.[language] ?? words.definition;
  if (text === undefined) return undefined;
  return {
    text,
    ...(words.action === undefined ? {} : { action: words.action }),
    ...(words.nextStep === undefined ? {} : { nextStep: words.nextStep[language] }),
  };
}

/** Something with a bank's reason code, and with its words. */
export function withReasonWords<T extends { readonly reason?: string }>(one: T, language: Language) {
  const reasonWords = reasonWordsOf(one.reason, language);
  return reasonWords === undefined ? one : { ...one, reasonWords };
}
