/** The token of an `Authorization: Bearer …` header (RFC 6750); undefined when it is of another scheme or form. */
export function bearerToken(authorization: string): string | undefined {
  return /^Bearer +([\w.~+/=-]+) *$/i.exec(authorization)?.[1];
}
