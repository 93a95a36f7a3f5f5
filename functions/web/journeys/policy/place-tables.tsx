import { type Column, DataTable } from '../../components/data-table.tsx';
import { usePage, useTexts } from '../../kernel/page-context.ts';
import { entryNames, type EntryNames, type Place } from './entry-names.ts';
import { StateTag } from './parts.tsx';
import { PlaceName, Said } from './place.tsx';
import { memberTexts } from './place-texts.ts';
import { changeTexts, texts } from './texts.ts';

const changeColours = { same: 'grey', changed: 'yellow', added: 'green', removed: 'red' } as const;

/** Which version it is says the page's heading. */
const identity: ReadonlySet<string> = new Set(['programme', 'version']);

/** The places of a policy that say what it is, apart from what it is called by. */
export function saidPlaces(places: readonly Place[]): readonly Place[] {
  return places.filter(({ path }) => !identity.has(path.join('/')));
}

/**
 * Places of a policy under what they belong to: a table for each condition, each case of the amount and each other
 * part, in the order of the file.
 * @param all the places of both versions, by whose words entries are called
 */
export function PlaceTables({
  places,
  all,
  before,
  after,
}: {
  places: readonly Place[];
  all: readonly Place[];
  /** The earlier version; absent where there is only one to show. */
  before: string | undefined;
  after: string;
}) {
  const t = useTexts();
  const { language } = usePage();
  const names = entryNames(all, language);
  const columnsOf = (depth: number): readonly Column<Place>[] => [
    {
      heading: t(texts.place),
      cell: ({ path, change }) => (
        <>
          {change !== 'same' && (
            <div>
              <StateTag state={change} words={changeTexts} colours={changeColours} />
            </div>
          )}
          <PlaceName path={path} from={depth} />
        </>
      ),
    },
    ...(before === undefined
      ? []
      : [
          {
            heading: `${t(texts.before)} ${before}`,
            cell: ({ path, before: said }: Place) => <Said path={path} said={said} />,
          },
        ]),
    {
      heading: `${t(before === undefined ? texts.version : texts.after)} ${after}`,
      cell: ({ path, after: said }) => <Said path={path} said={said} />,
    },
  ];
  const groups = Map.groupBy(places, ({ path }) => groupOf(path).join('/'));
  return (
    <div class="app-places">
      {[...groups].map(([key, theirs]) => {
        const group = groupOf(theirs[0]?.path ?? []);
        const { title, code } = groupName(group, names, t);
        return (
          <DataTable
            key={key}
            caption={title}
            captionHint={code}
            rows={theirs}
            keyOf={({ path }) => path.join('/')}
            columns={columnsOf(group.length)}
          />
        );
      })}
    </div>
  );
}

/** The names of a path that say to what it belongs: none where it stands by itself. */
function groupOf(path: readonly string[]): readonly string[] {
  const [part, list] = path;
  if (part === 'conditions') return path.slice(0, 2);
  if (part === 'amount' && list === 'cases') return path.slice(0, 3);
  return list === undefined ? [] : path.slice(0, 1);
}

function groupName(
  group: readonly string[],
  { conditions, cases }: EntryNames,
  t: ReturnType<typeof useTexts>,
): { readonly title: string; readonly code?: string } {
  const [part, list = '', entry = ''] = group;
  if (part === undefined) return { title: t(texts.general) };
  const own = part === 'conditions' ? texts.condition : memberTexts[part];
  const title = own ? t(own) : part;
  const inGroup = (name: string): string =>
    t(texts.inGroup)
      .replace('{group}', title)
      .replace('{name}', () => name);
  if (part === 'conditions') {
    return { title: inGroup(conditions.get(list) ?? list), code: list };
  }
  return entry === '' ? { title } : { title: inGroup(cases.get(entry) ?? entry), code: entry };
}
