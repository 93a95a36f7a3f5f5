import { execFile, spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { projectRoot } from '../../local/home/project-root.ts';

const run = promisify(execFile);

/** The flags that the npm script of an entry point (`local/main`) runs Node with: they decide its memory. */
const flagsOf = (name: string): readonly string[] => {
  const { scripts } = JSON.parse(readFileSync(join(projectRoot, 'package.json'), 'utf8')) as {
    readonly scripts: Readonly<Record<string, string>>;
  };
  const script = Object.values(scripts).find((text) => text.endsWith(` dist/${name}.mjs`));
  if (script === undefined) throw new Error(`no npm script runs ${name}`);
  return script.split(' ').slice(1, -1);
};

export interface BuiltSystem {
  /** What Node is run with for an entry point, such as `local/main`: the npm script's flags, and its path. */
  command(name: string): readonly string[];
}

export function commandIn(folder: string): BuiltSystem['command'] {
  return (name) => [...flagsOf(name), resolve(projectRoot, folder, `${name}.mjs`)];
}

/**
 * What `npm run build` builds, of the source as it is now, once for a run of the tests (tools/make-test-build-folder.mjs): whichever
 * suite comes first builds it, and the others wait.
 */
export async function buildSystem(): Promise<BuiltSystem> {
  const folder = process.env.HUIMIN_TEST_BUILD;
  if (folder === undefined) throw new Error('jest names no folder to build in');
  const [lock, built] = [`${folder}.lock`, join(folder, 'built')];
  while (!existsSync(built)) {
    try {
      await mkdir(lock);
    } catch {
      await sleep(100);
      continue;
    }
    try {
      await run(process.execPath, ['build.mjs', folder], { cwd: projectRoot });
      await writeFile(built, '');
    } finally {
      await rm(lock, { recursive: true });
    }
  }
  return { command: commandIn(folder) };
}

export async function temporaryFolder(name: string): Promise<string> {
  return mkdtemp(join(tmpdir(), `huimin-${name}-`));
}

/** A port nobody listens on just now. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  if (address === null || typeof address === 'string') throw new Error('no port');
  return address.port;
}

/** Runs a command of ours to its end. */
export async function runCommand(
  built: BuiltSystem,
  name: string,
  args: readonly string[],
  env: Readonly<Record<string, string>> = {},
): Promise<{ readonly code: number | null; readonly stdout: string; readonly stderr: string }> {
  const child = spawn(process.execPath, [...built.command(name), ...args], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const out: Buffer[] = [];
  const error: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => error.push(chunk));
  const [code] = (await once(child, 'close')) as [number | null];
  return { code, stdout: Buffer.concat(out).toString(), stderr: Buffer.concat(error).toString() };
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
  /** Parsed, where the answer is JSON. */
  readonly body: any; // eslint-disable-line @typescript-eslint/no-explicit-any -- tests say what they expect of it
}

export interface Call {
  readonly token?: string | undefined;
  readonly accessCode?: string;
  /** Sent as `Idempotency-Key`. */
  readonly key?: string;
  /** Sent as JSON. */
  readonly body?: unknown;
  /** Sent as it is, with a content type among the headers. */
  readonly raw?: string | Uint8Array<ArrayBuffer>;
  readonly headers?: Readonly<Record<string, string>>;
}

export interface RunningSystem {
  readonly origin: string;
  readonly dataFolder: string;
  readonly pid: number;
  /** @throws the network's error when nobody answers */
  call(method: string, path: string, call?: Call): Promise<Answer>;
  /** By the real command, once for each user. */
  token(user: string): Promise<string>;
  /** Everything it has written so far, to both streams. */
  written(): string;
  /** Sends a signal and waits for the end. @returns the exit code, or the signal that ended it */
  end(signal: 'SIGINT' | 'SIGTERM' | 'SIGKILL'): Promise<number | NodeJS.Signals>;
}

export interface StartSystem {
  readonly built: BuiltSystem;
  readonly dataFolder: string;
  readonly port: number;
  /** HUIMIN_TODAY; left out at a restart, it goes on from the day it had. */
  readonly today?: string;
  /** Default: the demo registers. */
  readonly registers?: string;
  /** Kills it (-9) this long after it was started, ready or not. */
  readonly killAfterMilliseconds?: number;
}

/**
 * Starts the system as `npm start` does, in a process of its own, and waits until `/healthz` answers 200.
 * @throws when it ends before that
 */
export async function startSystem(options: StartSystem): Promise<RunningSystem> {
  const { built, dataFolder, port, today, registers, killAfterMilliseconds } = options;
  const origin = `http://127.0.0.1:${port}`;
  const env = { ...process.env, PORT: String(port), HUIMIN_DATA: dataFolder };
  const child = spawn(
    process.execPath,
    [...built.command('local/main'), ...(registers === undefined ? [] : ['--registers', registers])],
    {
      env: { ...env, ...(today === undefined ? {} : { HUIMIN_TODAY: today }) },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const chunks: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => chunks.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => chunks.push(chunk));
  const written = () => Buffer.concat(chunks).toString();
  const ended = once(child, 'exit') as Promise<[number | null, NodeJS.Signals | null]>;

  if (killAfterMilliseconds !== undefined) setTimeout(() => child.kill('SIGKILL'), killAfterMilliseconds);

  const call = async (method: string, path: string, asked: Call = {}): Promise<Answer> => {
    const { token, accessCode, key, body, raw, headers } = asked;
    const response = await fetch(origin + path, {
      method,
      headers: {
        ...(token !== undefined && { authorization: `Bearer ${token}` }),
        ...(accessCode !== undefined && { 'x-access-code': accessCode }),
        ...(key !== undefined && { 'idempotency-key': key }),
        ...(body !== undefined && { 'content-type': 'application/json' }),
        ...headers,
      },
      body: raw ?? (body === undefined ? null : JSON.stringify(body)),
    });
    const text = await response.text();
    const isJson = response.headers.get('content-type')?.includes('json') ?? false;
    return {
      status: response.status,
      headers: response.headers,
      text,
      body: isJson ? JSON.parse(text) : undefined,
    };
  };

  const ready = async (): Promise<void> => {
    for (;;) {
      if (child.exitCode !== null || child.signalCode !== null)
        throw new Error(`the system did not start: ${written()}`);
      const health = await call('GET', '/healthz').catch(() => undefined);
      if (health?.status === 200) return;
      await sleep(20);
    }
  };
  await ready();

  const tokens = new Map<string, Promise<string>>();
  const fetchToken = async (user: string): Promise<string> => {
    const { code, stdout, stderr } = await runCommand(built, 'local/commands/token', [user], {
      PORT: String(port),
      HUIMIN_DATA: dataFolder,
    });
    if (code !== 0) throw new Error(`no token for ${user}: ${stderr}`);
    return stdout.trim();
  };

  return {
    origin,
    dataFolder,
    pid: child.pid ?? 0,
    call,
    token(user) {
      const known = tokens.get(user) ?? fetchToken(user);
      tokens.set(user, known);
      return known;
    },
    written,
    async end(signal) {
      child.kill(signal);
      const [code, by] = await ended;
      return by ?? code ?? 0;
    },
  };
}
