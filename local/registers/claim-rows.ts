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
    claimNo: cell('claimNo'),
    programme: cell('programme'),
    submittedOn: cell('submittedOn'),
    applicantName: cell('applicantName'),
    applicantId: cell('applicantId'),
    areaCode: cell('areaCode'),
    phone: cell('phone'),
    spouseName: cell('spouseName'),
    spouseId: cell('spouseId'),
    childIds: cell('childIds'),
    bankCode: cell('bankCode'),
    bankAccount: cell('bankAccount'),
    certificateNo: cell('certificateNo'),
    retiredOn: cell('retiredOn'),
    onBehalfOf: cell('onBehalfOf'),
    relation: cell('relation'),
    withdrawn: cell('withdrawn'),
  };
}
