import type { Json } from '../../domain/audit/canonical-json.ts';

/**
 * Personal data under encryption (AES-256-GCM): names, numbers, accounts, phones. The record id is bound
 * as additional data, so an envelope moved to another record does not open.
 */
export interface Envelopes {
  /** @param recordId such as "claim-…/people" */
  seal(recordId: string, content: Json): Promise<SealedEnvelope>;
  /** @throws when the envelope was altered, belongs to another record, or its key is gone */
  open(recordId: string, sealed: Uint8Array): Promise<Json>;
  /** Seals bytes, such as a file's, as they are. */
  sealBytes(recordId: string, content: Uint8Array): Promise<SealedEnvelope>;
  /** @throws as `open` does */
  openBytes(recordId: string, sealed: Uint8Array): Promise<Uint8Array>;
}

export interface SealedEnvelope {
  /** Versioned header (key id), nonce, ciphertext and tag: stored as it is. */
  readonly sealed: Uint8Array;
  /** Hex SHA-256 of a salt (kept inside the envelope) and the plaintext: what the audit chain hashes. */
  readonly commitment: string;
}

/** Keyed one-way values: the same input gives the same output, and says nothing of it without the key. */
export interface Keyed {
  /** Full HMAC (hex) of a normalised value, to look people and accounts up; `purpose` keeps the uses apart. */
  blindIndex(purpose: string, value: string): string;
  /** The claim's access code: 12 characters without look-alikes, derived from its id, so it can be given again. */
  accessCode(claimId: string): string;
  isAccessCode(claimId: string, code: string): boolean;
}
