import type { Language } from '../../../contracts/language.ts';
import { isCalendarDate } from '../../../domain/time/calendar-date.ts';
import { dayOf } from '../../components/day.ts';
import { yuanOf } from '../../components/yuan.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { shareName } from '../finance/share-texts.ts';
import { countTexts, memberTexts, switchTexts, valueTexts, yearTexts } from './place-texts.ts';
import { texts } from './texts.ts';

interface SaidOfPolicy {
  readonly value: string | number | boolean;
  readonly source?: string;
}

/** Members whose words are code, or one of a few. */
const codeMembers: ReadonlySet<string> = new Set(['expression', 'metFrom', 'when', 'version', 'programme']);
const wordMembers: ReadonlySet<string> = new Set([
  'kind',
  'period',
  'component',
  'entitledPerson',
  'asks',
  'attestation',
  'level',
  'basis',
  'reviewChain',
  'posting',
  'duplicateBy',
  'backdating',
]);

/**
 * Where in a policy's file something stands, in words; names of conditions and cases as decisions carry them.
 * @param from how many of its names are said already
 */
export function PlaceName({ path, from }: { path: readonly string[]; from: number }) {
  const t = useTexts();
  const { language } = usePage();
  const words = path.flatMap((name, at) => (at < from ? [] : nameAt(path, at, t, language)));
  return <>{words.join(' › ')}</>;
}

function nameAt(
  path: readonly string[],
  at: number,
  t: ReturnType<typeof useTexts>,
  language: Language,
): string | readonly string[] {
  const name = path[at] ?? '';
  // A rate goes by the day from which it holds.
  if (name === 'rates') return [];
  if (isCalendarDate(name)) return t(texts.since).replace('{day}', dayOf(name, language));
  if (/^\d+$/.test(name)) return t(texts.entry).replace('{n}', name);
  if (path[at - 1] === 'funding') return shareName(name, language);
  const text =
    path[at - 1] === 'switches'
      ? switchTexts[name]
      : name === 'zh-CN'
        ? texts.chinese
        : name === 'en'
          ? texts.english
          : memberTexts[name];
  return text ? t(text) : name;
}

/** What a version says at a place, and its source. */
export function Said({ path, said }: { path: readonly string[]; said: SaidOfPolicy | undefined }) {
  const t = useTexts();
  if (!said) return <>{t(texts.nothing)}</>;
  // What is said to families needs none of its own: the rule beside it has it.
  const source = path.includes('texts') || path.at(-1) === 'level' ? undefined : said.source;
  return (
    <>
      <SaidValue path={path} value={said.value} />
      {source !== undefined && (
        <div class="govuk-hint">{t(texts.source).replace('{source}', () => source)}</div>
      )}
    </>
  );
}

function SaidValue({ path, value }: { path: readonly string[]; value: SaidOfPolicy['value'] }) {
  const t = useTexts();
  const name = path.at(-1) ?? '';
  const { language } = usePage();
  if (typeof value === 'boolean') return <>{t(value ? texts.yes : texts.no)}</>;
  if (typeof value === 'number') return <>{numberIn(name, value, t)}</>;
  if (name === 'when' && value === 'true') return <>{t(texts.always)}</>;
  if (codeMembers.has(name)) return <code class="app-code govuk-!-font-size-16">{value}</code>;
  if (isCalendarDate(value)) return <>{dayOf(value, language)}</>;
  if (name === 'monthDay') return <>{monthDays[language].format(new Date(`2000-${value}T00:00:00Z`))}</>;
  const isWord = wordMembers.has(name) || wordMembers.has(path[0] ?? '');
  const word = name === 'switch' ? switchTexts[value] : isWord ? valueTexts[value] : undefined;
  return <>{word ? t(word) : value}</>;
}

const monthDays: Readonly<Record<Language, Intl.DateTimeFormat>> = {
  'zh-CN': new Intl.DateTimeFormat('zh-CN', { month: 'long', day: 'numeric', timeZone: 'UTC' }),
  en: new Intl.DateTimeFormat('en-GB', { month: 'long', day: 'numeric', timeZone: 'UTC' }),
};

function numberIn(name: string, value: number, t: ReturnType<typeof useTexts>): string {
  if (name === 'fen' || name === 'leaveFen') return `¥${yuanOf(value)}`;
  if (/basisPoints$/i.test(name)) return `${String(value / 100)} %`;
  const year = yearTexts[name]?.[value];
  if (year) return t(year);
  const counted = countTexts[name];
  return counted ? t(counted).replace('{n}', String(value)) : String(value);
}
