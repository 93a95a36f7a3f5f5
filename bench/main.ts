import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { parseArgs } from 'node:util';
import type { Benchmark } from './benchmark.ts';

const usage = `npm run bench -- [name…] [--n N]
  a JSON line each: {"bench", "n", "seconds", "perSecond", "rssMiB", …}`;

/** Each is loaded only when it runs, so that none measures the memory of another's code. */
const benchmarks: Readonly<Record<string, () => Promise<{ readonly bench: Benchmark }>>> = {
  start: () => import('./start.ts'),
  decide: () => import('./decide.ts'),
  year: () => import('./year.ts'),
  claim: () => import('./claim.ts'),
  payments: () => import('./payments.ts'),
  import: () => import('./import.ts'),
  audit: () => import('./audit.ts'),
  recover: () => import('./recover.ts'),
  parked: () => import('./parked.ts'),
  'cold-start': () => import('./cold-start.ts'),
  pages: () => import('./pages.ts'),
};

await main();

async function main(): Promise<void> {
  const asked = readArguments();
  if (typeof asked === 'string') {
    console.error(`${asked}\n\n${usage}\n  names: ${Object.keys(benchmarks).join(', ')}`);
    process.exitCode = 2;
    return;
  }
  const { names, n } = asked;
  const [only] = names;
  const load = only === undefined || names.length > 1 ? undefined : benchmarks[only];
  if (load) {
    const { bench } = await load();
    console.log(JSON.stringify(await bench.run(n)));
    return;
  }
  for (const name of names) await runApart(name, n);
}

/** A process each: memory is measured, and one must not warm another's code. */
async function runApart(name: string, n: number | undefined): Promise<void> {
  const [, program = ''] = process.argv;
  const child = spawn(
    process.execPath,
    [...process.execArgv, program, name, ...(n === undefined ? [] : ['--n', String(n)])],
    { stdio: 'inherit' },
  );
  await once(child, 'exit');
  if (child.exitCode !== 0) process.exitCode = 1;
}

function readArguments(): { readonly names: readonly string[]; readonly n: number | undefined } | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { n: { type: 'string' } },
    });
    const unknown = positionals.filter((name) => !(name in benchmarks));
    if (unknown.length > 0) return `there is no benchmark ${unknown.join(', ')}`;
    const n = values.n === undefined ? undefined : Number(values.n);
    if (n !== undefined && (!Number.isInteger(n) || n < 1))
      return '--n is how many: a whole number from 1 on';
    return { names: positionals.length === 0 ? Object.keys(benchmarks) : positionals, n };
  } catch (error) {
    return error instanceof Error ? error.message : 'the options cannot be read';
  }
}
