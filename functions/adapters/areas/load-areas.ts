import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Area } from '../../app/ports/areas.ts';
import { isAreaCode } from '../../domain/review/area.ts';

const areasSchema = z.strictObject({
  source: z.string(),
  areas: z
    .array(
      z.strictObject({
        code: z.string().refine(isAreaCode),
        'zh-CN': z.string().min(1),
        en: z.string().min(1),
      }),
    )
    .min(1),
});

/** The district and its streets and towns, by the names people know them by. */
export async function loadAreas(file: string): Promise<readonly Area[]> {
  const { areas } = areasSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  return areas.map(({ code, ...name }) => ({ code, name }));
}
