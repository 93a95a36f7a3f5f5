import { claimRowOf } from '../../functions/app/claims/claim-of-row.ts';
import { readCsv } from './read-csv.ts';

const columns = [
  'claimNo',
  'programme',
  'submittedOn',
  'applicantName',
  'applicantId',
  'areaCode',
  'phone',
  'spouseName',
  'spouseId',
  'childIds',
  'bankCode',
  'bankAccount',
  'certificateNo',
  'retiredOn',
  'onBehalfOf',
  'relation',
  'withdrawn',
] as const;

/** A row of claims.csv as it stands: text, unchecked, since checking a claim is intake's business. */
export type ClaimRow = { readonly [C in (typeof columns)[number]]: string };

export type ReadClaimRow =
  { readonly line: number; readonly row: ClaimRow } | { readonly line: number; readonly reason: string };

/** Reads a year's claims in the order of the file; a malformed row comes as its reason. */
export async function* readClaimRows(file: string): AsyncGenerator<ReadClaimRow> {
  for await (const rows of readCsv(file, columns)) {
    for (const row of rows) yield 'reason' in row ? row : { line: row.line, row: claimRow(row.cells) };
  }
}

function claimRow(cells: Readonly<Record<string, string>>): ClaimRow {
  const cell = (column: (typeof columns)[number]): string => cells[column] ?? '';
  return {
    ...claimRowOf(cell),
    claimNo: cell('claimNo'),
    submittedOn: cell('submittedOn'),
    withdrawn: cell('withdrawn'),
  };
}
