/** Places in a chunk as ranges, in order and each once: [0, 1, 2, 5] → "0-2,5". */
export function writePositions(positions: Iterable<number>): string {
  const sorted = [...new Set(positions)].sort((a, b) => a - b);
  const ranges: [first: number, last: number][] = [];
  for (const position of sorted) {
    const range = ranges.at(-1);
    if (range?.[1] === position - 1) range[1] = position;
    else ranges.push([position, position]);
  }
  return ranges
    .map(([first, last]) => (first === last ? String(first) : `${String(first)}-${String(last)}`))
    .join(',');
}

/** @throws RangeError when the text is not what `writePositions` writes */
export function readPositions(text: string): readonly number[] {
  if (text === '') return [];
  return text.split(',').flatMap((range) => {
    const match = /^(\d+)(?:-(\d+))?$/.exec(range);
    if (!match) throw new RangeError('no ranges of positions');
    const first = Number(match[1]);
    const last = Number(match[2] ?? match[1]);
    return Array.from({ length: last - first + 1 }, (_, at) => first + at);
  });
}
