import type { ClaimRow } from '../registers/claim-rows.ts';

/** A row of claims.csv as the JSON of `POST /api/claims`: what is empty is left out, nothing is corrected. */
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
