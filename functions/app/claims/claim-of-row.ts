/** Columns of a sheet of claims, each with the place in the claim that it fills. */
export const claimColumns = {
  programme: '/programme',
  applicantName: '/applicant/name',
  applicantId: '/applicant/residentId',
  areaCode: '/applicant/areaCode',
  phone: '/applicant/phone',
  spouseName: '/spouse/name',
  spouseId: '/spouse/residentId',
  childIds: '/children',
  bankCode: '/account/bank',
  bankAccount: '/account/number',
  certificateNo: '/certificate/number',
  retiredOn: '/retirement/retiredOn',
  onBehalfOf: '/onBehalfOf/residentId',
  relation: '/onBehalfOf/relation',
} as const;

export type ClaimColumn = keyof typeof claimColumns;

/** A row of such a sheet, as it stands: text, unchecked. */
export type ClaimRow = { readonly [column in ClaimColumn]: string };

/** A row of cells that are found by their column. */
export function claimRowOf(cell: (column: ClaimColumn) => string): ClaimRow {
  return {
    programme: cell('programme'),
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
  };
}

/** A row as the JSON of `POST /api/claims`: what is empty is left out, nothing is corrected. */
export function claimOfRow(row: ClaimRow): object {
  return {
    programme: row.programme,
    applicant: {
      name: row.applicantName,
      residentId: row.applicantId,
      areaCode: row.areaCode,
      ...given('phone', row.phone),
    },
    ...(row.spouseId === ''
      ? {}
      : { spouse: { residentId: row.spouseId, ...given('name', row.spouseName) } }),
    ...(row.childIds === ''
      ? {}
      : { children: row.childIds.split(';').map((residentId) => ({ residentId })) }),
    ...(row.certificateNo === '' ? {} : { certificate: { number: row.certificateNo } }),
    ...(row.retiredOn === '' ? {} : { retirement: { retiredOn: row.retiredOn } }),
    ...(row.onBehalfOf === ''
      ? {}
      : { onBehalfOf: { residentId: row.onBehalfOf, ...given('relation', row.relation) } }),
    ...(row.bankAccount === ''
      ? {}
      : { account: { holder: row.applicantName, bank: row.bankCode, number: row.bankAccount } }),
    declaration: true,
  };
}

function given(name: string, value: string): Record<string, string> {
  return value === '' ? {} : { [name]: value };
}
