import { parseArgs } from 'node:util';
import { errorCode } from '../../functions/adapters/localkey/error-code.ts';
import type { ExportVerification } from '../../functions/app/audit/verify-export.ts';
import { verifyExportFile } from '../audit/verify-export-file.ts';

const usage = `npm run --silent audit:verify -- EXPORT [--anchors FILE]
  EXPORT          what audit:export wrote
  --anchors FILE  what is anchored, from the write-once storage: a line a seal, the first one first
                  (one machine: audit-anchors.ndjson in the data folder)
exit code: 0 all is as it was sealed, 1 something is not, 2 it could not be checked`;

await main();

async function main(): Promise<void> {
  const asked = readArguments();
  if (typeof asked === 'string') {
    console.error(`${asked}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  try {
    const found = await verifyExportFile(asked.path, asked.anchors);
    for (const line of reportOf(found, asked)) console.log(line);
    if (!found.verified) process.exitCode = 1;
  } catch (error) {
    const code = errorCode(error);
    if (code === undefined) throw error;
    console.error(`it cannot be read: ${error instanceof Error ? error.message : code}`);
    process.exitCode = 2;
  }
}

interface Asked {
  readonly path: string;
  readonly anchors: string | undefined;
}

function readArguments(): Asked | string {
  try {
    const { values, positionals } = parseArgs({
      allowPositionals: true,
      options: { anchors: { type: 'string' } },
    });
    const [path, more] = positionals;
    if (path === undefined || more !== undefined) return 'one export is checked';
    return { path, anchors: values.anchors };
  } catch (error) {
    return error instanceof Error ? error.message : 'the options cannot be read';
  }
}

function reportOf(found: ExportVerification, { path, anchors }: Asked): readonly string[] {
  const { faults, entries, subjects, seals, sealedUntil } = found;
  const size =
    `${number(entries)} entries of ${number(subjects)} subjects under ${number(seals)} seals` +
    (sealedUntil === undefined ? '' : `, the last of ${sealedUntil}`);
  return [
    ...faults.map(
      ({ line, what }) => `${path}${line === undefined ? '' : `, line ${number(line)}`}: ${what}`,
    ),
    found.verified ? `verified: ${size}` : `NOT verified: ${size}; ${number(faults.length)} faults shown`,
    anchors === undefined
      ? 'Not compared with the write-once storage (--anchors FILE): an export written anew, seals and all, or cut off after a seal, would not be noticed.'
      : `compared with what is anchored in ${anchors}`,
  ];
}

function number(n: number): string {
  return n.toLocaleString('en');
}
