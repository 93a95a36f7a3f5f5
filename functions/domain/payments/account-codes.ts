/**
 * Reason codes by which a bank says that the payee's account takes no payments (ISO 20022 external status and return
 * reason code sets): a wrong number or bank code, a closed or blocked account, one of the wrong kind, or somebody else's name.
 */
const accountCodes: ReadonlySet<string> = new Set([
  'AC01',
  'AC03',
  'AC04',
  'AC06',
  'AC07',
  'AG01',
  'BE01',
  'BE06',
  'RC07',
]);

/** Whether a payment came back because of the account it went to, which must then be named anew. */
export function isAboutAccount(code: string | undefined): code is string {
  return code !== undefined && accountCodes.has(code);
}
