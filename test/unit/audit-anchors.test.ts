import { appendFile, mkdtemp, readFile, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { s3AuditAnchors } from '../../functions/adapters/s3/audit-anchors.ts';
import type { AuditAnchors } from '../../functions/app/audit/ports.ts';
import { type AnchorFile, openAnchorFile } from '../../local/home/anchor-file.ts';
import { AnchorsInMemory } from '../fakes/anchors-in-memory.ts';
import { S3Bucket } from '../fakes/s3-bucket.ts';

let folder: string;
let path: string;
let opened: AnchorFile[];

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huimin-anchors-'));
  path = join(folder, 'audit-anchors.ndjson');
  opened = [];
});

afterEach(async () => {
  await Promise.all(opened.map((file) => file.close()));
  await rm(folder, { recursive: true });
});

async function openFile(): Promise<AnchorFile> {
  const file = await openAnchorFile(path);
  opened.push(file);
  return file;
}

const kinds: readonly (readonly [string, () => Promise<AuditAnchors>])[] = [
  ['in an append-only file', openFile],
  ['in a bucket', async () => s3AuditAnchors(new S3Bucket().objects)],
  ['of the tests', async () => new AnchorsInMemory()],
];

describe.each(kinds)('anchors %s', (_, open) => {
  test('keep what was first under a number', async () => {
    const anchors = await open();
    expect(await anchors.read(1)).toBeUndefined();
    expect(await anchors.anchor(1, '{"seal":"惠民"}')).toBe('{"seal":"惠民"}');
    expect(await anchors.anchor(2, '{"seal":2}')).toBe('{"seal":2}');
    expect(await anchors.anchor(1, '{"seal":"another"}')).toBe('{"seal":"惠民"}');
    expect(await anchors.anchor(2, '{"seal":2}')).toBe('{"seal":2}');
    expect(await Promise.all([1, 2, 3].map((seal) => anchors.read(seal)))).toEqual([
      '{"seal":"惠民"}',
      '{"seal":2}',
      undefined,
    ]);
  });

  test('asked for at once, give everybody the same', async () => {
    const anchors = await open();
    const given = await Promise.all(['a', 'b', 'c'].map((text) => anchors.anchor(1, text)));
    expect(new Set(given).size).toBe(1);
    expect(await anchors.read(1)).toBe(given[0]);
  });
});

describe('the anchors’ file', () => {
  test('is there again after a restart, a line a seal, for nobody else to read', async () => {
    const before = await openFile();
    for (const seal of [1, 2, 3]) await before.anchor(seal, `{"seal":${String(seal)}}`);
    const after = await openFile();
    expect(await after.read(2)).toBe('{"seal":2}');
    await after.anchor(4, '{"seal":4}');
    expect(await readFile(path, 'utf8')).toBe('{"seal":1}\n{"seal":2}\n{"seal":3}\n{"seal":4}\n');
  });

  test('loses a line that a kill left without its end, and nothing before it', async () => {
    await (await openFile()).anchor(1, '{"seal":1}');
    for (const torn of ['{', '{"seal":2}', 'x'.repeat(2_000_000)]) {
      await appendFile(path, torn);
      const file = await openFile();
      expect(await file.read(2)).toBeUndefined();
      expect(await file.anchor(2, '{"seal":2}')).toBe('{"seal":2}');
      expect(await readFile(path, 'utf8')).toBe('{"seal":1}\n{"seal":2}\n');
      await truncate(path, '{"seal":1}\n'.length);
    }
  });

  test('whose last lines were cut off takes no more', async () => {
    await writeFile(path, '{"seal":1}\n');
    const file = await openFile();
    await expect(file.anchor(3, '{"seal":3}')).rejects.toThrow('the anchors end with seal 1');
    expect(await file.anchor(2, '{"seal":2}')).toBe('{"seal":2}');
  });

  test('of many lines is read in pieces', async () => {
    const lines = Array.from(
      { length: 30_000 },
      (_, at) => `{"seal":${String(at + 1)},"hash":"${'f'.repeat(64)}"}`,
    );
    await writeFile(path, lines.map((line) => `${line}\n`).join(''));
    const file = await openFile();
    expect(await file.read(1)).toBe(lines[0]);
    expect(await file.read(17_000)).toBe(lines[16_999]);
    expect(await file.read(30_001)).toBeUndefined();
  });
});

describe('the anchors’ bucket', () => {
  test('is written under names that sort by number, and never where something is', async () => {
    const bucket = new S3Bucket();
    const anchors = s3AuditAnchors(bucket.objects);
    for (const seal of [9, 10, 100]) await anchors.anchor(seal, `{"seal":${String(seal)}}`);
    const names = [...bucket.stored.keys()];
    expect(names.toSorted()).toEqual(names);
    expect(Buffer.concat([...bucket.stored.values()]).toString()).toBe(
      '{"seal":9}\n{"seal":10}\n{"seal":100}\n',
    );
    await anchors.anchor(9, '{"seal":"another"}');
    expect(bucket.stored.get('seals/000000009.ndjson')?.toString()).toBe('{"seal":9}\n');
  });

  test('that refuses, or is away, anchors nothing', async () => {
    const bucket = new S3Bucket();
    const anchors = s3AuditAnchors(bucket.objects);
    bucket.next.push(403);
    await expect(anchors.anchor(1, 'x')).rejects.toMatchObject({ $metadata: { httpStatusCode: 403 } });
    expect(await anchors.read(1)).toBeUndefined();
  });
});
