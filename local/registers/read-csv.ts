import { createReadStream } from 'node:fs';
import { parse } from 'csv-parse/sync';

export type CsvRow =
  | { readonly line: number; readonly cells: Readonly<Record<string, string>> }
  | { readonly line: number; readonly reason: string };

/** Longer than any honest row; it keeps a file without line ends from filling the memory. */
const longestLine = 10_000;

/**
 * Reads a CSV file (UTF-8, one header line) as a stream, some rows at a time. A record is one line: so a quote that
 * is never closed spoils its own row and not the rest of the file, and every row has an exact line number.
 * A malformed row comes as its reason; the rest goes on. The reason never holds a cell's content.
 * @param columns those that must be there; others may be, in any order
 */
export async function* readCsv(file: string, columns: readonly string[]): AsyncGenerator<readonly CsvRow[]> {
  let header: readonly string[] | undefined;
  for await (const lines of readLines(file)) {
    const rows: CsvRow[] = [];
    for (const { line, text } of lines) {
      if (text === '') continue;
      const cells = text.length > longestLine ? 'the line is too long' : cellsOf(text);
      if (header === undefined) {
        const missing = typeof cells === 'string' ? columns : columns.filter((name) => !cells.includes(name));
        if (typeof cells === 'string' || missing.length > 0) {
          yield [{ line, reason: `the header lacks ${missing.join(', ')}` }];
          return;
        }
        header = cells;
      } else {
        rows.push({ line, ...rowOf(header, cells) });
      }
    }
    yield rows;
  }
}

function rowOf(
  header: readonly string[],
  cells: readonly string[] | string,
): { readonly cells: Readonly<Record<string, string>> } | { readonly reason: string } {
  if (typeof cells === 'string') return { reason: cells };
  if (cells.length !== header.length) {
    return { reason: `${cells.length} cells where the header has ${header.length}` };
  }
  const row: Record<string, string> = {};
  for (const [index, name] of header.entries()) row[name] = cells[index] ?? '';
  return { cells: row };
}

/** @returns the cells, or why the line is no row */
function cellsOf(text: string): readonly string[] | string {
  if (text.includes('\uFFFD')) return 'not UTF-8';
  // Nearly every line has no quote, and splitting is ten times as fast as parsing.
  if (!text.includes('"')) return text.split(',');
  try {
    const [cells] = parse(text);
    return cells ?? 'empty';
  } catch (cause) {
    const code = cause instanceof Error && 'code' in cause ? String(cause.code) : 'unreadable';
    return `not CSV: ${code}`;
  }
}

interface Line {
  readonly line: number;
  readonly text: string;
}

async function* readLines(file: string): AsyncGenerator<readonly Line[]> {
  let rest = '';
  let line = 0;
  const chunks: AsyncIterable<string> = createReadStream(file, { encoding: 'utf8', highWaterMark: 1 << 18 });
  for await (const chunk of chunks) {
    const parts = (rest + chunk).split('\n');
    rest = parts.pop() ?? '';
    // Of a line that never ends, only enough is kept to call it too long.
    if (rest.length > 2 * longestLine) rest = rest.slice(0, 2 * longestLine);
    yield parts.map((text) => ({ line: (line += 1), text: clean(text, line) }));
  }
  if (rest !== '') yield [{ line: line + 1, text: clean(rest, line + 1) }];
}

function clean(text: string, line: number): string {
  const withoutReturn = text.endsWith('\r') ? text.slice(0, -1) : text;
  return line === 1 && withoutReturn.startsWith('\uFEFF') ? withoutReturn.slice(1) : withoutReturn;
}
