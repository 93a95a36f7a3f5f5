import { readFile, rm } from 'node:fs/promises';
import { freePort, startSystem, temporaryFolder } from '../test/builders/running-system.ts';
import { type Benchmark, figures, median, rounded } from './benchmark.ts';
import { builtSystem } from './built-system.ts';

/**
 * From the command to `/healthz` answering 200, on fresh data with the demo registers, and again on the data there is.
 * @param n starts of each kind; the median counts
 */
async function run(n = 5): ReturnType<Benchmark['run']> {
  const cold: number[] = [];
  const again: number[] = [];
  let rssMiB = 0;
  for (let time = 0; time < n; time += 1) {
    const dataFolder = await temporaryFolder('bench-start');
    const port = await freePort();
    for (const seconds of [cold, again]) {
      const began = performance.now();
      const system = await startSystem({ built: builtSystem, dataFolder, port, today: '2008-05-20' });
      seconds.push((performance.now() - began) / 1000);
      rssMiB = Math.max(rssMiB, await rssMiBOf(system.pid));
      await system.end('SIGINT');
    }
    await rm(dataFolder, { recursive: true });
  }
  const seconds = median(cold);
  return {
    ...figures('start', n, { seconds }),
    perSecond: rounded(1 / seconds),
    rssMiB,
    slowestSeconds: rounded(Math.max(...cold)),
    restartSeconds: rounded(median(again)),
  };
}

/** What a process has in memory; 0 where there is no /proc. */
async function rssMiBOf(pid: number): Promise<number> {
  const status = await readFile(`/proc/${pid}/status`, 'utf8').catch(() => '');
  return Math.round(Number(/VmHWM:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1024);
}

export const bench: Benchmark = { name: 'start', run };
