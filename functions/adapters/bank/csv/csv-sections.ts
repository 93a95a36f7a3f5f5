import { cellsOf, type CsvRow, type CsvShape } from './csv-rows.ts';
import type { TextLine } from './text-lines.ts';

export interface SectionedRow extends CsvRow {
  readonly section: 'header' | 'titles' | 'row' | 'trailer';
}

/** Which lines a bank's files have beside those of the payments. */
export interface SectionedShape extends CsvShape {
  readonly hasHeader: boolean;
  readonly hasTitles: boolean;
  readonly hasTrailer: boolean;
}

/** The rows of a file with what each is: the trailer is known by being the last. */
export async function* sectionsOf(
  lines: AsyncIterable<readonly TextLine[]>,
  shape: SectionedShape,
): AsyncGenerator<SectionedRow> {
  const before: SectionedRow['section'][] = [
    ...(shape.hasHeader ? (['header'] as const) : []),
    ...(shape.hasTitles ? (['titles'] as const) : []),
  ];
  let held: CsvRow | undefined;
  for await (const group of lines) {
    for (const { text, line } of group) {
      const row = { cells: cellsOf(text, shape), line };
      const section = before.shift();
      if (section) {
        yield { ...row, section };
      } else if (shape.hasTrailer) {
        if (held) yield { ...held, section: 'row' };
        held = row;
      } else {
        yield { ...row, section: 'row' };
      }
    }
  }
  if (held) yield { ...held, section: 'trailer' };
}
