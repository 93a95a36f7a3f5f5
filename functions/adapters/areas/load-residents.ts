import { readFile } from 'node:fs/promises';
import * as z from 'zod';
import type { Residents } from '../../app/ports/residents.ts';
import { isAreaCode } from '../../domain/review/area.ts';

const residentsSchema = z.strictObject({
  source: z.strictObject({ 'zh-CN': z.string().min(1), en: z.string().min(1) }),
  midYear: z.record(z.string().regex(/^\d{4}$/), z.record(z.string().refine(isAreaCode), z.int().positive())),
});

/** Mid-year residents of streets and towns, as a district keeps them in a file. */
export async function loadResidents(file: string): Promise<Residents> {
  const { source, midYear } = residentsSchema.parse(JSON.parse(await readFile(file, 'utf8')));
  const years = Object.entries(midYear).map(
    ([year, streets]) => [year, new Map(Object.entries(streets))] as const,
  );
  return { source, midYear: new Map(years) };
}
