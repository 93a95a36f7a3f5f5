import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import * as z from 'zod';
import { type Benchmark, figures, mustBe } from './benchmark.ts';
import { builtSystem } from './built-system.ts';

/** Told on a pipe of its own when the process ends. */
const usageSchema = z.object({ maxRSS: z.int(), userCPUTime: z.int(), systemCPUTime: z.int() });
const tellUsage = `import { writeSync } from 'node:fs';
process.on('exit', () => writeSync(3, JSON.stringify(process.resourceUsage())));`;

const reportSchema = z.object({
  paid: z.record(z.string(), z.object({ payments: z.int() })),
  ledger: z.object({ balanced: z.boolean() }),
});

/** `npm run year`, the whole district year, in a process of its own. Its size is what the data has: 8,797 claims. */
async function run(): ReturnType<Benchmark['run']> {
  const began = performance.now();
  const child = spawn(
    process.execPath,
    [
      `--import=data:text/javascript,${encodeURIComponent(tellUsage)}`,
      ...builtSystem.command('local/commands/year'),
      '--json',
    ],
    { stdio: ['ignore', 'pipe', 'ignore', 'pipe'] },
  );
  const [, report, , usage] = child.stdio;
  if (!report || !usage || !('readable' in usage)) throw new Error('the year has no pipes');
  const [reported, used] = await Promise.all([text(report), text(usage), once(child, 'exit')]);
  const seconds = (performance.now() - began) / 1000;
  mustBe('exit code', child.exitCode, 0);
  const { paid, ledger } = reportSchema.parse(JSON.parse(reported.trimEnd().split('\n').at(-1) ?? ''));
  mustBe('balanced', ledger.balanced, true);
  mustBe('rural rewards paid', paid['rural-reward']?.payments, 700);
  const { maxRSS, userCPUTime, systemCPUTime } = usageSchema.parse(JSON.parse(used));
  return {
    ...figures('year', 8797, { seconds, cpuSeconds: (userCPUTime + systemCPUTime) / 1e6 }),
    rssMiB: Math.round(maxRSS / 1024),
  };
}

export const bench: Benchmark = { name: 'year', run };
