import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { openLocalKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { createManualClock, instantAt } from '../../local/clock/manual-clock.ts';
import { type SealedFiles, openSealedFiles } from '../../local/home/sealed-files.ts';
import { demoDistrict } from '../../local/identity/demo-users.ts';

let folder: string;
let files: SealedFiles;
let database: SqliteDatabase;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huimin-files-'));
  database = SqliteDatabase.open(':memory:');
  const envelopes = createEnvelopes({
    table: createSqliteTable(database),
    clock: createManualClock(instantAt(calendarDate('2008-05-20'), '09:00')),
    wrapper: await openLocalKey(folder),
    district: demoDistrict,
  });
  files = openSealedFiles(join(folder, 'files'), envelopes);
});

afterEach(async () => {
  database.close();
  await rm(folder, { recursive: true });
});

async function* chunks(...parts: readonly string[]): AsyncGenerator<string> {
  yield* parts;
}

async function contentOf(name: string): Promise<string> {
  return Buffer.concat(await Array.fromAsync(files.read(name))).toString('utf8');
}

const onDisk = (): string => join(folder, 'files', 'run-1.xml');

describe('sealed files', () => {
  test.each([
    ['nothing', []],
    ['a little', ['惠民']],
    ['several frames', Array.from({ length: 40 }, (_, at) => String(at % 10).repeat(60_000))],
  ])('give back what was written: %s', async (_what, parts) => {
    const { bytes } = await files.write('run-1.xml', chunks(...parts));
    expect(await contentOf('run-1.xml')).toBe(parts.join(''));
    expect(bytes).toBe(Buffer.byteLength(parts.join('')));
  });

  test('say the hash of the content, the same each time, though the bytes on disk differ', async () => {
    const first = await files.write('run-1.xml', chunks('孟桂'));
    const sealedFirst = await readFile(onDisk());
    const second = await files.write('run-1.xml', chunks('孟', '桂'));
    expect(second.sha256).toBe(first.sha256);
    expect((await readFile(onDisk())).equals(sealedFirst)).toBe(false);
    expect(sealedFirst.includes('孟桂')).toBe(false);
    expect(await readdir(join(folder, 'files'))).toEqual(['run-1.xml']);
  });

  test('do not open when a byte was changed, the end was cut off, a frame dropped, or the file put in another place', async () => {
    const parts = Array.from({ length: 20 }, () => 'x'.repeat(60_000));
    await files.write('run-1.xml', chunks(...parts));
    const whole = await readFile(onDisk());
    const firstFrame = 4 + whole.readUInt32BE();
    const altered = Buffer.from(whole);
    altered[firstFrame + 100] = (altered[firstFrame + 100] ?? 0) ^ 1;
    for (const bad of [
      altered,
      whole.subarray(0, firstFrame),
      whole.subarray(firstFrame),
      whole.subarray(0, -1),
    ]) {
      await writeFile(onDisk(), bad);
      await expect(contentOf('run-1.xml')).rejects.toThrow();
    }
    await writeFile(join(folder, 'files', 'run-2.xml'), whole);
    await expect(contentOf('run-2.xml')).rejects.toThrow();
  });
});
