import { yuanOf } from '../../components/yuan.ts';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { shareName } from '../finance/share-texts.ts';
import { memberTexts, valueTexts } from './place-texts.ts';
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

/** Where in a policy's file something stands, in words; names of conditions and cases as decisions carry them. */
export function PlaceName({ path }: { path: readonly string[] }) {
  const t = useTexts();
  const { language } = usePage();
  const words = path.map((name, at) => {
    if (path[at - 1] === 'funding') return shareName(name, language);
    const text = name === 'zh-CN' ? texts.chinese : name === 'en' ? texts.english : memberTexts[name];
    return text ? t(text) : name;
  });
  return <>{words.join(' › ')}</>;
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
  if (typeof value === 'boolean') return <>{t(value ? texts.yes : texts.no)}</>;
  if (typeof value === 'number') {
    if (name === 'fen' || name === 'leaveFen') return <>{`¥${yuanOf(value)}`}</>;
    return <>{/basisPoints$/i.test(name) ? `${String(value / 100)} %` : String(value)}</>;
  }
  if (codeMembers.has(name)) return <code class="app-code">{value}</code>;
  const isWord = wordMembers.has(name) || wordMembers.has(path[0] ?? '');
  const word = isWord ? valueTexts[value] : undefined;
  return <>{word ? t(word) : value}</>;
}
