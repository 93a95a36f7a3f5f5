import { listedItems } from '../store/pages.ts';
import type { SortKeyRange, Table } from '../store/ports.ts';
import { parseRunHead, type RunHead } from './run-head.ts';
import { runList, runsOfProgramme } from './run-keys.ts';

/** A programme's runs, by period and age. @param sk narrows to periods ("2008-H1#…") */
export async function programmeRuns(
  table: Table,
  programme: string,
  sk?: SortKeyRange,
): Promise<readonly RunHead[]> {
  const heads: RunHead[] = [];
  const wanted = { pk: runsOfProgramme(programme), ...(sk === undefined ? {} : { sk }) };
  for await (const item of listedItems(table, 'gsi3', wanted)) heads.push(parseRunHead(item));
  return heads;
}

/** All runs of all programmes, cancelled ones too. */
export async function* everyRun(table: Table): AsyncGenerator<RunHead> {
  for await (const item of listedItems(table, 'gsi1', { pk: runList })) yield parseRunHead(item);
}
