// A process that works on executions until they have all ended, or until it is killed: from outside, or by itself
// at the nth time it comes to a crash point.
import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { SqliteDatabase } from '../../../functions/adapters/sqlite/database.ts';
import { Engine } from '../../../local/engine/engine.ts';
import type { StepHandler } from '../../../local/engine/step.ts';
import { failure } from '../../builders/an-engine.ts';
import { definition, executionName, items, perProcess } from './workload.ts';

const [path = '', batch = '0', crashAt = '', nth = '0'] = process.argv.slice(2);
const database = SqliteDatabase.open(path);
await database.write((db) =>
  db.exec(`CREATE TABLE IF NOT EXISTS effects (key TEXT PRIMARY KEY, payload TEXT NOT NULL, calls INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS tokens (key TEXT PRIMARY KEY, token TEXT NOT NULL, answered INTEGER NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS conflicts (what TEXT NOT NULL) STRICT;
    CREATE TABLE IF NOT EXISTS points (point TEXT PRIMARY KEY, hits INTEGER NOT NULL) STRICT;`),
);

const hits = new Map<string, number>();
function crashPoint(point: string): void {
  const hit = (hits.get(point) ?? 0) + 1;
  hits.set(point, hit);
  if (point === crashAt && hit === Number(nth)) process.kill(process.pid, 'SIGKILL');
}

// A second of the business clock passes in a millisecond.
const clock = { now: () => new Date(Date.now() * 1000 - 1_795_000_000_000_000).toISOString() };
const engine = await Engine.open({
  database,
  clock,
  crashPoint,
  onFault: (fault) => {
    throw fault;
  },
});

/** Records an effect once by its key; a second call must bring the same payload. Resolves to the number of calls. */
function effect(key: string, payload: string): Promise<number> {
  return database.write((db) => {
    const before = db.prepare('SELECT payload FROM effects WHERE key = ?').get(key);
    if (before && before.payload !== payload) {
      db.prepare('INSERT INTO conflicts VALUES (?)').run(
        `${key}: ${payload}, before ${String(before.payload)}`,
      );
    }
    db.prepare('INSERT INTO effects VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET calls = calls + 1').run(
      key,
      payload,
    );
    return Number(db.prepare('SELECT calls FROM effects WHERE key = ?').get(key)?.calls);
  });
}

const register: StepHandler = async (payload, { idempotencyKey }) => {
  const { n } = payload as { n: number };
  const calls = await effect(idempotencyKey, JSON.stringify(payload));
  if (n % 3 === 0 && calls === 1) throw failure('Busy');
  return { open: true, n };
};
const ask: StepHandler = async (payload, { idempotencyKey }) => {
  const { token, n } = payload as { token: string; n: number };
  // The token is part of the payload: after a crash it must be the same one.
  await effect(idempotencyKey, token);
  await database.write((db) =>
    db.prepare('INSERT INTO tokens VALUES (?, ?, 0) ON CONFLICT DO NOTHING').run(idempotencyKey, token),
  );
  if (n % 2 === 0) await engine.succeed(token, { answerTo: idempotencyKey });
};
const pay: StepHandler = async (payload, { idempotencyKey }) => {
  await effect(idempotencyKey, JSON.stringify(payload));
  await sleep((payload as { item: number }).item % 3);
  return payload;
};
const close: StepHandler = async (payload, { idempotencyKey }) => {
  await effect(idempotencyKey, JSON.stringify(payload));
  return { n: (payload as { n: number }).n };
};

async function answerTokens(): Promise<void> {
  const open = database.read((db) => db.prepare('SELECT key, token FROM tokens WHERE answered = 0').all());
  for (const { key, token } of open) {
    await engine.succeed(String(token), { answerTo: key });
    await database.write((db) => db.prepare('UPDATE tokens SET answered = 1 WHERE key = ?').run(key ?? null));
  }
}

await engine.define('test', definition, { Register: register, Ask: ask, Pay: pay, Close: close });
engine.resume();
writeSync(1, 'ready\n');
const started = (Number(batch) + 1) * perProcess;
await Promise.all(
  Array.from({ length: started }, (_, n) => engine.start('test', executionName(n), { n, items })),
);
for (let running = true; running;) {
  // The clock runs faster than the engine's timer knows.
  await engine.clockMoved();
  await engine.idle();
  await answerTokens();
  await sleep(1);
  running = database.read(
    (db) => db.prepare(`SELECT 1 FROM wf_executions WHERE status = 'RUNNING' LIMIT 1`).get() !== undefined,
  );
}
await database.write((db) => {
  const insert = db.prepare(
    'INSERT INTO points VALUES (?, ?) ON CONFLICT DO UPDATE SET hits = hits + excluded.hits',
  );
  for (const [point, count] of hits) insert.run(point, count);
});
await engine.stop();
database.close();
