// `npm run planted-bugs`: makes the source wrong in one known way after another (test/faults/planted-bugs.json), runs the
// tests that are to notice, and fails when they do not, or when a bug no longer fits the source. Nothing is written to
// the source: the bug is planted as the tests read it. Names of bugs, or parts of them, may be given.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';

const atOnce = 2;
const all = JSON.parse(readFileSync('test/faults/planted-bugs.json', 'utf8'));
const wanted = process.argv.slice(2);
const bugs = all.filter(({ name }) => wanted.length === 0 || wanted.some((part) => name.includes(part)));

/** Runs tests, with a bug or without. Resolves to how they ended, and what they wrote. */
const run = (tests, bug) =>
  new Promise((resolve) => {
    const chunks = [];
    const child = spawn(
      process.execPath,
      [
        '--experimental-vm-modules',
        '--disable-warning=ExperimentalWarning',
        'node_modules/jest/bin/jest.js',
        '--config=jest.planted.config.mjs',
        '--runInBand',
        ...(bug ? ['--bail'] : []),
        '--runTestsByPath',
        ...tests,
      ],
      { stdio: ['ignore', 'pipe', 'pipe'], env: { ...process.env, PLANTED_BUG: JSON.stringify(bug ?? {}) } },
    );
    child.stdout.on('data', (chunk) => chunks.push(chunk));
    child.stderr.on('data', (chunk) => chunks.push(chunk));
    child.on('close', (code) => resolve({ code, output: Buffer.concat(chunks).toString() }));
  });

const misfits = bugs.filter(({ file, find }) => readFileSync(file, 'utf8').split(find).length !== 2);
for (const { name, file } of misfits) console.log(`MISFIT  ${name}: ${file} does not hold it exactly once`);

// Tests that fail by themselves would notice anything.
const sound = await run([...new Set(bugs.flatMap(({ tests }) => tests))], undefined);
if (sound.code !== 0) {
  console.log(sound.output);
  console.log('the tests fail without any bug');
  process.exit(1);
}

const missed = [];
const queue = bugs.filter((bug) => !misfits.includes(bug));
const worker = async () => {
  for (let bug = queue.shift(); bug; bug = queue.shift()) {
    const { code, output } = await run(bug.tests, bug);
    // A test must have failed: source that does not even load proves nothing of the tests.
    const isCaught = code !== 0 && /^Tests:.*\d+ failed/m.test(output);
    if (!isCaught) missed.push(bug);
    console.log(`${isCaught ? 'caught ' : 'MISSED '} ${bug.name}`);
    if (!isCaught && code !== 0) console.log(output.slice(-2_000));
  }
};
await Promise.all(Array.from({ length: atOnce }, worker));
console.log(
  `${String(bugs.length - missed.length - misfits.length)} of ${String(bugs.length)} planted bugs caught`,
);
if (missed.length + misfits.length > 0) process.exitCode = 1;
