// `npm test`: every check, two at a time (jest alone would leave the second core idle at its start and end).
// Arguments go to jest, so `npm test -- --outputFile=x --json` works.
import { spawn } from 'node:child_process';
import { readdirSync } from 'node:fs';

// A journey in a browser costs ten seconds of processor: these see a claim from its form to the reconciled payment, and
// the others are made by `.ci/run`. Each can be made by its name (`npm run jest -- test/browser/posting-journey`).
const mainJourneys = ['claim', 'review', 'finance', 'import'];
const otherJourneys =
  process.env.HUIMIN_PAGES === 'all'
    ? []
    : readdirSync('test/browser')
        .flatMap((file) => /^(.*)-journey\.test\.ts$/.exec(file)?.[1] ?? [])
        .filter((name) => !mainJourneys.includes(name));
const leftOut = otherJourneys.flatMap((name) => [
  '--testPathIgnorePatterns',
  `/test/browser/${name}-journey\\.test\\.ts$`,
]);

const bin = (script) => [process.execPath, `node_modules/${script}`];
const steps = [
  // The longest first, so that the others run beside it.
  {
    name: 'jest',
    command: [
      process.execPath,
      '--experimental-vm-modules',
      '--disable-warning=ExperimentalWarning',
      'node_modules/jest/bin/jest.js',
      ...leftOut,
      ...process.argv.slice(2),
    ],
  },
  { name: 'eslint', command: [...bin('eslint/bin/eslint.js'), '.'] },
  { name: 'typecheck', command: [...bin('typescript/bin/tsc'), '--noEmit'] },
  {
    name: 'prettier',
    command: [...bin('prettier/bin/prettier.cjs'), '--check', '--cache', '--log-level=warn', '.'],
  },
  {
    name: 'depcruise',
    command: [
      ...bin('dependency-cruiser/bin/dependency-cruiser.mjs'),
      '--config=.dependency-cruiser.cjs',
      '.',
    ],
  },
  { name: 'knip', command: [...bin('knip/bin/knip.js')] },
];
const atOnce = 2;

/** Runs a step and prints its line; resolves to whether it passed and what it wrote. */
const run = ({ name, command: [program, ...args] }) =>
  new Promise((resolve) => {
    const began = performance.now();
    const chunks = [];
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('close', (code) => {
      const seconds = ((performance.now() - began) / 1000).toFixed(1);
      const output = Buffer.concat(chunks).toString();
      console.log(`${code === 0 ? 'ok    ' : 'FAILED'} ${name.padEnd(10)} ${seconds.padStart(6)} s`);
      if (code !== 0) console.log(output);
      resolve({ name, passed: code === 0, output });
    });
  });

const results = [];
const queue = [...steps];
const worker = async () => {
  for (let step = queue.shift(); step; step = queue.shift()) results.push(await run(step));
};
await Promise.all(Array.from({ length: atOnce }, worker));

const jestOutput = results.find(({ name }) => name === 'jest').output;
// What could not be tested here is said even when all else is well.
for (const line of jestOutput.split('\n').filter((line) => line.startsWith('Skipped: '))) console.log(line);
if (otherJourneys.length > 0) {
  console.log(`Skipped: ${String(otherJourneys.length)} journeys in a browser (HUIMIN_PAGES=all makes them)`);
}
console.log(jestOutput.slice(Math.max(0, jestOutput.lastIndexOf('Test Suites:'))).trimEnd());

const failed = results.filter(({ passed }) => !passed).map(({ name }) => name);
if (failed.length > 0) {
  console.log(`failed: ${failed.join(', ')}`);
  process.exitCode = 1;
}
