import { listAreas } from '../../../contracts/http/areas.ts';
import type { Problem } from '../../../contracts/problem.ts';
import { ok, type Result } from '../../../domain/result/result.ts';
import type { PageRequest } from '../../kernel/page.ts';

export interface AreaNames {
  /** A village goes by its street or town; one that is not on the list by its code. */
  of(areaCode: string): string;
  /** The district, then its streets and towns, to choose from. */
  readonly all: readonly { readonly code: string; readonly name: string }[];
}

/** What streets and towns are called in the reader's language. */
export async function areaNames({ api }: Pick<PageRequest, 'api'>): Promise<Result<AreaNames, Problem>> {
  const listed = await api.call(listAreas, {});
  if (!listed.ok) return listed;
  const names = new Map(listed.value.areas.map(({ code, name }) => [code, name]));
  return ok({
    of: (areaCode) => names.get(areaCode.slice(0, 9)) ?? areaCode,
    all: listed.value.areas,
  });
}
