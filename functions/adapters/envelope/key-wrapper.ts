/** What a key is for, bound to its wrapping, so that one key's wrapping cannot be put in another's place. */
export type KeyContext = Readonly<Record<string, string>>;

/** Makes and unwraps 256-bit keys under a master key that never leaves its place: KMS there, a file's key here. */
export interface KeyWrapper {
  generate(context: KeyContext): Promise<{ readonly key: Uint8Array; readonly wrapped: Uint8Array }>;
  /** @throws when the wrapping was altered, has another context or another master key */
  unwrap(wrapped: Uint8Array, context: KeyContext): Promise<Uint8Array>;
}
