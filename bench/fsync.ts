import { closeSync, fsyncSync, openSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { median, rounded } from './benchmark.ts';

const times = 101;

/**
 * What this disk takes to acknowledge a write of a page: throughput that waits for the disk says little without it.
 * @returns the median, in milliseconds
 */
export function fsyncMilliseconds(folder: string): number {
  const file = openSync(join(folder, 'fsync-probe'), 'w');
  const page = Buffer.alloc(4096, 1);
  const taken = Array.from({ length: times }, () => {
    writeSync(file, page);
    const began = performance.now();
    fsyncSync(file);
    return performance.now() - began;
  });
  closeSync(file);
  return rounded(median(taken));
}
