import { type AreaCode, areaContains } from '../../domain/review/area.ts';
import type { Page } from '../store/ports.ts';

/** The areas in their order, without those that lie in another: nothing is listed twice. */
export function widest(areas: readonly AreaCode[]): readonly AreaCode[] {
  return [...new Set(areas)]
    .filter((area) => !areas.some((other) => other !== area && areaContains(other, area)))
    .sort();
}

/**
 * A page of what is listed by area, one of the caller's areas after another; a cursor names the area and its place there.
 * @param areas as `widest` gives them
 */
export async function pageByArea<T>(
  areas: readonly AreaCode[],
  cursor: string | undefined,
  pageOf: (area: AreaCode, cursor: string | undefined) => Promise<Page<T>>,
): Promise<Page<T>> {
  const [areaText = areas[0] ?? '', inner = ''] = cursor?.split('|') ?? [];
  const at = areas.findIndex((own) => own === areaText);
  const area = areas[at];
  if (area === undefined) return { items: [] };
  const page = await pageOf(area, inner === '' ? undefined : inner);
  const nextArea = areas[at + 1];
  const next = page.cursor === undefined ? nextArea && `${nextArea}|` : `${area}|${page.cursor}`;
  return { items: page.items, ...(next === undefined ? {} : { cursor: next }) };
}
