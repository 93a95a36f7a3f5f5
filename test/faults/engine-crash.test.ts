import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { bundleProcess } from '../builders/bundled-process.ts';
import { executionName, expected, perProcess } from './engine-crash/workload.ts';

const folder = mkdtempSync(join(tmpdir(), 'engine-crash-'));
const program = join(folder, 'process.mjs');

beforeAll(async () => {
  await bundleProcess(fileURLToPath(new URL('./engine-crash/process.ts', import.meta.url)), program);
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Every crash point that the workload meets; the last test checks that none is missing. */
const crashPoints = [
  'start: journalled',
  'handler: before',
  'handler: after',
  'move: before',
  'move: journalled',
  'park: before',
  'park: journalled',
  'answer: journalled',
  'timers: journalled',
  'interrupted: before',
  'interrupted: journalled',
  'end: before',
  'end: journalled',
];

function start(path: string, ...rest: readonly (string | number)[]): ChildProcess {
  return spawn(process.execPath, [program, path, ...rest.map(String)], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
}

async function ended(child: ChildProcess): Promise<string> {
  const [code, signal] = (await once(child, 'exit')) as [number | null, string | null];
  return signal ?? String(code);
}

/** Every execution has ended with its own output, and has had each of its effects and no other. */
function check(path: string, executions: number): void {
  const database = SqliteDatabase.open(path);
  database.read((db) => {
    expect(db.prepare('SELECT what FROM conflicts').all()).toEqual([]);
    const rows = db.prepare('SELECT name, status, output FROM wf_executions').all();
    expect(rows).toHaveLength(executions);
    const byName = new Map(rows.map(({ name, status, output }) => [name, { status, output }]));
    const keys: string[] = [];
    for (let n = 0; n < executions; n += 1) {
      const row = byName.get(executionName(n));
      expect(row?.status).toBe('SUCCEEDED');
      expect(JSON.parse(String(row?.output))).toEqual(expected(n).output);
      keys.push(...expected(n).keys);
    }
    const effects = db.prepare('SELECT key FROM effects ORDER BY key').all();
    expect(effects.map(({ key }) => key)).toEqual(keys.toSorted());
  });
  database.close();
}

describe('kill -9', () => {
  test('at every crash point: all executions end, each effect is there once, outputs are right', async () => {
    const path = join(folder, 'points.db');
    let batch = 0;
    for (const [rank, point] of crashPoints.entries()) {
      // The first time, when little has happened, and once in the midst of things.
      const later = /^(?:interrupted|timers)/.test(point) ? 2 : 3 + ((rank * 7) % 9);
      for (const nth of [1, later]) {
        expect([point, nth, await ended(start(path, batch, point, nth))]).toEqual([point, nth, 'SIGKILL']);
        batch += 1;
      }
    }
    expect(await ended(start(path, batch))).toBe('0');
    check(path, (batch + 1) * perProcess);

    const database = SqliteDatabase.open(path);
    const met = database.read((db) => db.prepare('SELECT point FROM points').all());
    database.close();
    expect(crashPoints).toEqual(expect.arrayContaining(met.map(({ point }) => point)));
  }, 60_000);

  test('at random moments', async () => {
    const path = join(folder, 'random.db');
    const kills = 10;
    for (let batch = 0; batch < kills; batch += 1) {
      const child = start(path, batch);
      const exit = ended(child);
      await Promise.race([once(child.stdout!, 'data'), exit]);
      await sleep((batch * 37) % 50);
      child.kill('SIGKILL');
      expect(['SIGKILL', '0']).toContain(await exit);
    }
    expect(await ended(start(path, kills))).toBe('0');
    check(path, (kills + 1) * perProcess);
  }, 60_000);
});
