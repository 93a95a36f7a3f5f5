/*
 * The platform decodes GB18030 and does not encode it, and a library of encodings would weigh 76 KB in each function
 * that writes files. So the table is the platform's own, turned round: every sequence of two bytes and of four is
 * decoded once. Beyond the basic plane the standard counts through. A test compares all of Unicode with a library.
 */

/** Bytes of a code point of the basic plane, as one number; 0 where there are none. */
let table: Uint32Array | undefined;

function bytesOfBasicPlane(): Uint32Array {
  const decoder = new TextDecoder('gb18030');
  const bytes = new Uint32Array(0x1_0000);
  const take = (sequences: readonly number[], length: number): void => {
    const all = Buffer.alloc(sequences.length * length);
    for (const [at, sequence] of sequences.entries()) all.writeUIntBE(sequence, at * length, length);
    for (const [at, character] of Array.from(decoder.decode(all)).entries()) {
      const point = character.codePointAt(0) ?? 0;
      // The ideographic space stands twice among those of two bytes, the first time where it belongs.
      if (length === 4 || bytes[point] === 0) bytes[point] = sequences[at] ?? 0;
    }
  };
  const range = (from: number, to: number): number[] =>
    Array.from({ length: to - from + 1 }, (_, at) => from + at);
  const leads = range(0x81, 0xfe);
  const trails = [...range(0x40, 0x7e), ...range(0x80, 0xfe)];
  take(
    leads.flatMap((lead) => trails.map((trail) => lead * 0x100 + trail)),
    2,
  );
  // Second, because of the few characters that have both: four bytes mean the same in every edition of the standard.
  take(range(0, 39_419).map(fourBytes), 4);
  return bytes;
}

/** Four bytes count like a number whose places hold 10, 126, 10 and 126 values. */
function fourBytes(linear: number): number {
  const [d, c, b, a] = [
    linear % 10,
    Math.floor(linear / 10) % 126,
    Math.floor(linear / 1_260) % 10,
    Math.floor(linear / 12_600),
  ];
  return (0x81 + a) * 0x100_0000 + (0x30 + b) * 0x1_0000 + (0x81 + c) * 0x100 + 0x30 + d;
}

/** Where the planes beyond the first begin: 0x90308130. */
const beyondBasicPlane = 189_000;

/** @throws RangeError for the few code points that GB18030 has no bytes for (csv-file.ts refuses them before) */
export function encodeGb18030(text: string): Buffer<ArrayBuffer> {
  const known = (table ??= bytesOfBasicPlane());
  const bytes = Buffer.alloc(text.length * 4);
  let length = 0;
  for (const character of text) {
    const point = character.codePointAt(0) ?? 0;
    if (point < 0x80) {
      bytes[length] = point;
      length += 1;
      continue;
    }
    const sequence = point > 0xffff ? fourBytes(beyondBasicPlane + point - 0x1_0000) : (known[point] ?? 0);
    if (sequence === 0) throw new RangeError(`GB18030 has no U+${point.toString(16)}`);
    length = bytes.writeUIntBE(sequence, length, sequence > 0xffff ? 4 : 2);
  }
  return bytes.subarray(0, length);
}
