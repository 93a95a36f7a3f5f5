import type { SortKeyRange, Table } from '../store/ports.ts';
import { readMany } from './chunks.ts';
import { parseRunHead, type RunHead } from './run-head.ts';
import { runsOfProgramme } from './run-keys.ts';

/** A programme's runs, by period and age. @param sk narrows to periods ("2008-H1#…") */
export async function programmeRuns(
  table: Table,
  programme: string,
  sk?: SortKeyRange,
): Promise<readonly RunHead[]> {
  const heads: RunHead[] = [];
  let cursor: string | undefined;
  do {
    const page = await table.queryIndex('gsi3', {
      pk: runsOfProgramme(programme),
      ...(sk === undefined ? {} : { sk }),
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = await readMany(
      table,
      page.items.map(({ pk, sk: of }) => ({ pk, sk: of })),
    );
    heads.push(...items.flatMap((item) => (item ? [parseRunHead(item)] : [])));
    cursor = page.cursor;
  } while (cursor !== undefined);
  return heads;
}
