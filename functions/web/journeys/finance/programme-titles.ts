import { listProgrammes } from '../../../contracts/http/programmes.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { unassigned } from '../../../domain/ledger/unassigned.ts';
import { ok, type Result } from '../../../domain/result/result.ts';
import type { PageRequest } from '../../kernel/page.ts';
import { unassignedText } from './share-texts.ts';

export interface ProgrammeTitles {
  /** A programme that is not in force any more goes by its name. */
  of(programme: string): string;
  readonly choices: readonly { readonly value: string; readonly text: string }[];
}

/** What programmes are called in the reader's language. */
export async function programmeTitles({
  api,
  language,
}: Pick<PageRequest, 'api' | 'language'>): Promise<Result<ProgrammeTitles, Problem>> {
  const listed = await api.call(listProgrammes, {});
  if (!listed.ok) return listed;
  const { programmes } = listed.value;
  const titles = new Map([
    ...programmes.map(({ programme, title }) => [programme, title] as const),
    [unassigned, unassignedText[language]],
  ]);
  return ok({
    of: (programme) => titles.get(programme) ?? programme,
    choices: programmes.map(({ programme, title }) => ({ value: programme, text: title })),
  });
}
