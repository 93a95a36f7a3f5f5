import { parse } from 'csv-parse/sync';
import {
  claimColumns,
  claimRowOf,
  type ClaimColumn,
  type ClaimRow,
} from '../../../app/claims/claim-of-row.ts';
import type { Language } from '../../../contracts/language.ts';
import { err, ok, type Result } from '../../../domain/result/result.ts';
import { type SheetError, columnTexts } from './texts.ts';

/** Each row is checked by the API by itself, all of them within one request's time. */
export const mostRows = 400;

/** In UTF-8: sealed, it is one item of the store, which holds 400 KB. */
const longestSheetBytes = 256 * 1024;

export interface SheetRow {
  /** As a spreadsheet counts: the headings are row 1. */
  readonly number: number;
  readonly row: ClaimRow;
}

const columns = Object.keys(claimColumns).filter(isColumn);

function isColumn(name: string): name is ClaimColumn {
  return Object.hasOwn(claimColumns, name);
}

/** The headings alone, to be filled in. */
export function sheetTemplate(language: Language): string {
  return `\ufeff${columns.map((column) => columnTexts[column][language]).join(',')}\r\n`;
}

/**
 * A sheet as it was pasted: commas from a file, tabs from a spreadsheet, headings in either language or by name, in
 * whatever order. Empty rows are passed over.
 */
export function readSheet(text: string): Result<readonly SheetRow[], SheetError> {
  if (Buffer.byteLength(text) > longestSheetBytes) return err('too-long');
  const lines = linesOf(text);
  if (!lines.ok) return lines;
  const [headings = [], ...rest] = lines.value;
  const places = headings.map(columnOf);
  if (places.some((column) => column === undefined) || !places.includes('programme')) {
    return err('other-columns');
  }
  const rows = rest.flatMap((cells, at) =>
    cells.every((cell) => cell === '')
      ? []
      : [{ number: at + 2, row: claimRowOf((column) => cells[places.indexOf(column)] ?? '') }],
  );
  if (rows.length === 0) return err('empty');
  return rows.length > mostRows ? err('too-many-rows') : ok(rows);
}

function linesOf(text: string): Result<string[][], SheetError> {
  const [headings = ''] = text.split('\n', 1);
  const delimiter = headings.includes('\t') ? '\t' : ',';
  try {
    return ok(parse(text, { bom: true, delimiter, relax_column_count: true, trim: true }));
  } catch {
    // A quotation mark that is never closed, and the like: there is nothing to be told of it but that.
    return err('not-a-sheet');
  }
}

function columnOf(heading: string): ClaimColumn | undefined {
  return columns.find((column) => column === heading || Object.values(columnTexts[column]).includes(heading));
}

/** Under which column stands what the API found wrong at a place of the claim. */
export function columnAt(pointer: string): ClaimColumn {
  return columns.find((column) => isWithin(pointer, claimColumns[column])) ?? 'programme';
}

/** Also when a whole member is missing, of which the column is a part. */
function isWithin(pointer: string, place: string): boolean {
  return pointer === place || pointer.startsWith(`${place}/`) || place.startsWith(`${pointer}/`);
}
