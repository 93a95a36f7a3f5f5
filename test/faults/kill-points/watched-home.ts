import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { isDeepStrictEqual } from 'node:util';
import { createAccess } from '../../../functions/app/access/access.ts';
import type { Api } from '../../../functions/contracts/api-client.ts';
import { err, ok } from '../../../functions/domain/result/result.ts';
import { createManualClock, type ManualClock } from '../../../local/clock/manual-clock.ts';
import { seedDemoBudget } from '../../../local/home/demo-budget.ts';
import { type Home, type Interposed, openHome } from '../../../local/home/home.ts';
import { createDispatch, directApi } from '../../../local/http/dispatch.ts';
import { createPrometheus } from '../../../local/http/prometheus.ts';
import { createLocalRoutes } from '../../../local/http/routes.ts';
import { seedDemoUsers } from '../../../local/identity/demo-users.ts';
import { violations } from '../../invariants/invariants.ts';
import type { Acknowledged } from '../../invariants/observed.ts';
import { storeReader } from '../../invariants/store-reader.ts';
import { type Counts, type Effect, type Point, stepName, unordered } from './points.ts';

/** An answer that a caller has had: the same request must get it again. */
interface Had {
  readonly key: string;
  readonly body: unknown;
}

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- tests say what they expect of an answer
type Body = any;

export interface Call {
  readonly user?: string;
  readonly accessCode?: string;
  /** Names the request: its `Idempotency-Key` is made of it. */
  readonly key?: string;
  readonly body?: unknown;
}

export interface WatchedHome {
  readonly home: Home;
  readonly clock: ManualClock;
  /** Asks as a client does; an answer that was had before under the same key must come again. @throws on a refusal */
  ask(method: string, path: string, call?: Call): Promise<Body>;
  /** Time passes; what becomes due by it happens. */
  pass(seconds: number): Promise<void>;
  /** From now on effects are counted, and the process dies at the point. */
  arm(point: Point | undefined): void;
  counts(): Counts;
  /** What does not hold of what is on disk. */
  check(): Promise<readonly string[]>;
}

const within = new AsyncLocalStorage<string>();
/** The relay's work and the allocator's, and what no request and no step began. */
const [outbox, outside] = unordered;

/**
 * The whole one-machine home, its API by direct calls, on a clock that stands still. What callers were answered, and
 * the time, are kept beside the data, as the world outside keeps them when the process dies.
 */
