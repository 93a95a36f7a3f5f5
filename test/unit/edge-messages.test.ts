import { describe, expect, test } from '@jest/globals';
import { languages } from '../../functions/contracts/language.ts';
import { checkCodes, limitCodes, problemStatus } from '../../functions/contracts/problem.ts';
import { fieldTexts, problemTexts } from '../../functions/handlers/http/edge/messages.ts';

const names = (text: string) => [...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name).sort();

describe('the texts of problems', () => {
  test('every code has its texts, and no text is without a code', () => {
    expect(Object.keys(problemTexts).sort()).toEqual(Object.keys(problemStatus).sort());
    expect(Object.keys(fieldTexts).sort()).toEqual([...limitCodes, ...checkCodes].sort());
  });

  const all = [
    ...Object.entries(problemTexts).flatMap(([code, { title, detail }]) => [
      [`${code} title`, title] as const,
      ...(detail ? [[`${code} detail`, detail] as const] : []),
    ]),
    ...Object.entries(fieldTexts).map(([code, text]) => [`field ${code}`, text] as const),
  ];

  test.each(all)('%s is written in each language, with the same parameters', (_, texts) => {
    for (const language of languages) expect(texts[language].trim()).not.toBe('');
    expect(/\p{Script=Han}/u.test(texts['zh-CN'])).toBe(true);
    expect(/\p{Script=Han}/u.test(texts.en)).toBe(false);
    expect(names(texts.en)).toEqual(names(texts['zh-CN']));
  });

  test('a code whose check names no limit has a text that asks for none', () => {
    for (const code of checkCodes) expect(names(fieldTexts[code].en)).toEqual([]);
  });
});
