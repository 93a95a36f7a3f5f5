// The format: https://www.sqlite.org/fileformat2.html#the_write_ahead_log
const headerBytes = 32;
const frameHeaderBytes = 24;
const magicLittleEndian = 0x377f0682;
const magicBigEndian = 0x377f0683;

type Checksum = readonly [number, number];

/**
 * Looks for damage in a log that SQLite would silently take for its end. SQLite replays a log up to the first
 * frame whose checksum is wrong, since that is how a write cut short by a crash looks. But a commit is on disk
 * before the next one is written: when frames of a later commit follow, the bad one had been acknowledged.
 * A bad frame in the very last commit cannot be told from one cut short, and is left to SQLite.
 * @param log the whole file
 * @returns what is wrong, or undefined
 */
export function findLogDamage(log: Uint8Array): string | undefined {
  if (log.byteLength <= headerBytes) return undefined;
  const view = new DataView(log.buffer, log.byteOffset, log.byteLength);
  const magic = view.getUint32(0);
  const littleEndian = magic === magicLittleEndian;
  const headerSum = checksum(view, 0, 24, littleEndian, [0, 0]);
  const sound = (littleEndian || magic === magicBigEndian) && isAt(view, 24, headerSum);
  const frameBytes = frameHeaderBytes + view.getUint32(8);
  // SQLite syncs the header before it writes any frame.
  if (!sound) return log.byteLength >= headerBytes + frameHeaderBytes ? 'the header of its log' : undefined;

  let last = headerSum;
  let bad: number | undefined;
  let committedAfterBad = false;
  for (let at = headerBytes, frame = 0; at + frameBytes <= log.byteLength; at += frameBytes, frame += 1) {
    // The salts say which frames are of this use of the file; the rest is left over from before.
    const current = isAt(view, at + 8, [view.getUint32(16), view.getUint32(20)]);
    if (bad === undefined) {
      last = checksum(view, at, 8, littleEndian, last);
      last = checksum(view, at + frameHeaderBytes, frameBytes - frameHeaderBytes, littleEndian, last);
      if (!current || !isAt(view, at + 16, last)) bad = frame;
    } else if (current && committedAfterBad) return `frame ${bad} of its log`;
    // A page count that is not zero marks a commit.
    if (bad !== undefined && current && view.getUint32(at + 4) !== 0) committedAfterBad = true;
  }
  return undefined;
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
