import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { bundleFunctions } from '../infra/assets/bundle-functions.ts';
import { standInForAws } from '../test/infra/lambda-environment.ts';
import { type Benchmark, figures, median, mustBe, rounded } from './benchmark.ts';

const loadSchema = z.object({ seconds: z.number(), maxRSS: z.int(), handler: z.string() });
type Load = z.infer<typeof loadSchema>;

/** In a fresh process: what stands at the top of the bundle runs, keys and policies are read, the handler is there. */
const load = `const began = performance.now();
const { handler } = await import(process.argv[1]);
const seconds = (performance.now() - began) / 1000;
const { maxRSS } = process.resourceUsage();
process.stdout.write(JSON.stringify({ seconds, maxRSS, handler: typeof handler }), () => process.exit());`;

/**
 * Cold starts of the deployed functions: each bundle imported by a fresh Node process, in Lambda's environment and
 * with a stand-in for AWS. Starting Node itself, and fetching the code, are not in it.
 * @param n starts of each function; its median counts
 */
async function run(n = 3): ReturnType<Benchmark['run']> {
  const folder = await mkdtemp(join(tmpdir(), 'huimin-bench-cold-start-'));
  const bundles = await bundleFunctions(folder);
  const aws = await standInForAws();
  const loads = new Map<string, readonly Load[]>();
  for (const { name, folder: code } of bundles.values()) {
    const ofOne: Load[] = [];
    for (let time = 0; time < n; time += 1)
      ofOne.push(await loadApart(join(code, 'index.mjs'), aws.environment));
    loads.set(name, ofOne);
  }
  aws.close();
  await rm(folder, { recursive: true });

  const medians = [...loads].map(([name, ofOne]) => ({
    name,
    seconds: median(ofOne.map(({ seconds }) => seconds)),
  }));
  const slowest = medians.reduce((one, other) => (other.seconds > one.seconds ? other : one));
  const seconds = median(medians.map((one) => one.seconds));
  return {
    ...figures('cold-start', n, { seconds }),
    perSecond: rounded(1 / seconds),
    rssMiB: Math.round(Math.max(...[...loads.values()].flat().map(({ maxRSS }) => maxRSS)) / 1024),
    functions: medians.length,
    slowestSeconds: rounded(slowest.seconds),
    slowest: slowest.name,
  };
}

async function loadApart(file: string, environment: Readonly<Record<string, string>>): Promise<Load> {
  const child = spawn(process.execPath, ['--input-type=module', `--eval=${load}`, file], {
    env: environment,
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const [told] = await Promise.all([text(child.stdout), once(child, 'exit')]);
  mustBe(file, child.exitCode, 0);
  const loaded = loadSchema.parse(JSON.parse(told));
  mustBe(file, loaded.handler, 'function');
  return loaded;
}

export const bench: Benchmark = { name: 'cold-start', run };
