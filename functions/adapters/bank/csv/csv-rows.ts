import { parse } from 'csv-parse/sync';
import type { TextLine } from './text-lines.ts';

/** A line in its cells; undefined when it is not one, such as where a quotation mark is never closed. */
export interface CsvRow {
  readonly cells: readonly string[] | undefined;
  readonly line: number;
}

export interface CsvShape {
  readonly separator: string;
  readonly quotes: 'needed' | 'always' | 'never';
}

/**
 * The rows of some lines. Banks write no line ends within a cell, so each line is a row whatever is wrong with the one
 * before: they are parsed together, and one by one only where that does not come out even.
 */
export function rowsOf(lines: readonly TextLine[], shape: CsvShape): readonly CsvRow[] {
  const together = cellsOf(lines.map(({ text }) => text).join('\n'), shape);
  if (together?.length === lines.length) {
    return lines.map(({ line }, at) => ({ cells: together[at], line }));
  }
  return lines.map(({ text, line }) => {
    const rows = cellsOf(text, shape);
    return { cells: rows?.length === 1 ? rows[0] : undefined, line };
  });
}

function cellsOf(text: string, { separator, quotes }: CsvShape): string[][] | undefined {
  try {
    return parse(text, {
      delimiter: separator,
      quote: quotes === 'never' ? null : '"',
      record_delimiter: '\n',
      relax_column_count: true,
    });
  } catch {
    return undefined;
  }
}
