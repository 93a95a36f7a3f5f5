/** Fresh identifiers: unguessable, sortable by nothing. */
export interface Ids {
  /** `prefix` + "-" + 26 characters of lower-case base32. */
  newId(prefix: string): string;
  /** A reference a person can read out: "HM" and 10 characters without look-alikes, the last one a check. */
  newReference(): string;
}
