/** A line in its cells; undefined when it is not one, such as where a quotation mark is never closed. */
export interface CsvRow {
  readonly cells: readonly string[] | undefined;
  readonly line: number;
}

export interface CsvShape {
  readonly separator: string;
  readonly quotes: 'needed' | 'always' | 'never';
}

/** A line of cells, with quotation marks where the bank wants them. The cells hold nothing that it cannot carry. */
export function lineOf(cells: readonly string[], { separator, quotes }: CsvShape): string {
  const needsQuotes = (text: string): boolean =>
    quotes === 'always' || (quotes === 'needed' && (text.includes(separator) || text.includes('"')));
  return cells.map((text) => (needsQuotes(text) ? `"${text.replaceAll('"', '""')}"` : text)).join(separator);
}

/**
 * The cells of one line. Banks write no line ends within a cell, so a line is a row whatever is wrong with the one
 * before; a parser of whole files would take an unclosed quotation mark for a cell of many lines.
 * @returns undefined where a quotation mark stands within a cell, or is never closed
 */
export function cellsOf(text: string, { separator, quotes }: CsvShape): string[] | undefined {
  if (quotes === 'never') return text.split(separator);
  const cells: string[] = [];
  for (let from = 0; ;) {
    let end: number;
    if (text[from] === '"') {
      end = from + 1;
      while (end < text.length && (text[end] !== '"' || text[end + 1] === '"'))
        end += text[end] === '"' ? 2 : 1;
      if (text[end] !== '"') return undefined;
      cells.push(text.slice(from + 1, end).replaceAll('""', '"'));
      end += 1;
      if (end < text.length && text[end] !== separator) return undefined;
    } else {
      const next = text.indexOf(separator, from);
      end = next < 0 ? text.length : next;
      const cell = text.slice(from, end);
      if (cell.includes('"')) return undefined;
      cells.push(cell);
    }
    if (end >= text.length) return cells;
    from = end + 1;
  }
}
