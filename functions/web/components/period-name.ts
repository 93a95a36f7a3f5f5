import type { Language, Texts } from '../../contracts/language.ts';

const shape = /^(\d{4})(?:-(H[12]))?$/;

const names: Readonly<Record<'year' | 'H1' | 'H2', Texts>> = {
  year: { 'zh-CN': '{year}年', en: '{year}' },
  H1: { 'zh-CN': '{year}年上半年', en: 'first half of {year}' },
  H2: { 'zh-CN': '{year}年下半年', en: 'second half of {year}' },
};

/** "2008-H1" as people say it, "2008年上半年"; what is no period of a year, such as "claim", as it stands. */
export function periodName(id: string, language: Language): string {
  const [, year, half] = shape.exec(id) ?? [];
  if (year === undefined) return id;
  const name = half === 'H1' || half === 'H2' ? names[half] : names.year;
  return name[language].replace('{year}', year);
}
