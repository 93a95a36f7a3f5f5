import { access, constants, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { createManualClock, instantAt } from '../clock/manual-clock.ts';
import { openHome } from '../home/home.ts';
import { projectRoot } from '../home/project-root.ts';
import { errorLog } from '../home/error-log.ts';
import { progressBar } from '../year/progress-bar.ts';
import { reportText } from '../year/report-text.ts';
import { type ClaimOutcome, runYear } from '../year/run-year.ts';

const usage = `npm run --silent year -- [folder] [--data DIR] [--json] [--outcomes FILE]
  folder           CSV files: claims.csv and register-*.csv (default: data/year-2008)
  --data DIR       keep the year's store there; the folder must be empty (default: a folder that is removed)
  --json           the report as one JSON object on the last line
  --outcomes FILE  what became of every claim, as CSV`;

await main();

async function main(): Promise<void> {
  const options = readOptions();
  if (typeof options === 'string') {
    console.error(`${options}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  const folder = resolve(options.folder ?? join(projectRoot, 'data/year-2008'));
  const kept = options.data === undefined ? undefined : resolve(options.data);
  if (kept !== undefined && (await holdsSomething(kept))) {
    console.error(`${kept} is not empty: the year runs on fresh data`);
    process.exitCode = 2;
    return;
  }
  const unusable = await firstUnusable([
    { path: join(folder, 'claims.csv'), mode: constants.R_OK, why: 'cannot be read' },
    ...(options.outcomes === undefined
      ? []
      : [{ path: dirname(resolve(options.outcomes)), mode: constants.W_OK, why: 'cannot be written to' }]),
  ]);
  if (unusable !== undefined) {
    console.error(unusable);
    process.exitCode = 2;
    return;
  }
  const dataFolder = kept ?? (await mkdtemp(join(tmpdir(), 'huimin-year-')));
  const reportRow = ({ file, line, reason }: { file: string; line: number; reason: string }): void =>
    console.error(`${file}, line ${String(line)}: ${reason}`);
  // The year's first working morning is before its first claim; the claims' own dates move the clock.
  const clock = createManualClock(instantAt(calendarDate('2008-01-01'), '08:30'));
  const bar = progressBar(process.stderr);
  try {
    const home = await openHome({
      dataFolder,
      registersFolder: folder,
      clock,
      log: errorLog,
      reportRow,
      onFatal: (fault) => {
        console.error(`the year cannot go on: ${fault.message}`);
        process.exit(1);
      },
    });
    const { report, outcomes } = await runYear({
      home,
      clock,
      folder,
      progress: (done, of, day) => bar.show(done, of, day),
      reportRow,
    });
    await home.close();
    bar.end();
    if (options.outcomes !== undefined) await writeFile(options.outcomes, outcomesCsv(outcomes));
    if (!options.json || process.stdout.isTTY) console.log(reportText(report));
    if (options.json) console.log(JSON.stringify(report));
    if (!report.ledger.balanced || !report.audit.verified) process.exitCode = 1;
  } finally {
    if (kept === undefined) await rm(dataFolder, { recursive: true, force: true });
  }
}

interface Options {
  readonly folder: string | undefined;
  readonly data: string | undefined;
  readonly json: boolean;
  readonly outcomes: string | undefined;
}

function readOptions(): Options | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: {
        data: { type: 'string' },
        json: { type: 'boolean', default: false },
        outcomes: { type: 'string' },
      },
    });
    if (positionals.length > 1) return `one folder, not ${String(positionals.length)}`;
    return { folder: positionals[0], data: values.data, json: values.json, outcomes: values.outcomes };
  } catch (error) {
    return error instanceof Error ? error.message : 'the options cannot be read';
  }
}

/** Said before the year runs, rather than after it. */
async function firstUnusable(
  paths: readonly { readonly path: string; readonly mode: number; readonly why: string }[],
): Promise<string | undefined> {
  for (const { path, mode, why } of paths) {
    const usable = await access(path, mode).then(
      () => true,
      () => false,
    );
    if (!usable) return `${path} ${why}`;
  }
  return undefined;
}

async function holdsSomething(folder: string): Promise<boolean> {
  try {
    return (await readdir(folder)).length > 0;
  } catch {
    return false;
  }
}

function outcomesCsv(outcomes: readonly ClaimOutcome[]): string {
  const lines = outcomes.map(({ claimNo, outcome, amountFen, why }) =>
    [claimNo, outcome, String(amountFen), why.join(';')].join(','),
  );
  return ['claimNo,outcome,amountFen,why', ...lines, ''].join('\n');
}