export async function watchedHome(dataFolder: string, registersFolder: string): Promise<WatchedHome> {
  const answersFile = join(dataFolder, 'answers.jsonl');
  const clockFile = join(dataFolder, 'clock');
  const clock = createManualClock(
    existsSync(clockFile) ? readFileSync(clockFile, 'utf8') : '2008-05-20T01:00:00.000Z',
  );
  const counted = new Map<string, Map<Effect, number>>();
  let isArmed = false;
  let target: Point | undefined;

  async function effect<T>(kind: Effect, happen: () => Promise<T>): Promise<T> {
    if (!isArmed) return happen();
    const name = within.getStore() ?? outside;
    const ofPlace = counted.get(name) ?? new Map<Effect, number>();
    const nth = (ofPlace.get(kind) ?? 0) + 1;
    counted.set(name, ofPlace.set(kind, nth));
    const isHere = target?.within === name && target.effect === kind && target.nth === nth;
    if (isHere && target?.when === 'before') die();
    const done = await happen();
    if (isHere) die();
    return done;
  }

  const interposed: Interposed = {
    table: (table) => ({
      ...table,
      transact: (actions) => effect('write', () => table.transact(actions)),
      // What follows from a row of the outbox is no longer the work of who put it there.
      onPut: (pkPrefix, listener) =>
        table.onPut(pkPrefix, (item) => within.run(outbox, () => listener(item))),
    }),
    bankChannel: (channel) => ({
      ...channel,
      send: (file) => effect('send', () => channel.send(file)),
    }),
    bankFiles: (files) => ({ ...files, write: (...file) => effect('file', () => files.write(...file)) }),
    step: (placeholder, step) => (payload, context) =>
      within.run(stepName(placeholder, payload as Record<string, unknown>), () => step(payload, context)),
  };
  const fatal = (fault: unknown): never => {
    throw fault;
  };
  const home = await openHome({
    dataFolder,
    registersFolder,
    clock,
    log: { info: () => undefined, error: () => undefined },
    reportRow: fatal,
    onFatal: fatal,
    interposed,
  });
  await seedDemoUsers(home.table, clock);
  await seedDemoBudget(home, 2008);
  const api = apiOf(home, clock);
  const had = new Map(readAnswers(answersFile).map(({ key, body }) => [key, body]));
  const wrong: string[] = [];

  return {
    home,
    clock,

    async ask(method, path, { user, accessCode, key, body } = {}) {
      const answer = await within.run(
        `${method} ${path.replaceAll(/[a-z]+-[0-9a-z]{26}(?:[.-]\d+)?|\?.*/g, '…')}`,
        () =>
          api({
            method,
            target: path,
            headers: {
              host: '127.0.0.1',
              ...(user === undefined ? {} : { authorization: `Bearer user-${user}` }),
              ...(accessCode === undefined ? {} : { 'x-access-code': accessCode }),
              ...(key === undefined ? {} : { 'idempotency-key': uuidOf(key) }),
              ...(body === undefined ? {} : { 'content-type': 'application/json' }),
            },
            ...(body === undefined ? {} : { body: JSON.stringify(body) }),
          }),
      );
      const text = Buffer.from(answer.body).toString();
      if (answer.status >= 400)
        throw new Error(`${method} ${path} answered ${String(answer.status)}: ${text}`);
      const answered: Body = text === '' ? undefined : JSON.parse(text);
      if (key !== undefined) {
        if (had.has(key) && !isDeepStrictEqual(had.get(key), answered)) {
          wrong.push(`10 the same request got another answer: ${method} ${path}`);
        }
        if (!had.has(key)) appendFileSync(answersFile, `${JSON.stringify({ key, body: answered })}\n`);
        had.set(key, answered);
      }
      await home.settle();
      return answered;
    },

    async pass(seconds) {
      writeFileSync(clockFile, new Date(Date.parse(clock.now()) + seconds * 1_000).toISOString());
      await clock.advance(seconds * 1_000);
      await home.engine.clockMoved();
      await home.settle();
    },

    arm(point) {
      counted.clear();
      target = point;
      isArmed = true;
    },

    counts: () => Object.fromEntries([...counted].map(([name, kinds]) => [name, Object.fromEntries(kinds)])),

    async check() {
      const payments = await home.bank.truth();
      return [
        ...wrong,
        ...violations({
          items: storeReader(home.database)(),
          acknowledged: [...had].flatMap(([key, body]) => acknowledgedBy(key, body)),
          bank: {
            handedOver: [],
            files: new Set(),
            payments: new Map(payments.map(({ endToEndId, ...truth }) => [endToEndId, truth])),
          },
        }),
      ];
    },
  };
}

/** The same UUID for the same name, as a client keeps the key of a request it may have to repeat. */
function uuidOf(name: string): string {
  const hex = createHash('sha256').update(name).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

function die(): never {
  process.kill(process.pid, 'SIGKILL');
  for (;;);
}

function apiOf(home: Home, clock: ManualClock): Api {
  const prometheus = createPrometheus([]);
  const access = createAccess({
    verifier: {
      verify: async (authorization) =>
        authorization === undefined ? err('missing') : ok({ sub: authorization.replace('Bearer ', '') }),
    },
    table: home.table,
    keyed: home.keyed,
    district: home.district,
    clock,
  });
  const routes = createLocalRoutes({
    home,
    clock,
    access,
    prometheus,
    forms: { issue: async () => ({ uploadUrl: '', fields: {} }) },
    bankMessageForms: { issue: async () => ({ uploadUrl: '', fields: {} }) },
    uploadedFiles: {
      find: async () => undefined,
      read: async () => undefined,
      accept: async () => undefined,
    },
    fileLinks: { issue: async () => '' },
    evidenceLinks: { issue: async () => '' },
  });
  return directApi(createDispatch({ routes, metrics: prometheus }));
}

function readAnswers(file: string): readonly Had[] {
  if (!existsSync(file)) return [];
  // A process that died while it wrote may leave half a line, which nobody had.
  return readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line.endsWith('}'))
    .map((line) => JSON.parse(line) as Had);
}

/** What an answer promises is there. */
function acknowledgedBy(key: string, body: unknown): readonly Acknowledged[] {
  const { claimId, runId } = body as { readonly claimId?: string; readonly runId?: string };
  return [
    ...(claimId === undefined ? [] : [{ what: key, pk: `CLAIM#${claimId}`, version: 1 }]),
    ...(runId === undefined ? [] : [{ what: key, pk: `RUN#${runId}`, version: 1 }]),
  ];
}
