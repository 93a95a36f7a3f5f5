// The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
const headerBytes = 32;
const frameHeaderBytes = 24;
const magicLittleEndian = 0x377f0682;
const magicBigEndian = 0x377f0683;

type Checksum = readonly [number, number];

/**
 * Looks for damage in a log that SQLite would silently take for its end. SQLite replays a log up to the first
 * frame whose checksum is wrong, since that is how a write cut short by a crash looks. But a commit is on disk
 * before the next one is written: where a later commit has followed, the bad frame had been acknowledged.
 * A bad frame in the last commit cannot be told from one cut short, and is left to SQLite.
 * @param log the whole file
 * @returns what is wrong, or undefined
 */
export function findLogDamage(log: Uint8Array): string | undefined {
  if (log.byteLength < headerBytes + frameHeaderBytes) return undefined;
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const magic = view.getUint32(0);
  const littleEndian = magic === magicLittleEndian;
  const isKnown = littleEndian || magic === magicBigEndian;
  // SQLite syncs the header before it writes any frame.
  if (!isKnown || !isAt(view, 24, checksum(view, 0, 24, littleEndian, [0, 0])))
    return 'the header of its log';

  const frameBytes = frameHeaderBytes + view.getUint32(8);
  let bad: number | undefined;
  let committed = false;
  for (let at = headerBytes, frame = 0; at + frameBytes <= log.byteLength; at += frameBytes, frame += 1) {
    // The salts say which frames are of this use of the file; the rest is left over from before.
    const isCurrent = isAt(view, at + 8, pairAt(view, 16));
    const before = frame === 0 ? pairAt(view, 24) : pairAt(view, at - frameBytes + 16);
    const seed = checksum(view, at, 8, littleEndian, before);
    const sum = checksum(view, at + frameHeaderBytes, frameBytes - frameHeaderBytes, littleEndian, seed);
    const isSound = isCurrent && isAt(view, at + 16, sum);
    if (isSound && committed && bad !== undefined) return `frame ${bad} of its log`;
    if (!isSound) bad ??= frame;
    // A page count that is not zero marks the last frame of a commit.
    committed = isCurrent && view.getUint32(at + 4) !== 0;
  }
  return undefined;
}

function pairAt(view: DataView, at: number): Checksum {
  return [view.getUint32(at), view.getUint32(at + 4)];
}

function isAt(view: DataView, at: number, [first, second]: Checksum): boolean {
  return view.getUint32(at) === first && view.getUint32(at + 4) === second;
}

function checksum(
  view: DataView,
  at: number,
  length: number,
  littleEndian: boolean,
  seed: Checksum,
): Checksum {
  let [first, second] = seed;
  for (let offset = at; offset < at + length; offset += 8) {
    first = (first + view.getUint32(offset, littleEndian) + second) >>> 0;
    second = (second + view.getUint32(offset + 4, littleEndian) + first) >>> 0;
  }
  return [first, second];
}
