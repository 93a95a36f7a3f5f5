import type { Language } from '../../contracts/language.ts';

const formats: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { dateStyle: 'long', timeZone: 'Asia/Shanghai' }),
  en: new Intl.DateTimeFormat('en-GB', { dateStyle: 'long', timeZone: 'Asia/Shanghai' }),
};

/** A calendar date, or the day of an instant in Shanghai, in words: "2008年5月20日", "20 May 2008". */
export function dayOf(dateOrInstant: string, language: Language): string {
  const instant = dateOrInstant.length === 10 ? `${dateOrInstant}T12:00:00+08:00` : dateOrInstant;
  return formats[language].format(new Date(instant));
}
