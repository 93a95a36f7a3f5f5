import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from '@jest/globals';

test('a statement of a hundred megabytes is read in a heap of forty', async () => {
  const [entries, details] = [150_000, 150_000];
  const { stdout } = await promisify(execFile)(process.execPath, [
    '--disable-warning=ExperimentalWarning',
    '--max-old-space-size=40',
    fileURLToPath(import.meta.resolve('./large-bank-message.ts')),
    String(entries),
    String(details),
  ]);
  const { bytes, maxRssKiB, ...seen } = JSON.parse(stdout) as Record<string, number>;
  expect(seen).toEqual({ lines: entries + details, problems: 0, balanced: true });
  expect(bytes).toBeGreaterThan(100_000_000);
  // Nor is it kept outside the heap.
  expect(maxRssKiB).toBeLessThan(200 * 1024);
}, 120_000);
