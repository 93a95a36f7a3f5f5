import { rm } from 'node:fs/promises';
import { awardRuralClaim, payRuralRewards } from '../test/builders/paid-run.ts';
import { freePort, startSystem, temporaryFolder } from '../test/builders/running-system.ts';
import { type Benchmark, figures, median, mustBe, rounded } from './benchmark.ts';
import { builtSystem } from './built-system.ts';
import { PageReader, type ReadPage } from './page-reader.ts';

/** What people look at most, by who they are; those of the first are signed in as nobody. */
const looked: Readonly<Record<string, readonly string[]>> = {
  anyone: ['/', '/apply/rural-reward', '/posting', '/claims', '/resume'],
  'village.reviewer': ['/staff', '/staff/tasks'],
  'finance.approver': [
    '/finance',
    '/finance/runs/RUN',
    '/finance/exceptions',
    '/finance/budget?year=2008',
    '/reports?year=2008',
    '/finance/ledger',
    '/finance/ledger/statement?account=B5',
  ],
};

/**
 * Pages as a browser gets them from the running system: the answers of the API that a page asks for are in its time.
 * @param n how often each page is read, after one reading that is not counted
 */
async function run(n = 50): ReturnType<Benchmark['run']> {
  const dataFolder = await temporaryFolder('bench-pages');
  const port = await freePort();
  const system = await startSystem({ built: builtSystem, dataFolder, port, today: '2008-05-20' });
  try {
    await awardRuralClaim(system);
    const runId = await payRuralRewards(system);
    const pages: { path: string; kilobytes: number; milliseconds: readonly number[] }[] = [];
    for (const [user, paths] of Object.entries(looked)) {
      const reader = new PageReader(system.origin);
      if (user !== 'anyone') await reader.signIn(user);
      for (const path of paths) pages.push(await readOften(reader, path.replace('RUN', runId), n));
    }
    const largest = pages.reduce((one, other) => (other.kilobytes > one.kilobytes ? other : one));
    const slowest = pages.reduce((one, other) =>
      median(other.milliseconds) > median(one.milliseconds) ? other : one,
    );
    const all = pages.flatMap(({ milliseconds }) => milliseconds);
    return {
      ...figures('pages', all.length, { seconds: all.reduce((sum, each) => sum + each, 0) / 1000 }),
      medianMilliseconds: rounded(median(all)),
      slowest: slowest.path,
      slowestMedianMilliseconds: rounded(median(slowest.milliseconds)),
      largest: largest.path,
      largestKilobytes: rounded(largest.kilobytes),
    };
  } finally {
    await system.end('SIGTERM');
    await rm(dataFolder, { recursive: true });
  }
}

/** A page with its style sheet and script, as one who has never been here gets it. */
async function readOften(reader: PageReader, path: string, n: number) {
  const first = await readOne(reader, path);
  const assets = await Promise.all(
    [...first.html.matchAll(/\/assets\/[\w.-]+/g)].map(([asset]) => readOne(reader, asset)),
  );
  const milliseconds: number[] = [];
  for (let time = 0; time < n; time += 1) milliseconds.push((await readOne(reader, path)).milliseconds);
  const bytes = [first, ...assets].reduce((sum, one) => sum + one.bytes, 0);
  return { path, kilobytes: bytes / 1024, milliseconds };
}

async function readOne(reader: PageReader, path: string): Promise<ReadPage> {
  const page = await reader.read(path);
  mustBe(path, page.status, 200);
  return page;
}

export const bench: Benchmark = { name: 'pages', run };
