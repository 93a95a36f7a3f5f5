import { isUtf8 } from 'node:buffer';

/**
 * Bytes that may end within a character, as whole characters. Strict: overlong forms, surrogates and stray
 * bytes are refused, and what precedes them is handed out first, so that the place of the fault is known.
 */
export class Utf8Text {
  #held: Uint8Array = new Uint8Array(0);

  read(bytes: Uint8Array): { readonly text: string; readonly bad: boolean } {
    const all = this.#held.length === 0 ? bytes : Buffer.concat([this.#held, bytes]);
    const end = completeLength(all);
    // A copy: the caller may fill its buffer again.
    this.#held = Buffer.from(all.subarray(end));
    const whole = all.subarray(0, end);
    return isUtf8(whole)
      ? { text: asText(whole), bad: false }
      : { text: asText(whole.subarray(0, goodLength(whole))), bad: true };
  }

  /** Whether the bytes so far end within a character. */
  get isCut(): boolean {
    return this.#held.length > 0;
  }
}

function asText(bytes: Uint8Array): string {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
}

/** How many of the bytes are whole characters, if they are UTF-8 at all: up to three at the end may be a beginning. */
function completeLength(bytes: Uint8Array): number {
  for (let back = 1; back <= Math.min(3, bytes.length); back += 1) {
    const byte = bytes[bytes.length - back] ?? 0;
    if (byte < 0x80) break;
    if (byte >= 0xc0) {
      const needed = byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2;
      return needed > back ? bytes.length - back : bytes.length;
    }
  }
  return bytes.length;
}

/** How many bytes stand before the first that is wrong, by halving. */
function goodLength(bytes: Uint8Array): number {
  let [good, bad] = [0, bytes.length];
  while (bad - good > 1) {
    const middle = (good + bad) >> 1;
    if (isUtf8(bytes.subarray(0, completeLength(bytes.subarray(0, middle))))) good = middle;
    else bad = middle;
  }
  return completeLength(bytes.subarray(0, good));
}
