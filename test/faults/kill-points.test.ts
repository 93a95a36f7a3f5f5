import { spawn } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { projectRoot } from '../../local/home/project-root.ts';
import { bundleProcess } from '../builders/bundled-process.ts';
import { registersOf } from '../builders/families.ts';
import { temporaryFolder } from '../builders/running-system.ts';
import { type Counts, type Point, pointsOf, taskStates, unordered } from './kill-points/points.ts';
import { familiesOf, type StoryName } from './kill-points/stories.ts';

/** Rounds in one data folder, so that it does not grow without end; each chain of them is a test. */
const roundsAChain = 16;
const patience = 600_000;
/** All of them are minutes of processor time: `.ci/run` asks for every one, and `npm test` for one in twelve. */
const step = process.env.HUIMIN_KILL_POINTS === 'all' ? 1 : 12;

let program: string;
let registersFolder: string;
const folders: string[] = [];
const counts: Partial<Record<StoryName, Counts>> = {};

beforeAll(async () => {
  program = join(projectRoot, `node_modules/.cache/huimin-kill-points-${randomUUID()}.mjs`);
  [registersFolder] = await Promise.all([
    registersOf(familiesOf(roundsAChain + 1)),
    bundleProcess(join(projectRoot, 'test/faults/kill-points/process.ts'), program),
  ]);
  folders.push(registersFolder, program, `${program}.map`);
  for (const story of ['usual', 'long'] as const) {
    const dataFolder = await aFolder();
    // What is done once in a home's life, such as making its keys, is no part of a story: the second round is counted.
    const first = story === 'usual' ? await tell({ dataFolder, story, told: 0, count: true }) : undefined;
    const { ended, lines } = await tell({ dataFolder, story, told: first ? 1 : 0, count: true });
    expect({ ended, wrong: wrongIn(lines) }).toEqual({ ended: 0, wrong: [] });
    counts[story] = lines.find((line) => line.counts !== undefined)?.counts ?? {};
  }
}, patience);

afterAll(() => Promise.all(folders.map((folder) => rm(folder, { recursive: true }))));

async function aFolder(): Promise<string> {
  const folder = await temporaryFolder('kill-points');
  folders.push(folder);
  return folder;
}

interface Line {
  readonly found?: string;
  readonly wrong?: readonly string[];
  readonly counts?: Counts;
}

/** Runs the process to its end. @returns its exit code, or the signal that ended it, and what it said */
async function tell(
  task: object,
): Promise<{ readonly ended: number | string | null; readonly lines: readonly Line[] }> {
  const child = spawn(
    process.execPath,
    [
      '--disable-warning=ExperimentalWarning',
      '--enable-source-maps',
      program,
      JSON.stringify({ registersFolder, ...task }),
    ],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  const out: Buffer[] = [];
  const complaints: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => complaints.push(chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, string | null];
  expect(Buffer.concat(complaints).toString()).toBe('');
  const lines = Buffer.concat(out)
    .toString()
    .split('\n')
    .filter((line) => line !== '');
  return { ended: signal ?? code, lines: lines.map((line) => JSON.parse(line) as Line) };
}

function wrongIn(lines: readonly Line[]): readonly string[] {
  return lines.flatMap(({ wrong = [] }) => wrong);
}

/** Kills the process at one point after the other, on the same data, and lets it finish in the end. */
async function chain(story: StoryName, points: readonly Point[]): Promise<void> {
  const dataFolder = await aFolder();
  const problems: object[] = [];
  for (const [told, point] of points.entries()) {
    const { ended, lines } = await tell({ dataFolder, story, told, point });
    const wrong = wrongIn(lines);
    const isMissed = ended === 0 && unordered.some((place) => place === point.within);
    if ((ended !== 'SIGKILL' && !isMissed) || wrong.length > 0) problems.push({ point, ended, wrong });
  }
  const { ended, lines } = await tell({ dataFolder, story, told: points.length });
  expect({ ended, wrong: wrongIn(lines), problems }).toEqual({ ended: 0, wrong: [], problems: [] });
}

describe('kill -9 at every write and every send', () => {
  test('every Task state of both workflows has its points: a new one must be in a story', () => {
    const within = new Set(Object.values(counts).flatMap((story) => Object.keys(story)));
    expect(taskStates().filter(({ step }) => !within.has(step))).toEqual([]);
    expect(Object.values(counts).flatMap((story) => Object.values(story).flatMap(Object.keys))).toEqual(
      expect.arrayContaining(['write', 'send', 'file']),
    );
  });

  // How many there are is known when the stories have been told once; the last chains may have nothing to do.
  const chains = Array.from({ length: 8 }, (_, n) => n);

  test.each(chains)(
    'the usual story goes on where it was, nothing twice and nothing lost (points from %i × 16)',
    async (n) => {
      const points = pointsOf(counts.usual ?? {}).filter((_, at) => at % step === 0);
      expect(points.length).toBeLessThanOrEqual(chains.length * roundsAChain);
      const ofChain = points.slice(n * roundsAChain, (n + 1) * roundsAChain);
      if (ofChain.length > 0) await chain('usual', ofChain);
    },
    patience,
  );

  test(
    'and so does what waits longer than an execution may last, killed where only that comes to',
    async () => {
      const elsewhere = new Set<string>([...Object.keys(counts.usual ?? {}), ...unordered]);
      const points = pointsOf(counts.long ?? {}).filter(({ within }) => !elsewhere.has(within));
      expect(new Set(points.map(({ within }) => within))).toEqual(
        new Set(['AdoptClaim', 'AdoptRun', 'CloseRun']),
      );
      for (const point of points) await chain('long', [point]);
    },
    patience,
  );
});
