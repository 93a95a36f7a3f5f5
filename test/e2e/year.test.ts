import { readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { type BuiltSystem, buildSystem, runCommand, temporaryFolder } from '../builders/running-system.ts';

let built: BuiltSystem;
let folder: string;
let year: Awaited<ReturnType<typeof runCommand>>;
let outcomes: readonly (readonly string[])[];

/** The whole year, once: half a minute to a minute of work, so jest starts this file first (tools/slowest-first.mjs). */
beforeAll(async () => {
  [built, folder] = await Promise.all([buildSystem(), temporaryFolder('year')]);
  const file = join(folder, 'outcomes.csv');
  year = await runCommand(built, 'local/commands/year', ['--json', '--outcomes', file]);
  outcomes = (await readFile(file, 'utf8'))
    .trimEnd()
    .split('\n')
    .map((line) => line.split(','));
}, 420_000);

afterAll(async () => {
  await rm(folder, { recursive: true });
});

/** How often each value occurs. */
function tally(values: readonly (string | undefined)[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const value of values) counts[value ?? ''] = (counts[value ?? ''] ?? 0) + 1;
  return counts;
}

describe('the year 2008', () => {
  test('comes to the district report’s figures, on the last line', () => {
    expect(year.code).toBe(0);
    const report = JSON.parse(year.stdout.trimEnd().split('\n').at(-1)!);
    expect(report).toEqual({
      claims: {
        'rural-reward': { awarded: 700, rejected: 30, refused: 0, manual: 0, withdrawn: 1, duplicate: 0 },
        'special-hardship': { awarded: 414, rejected: 32, refused: 0, manual: 0, withdrawn: 0, duplicate: 0 },
        'retiree-one-off': {
          awarded: 7500,
          rejected: 60,
          refused: 12,
          manual: 8,
          withdrawn: 0,
          duplicate: 40,
        },
      },
      paid: {
        'rural-reward': { payments: 700, fen: 21_000_000 },
        'special-hardship': { payments: 414, fen: 22_516_000 },
        'retiree-one-off': { payments: 7500, fen: 2_400_000_000 },
      },
      ledger: { balanced: true, debitsFen: report.ledger.creditsFen, creditsFen: expect.any(Number) },
      audit: { entries: expect.any(Number), verified: true },
      exceptions: 0,
      seconds: expect.any(Number),
    });
    // Every claim that was kept has its own chain, of several entries if it was decided.
    expect(report.audit.entries).toBeGreaterThan(8785 * 4);
  });

  test('says of every claim what became of it, and of every refusal why', async () => {
    const [header, ...rows] = outcomes;
    expect(header).toEqual(['claimNo', 'outcome', 'amountFen', 'why']);
    const claims = (await readFile(join(import.meta.dirname, '../../data/year-2008/claims.csv'), 'utf8'))
      .trimEnd()
      .split('\n')
      .slice(1);
    expect(rows.map(([claimNo]) => claimNo).sort()).toEqual(claims.map((line) => line.split(',')[0]).sort());
    expect(rows).toHaveLength(8797);
    expect(tally(rows.map(([, outcome]) => outcome))).toEqual({
      award: 8614,
      reject: 122,
      duplicate: 40,
      'refused-at-intake': 12,
      'manual-review': 8,
      withdrawn: 1,
    });
    const why = (of: string) => tally(rows.filter(([, outcome]) => outcome === of).map((row) => row[3]));
    expect(why('award')).toEqual({ '': 8614 });
    expect(why('refused-at-intake')).toEqual({ 'resident-id-check-digit': 12 });
    expect(why('reject')).toEqual({
      certificate: 25,
      'already-five-percent': 15,
      'wife-age': 10,
      'retired-before-1996': 10,
      'pension-scheme': 10,
      children: 8,
      'another-child': 8,
      'disability-grade': 8,
      age: 7,
      'disability-not-found': 6,
      'household-type;spouse-household-type': 5,
      'spouse-household-type': 4,
      'not-attested': 3,
      deceased: 2,
      'born-before-1933': 1,
    });
    const awarded = rows.filter(([, outcome]) => outcome === 'award');
    expect(awarded.reduce((sum, [, , amount]) => sum + Number(amount), 0)).toBe(2_443_516_000);
    for (const [, outcome, amount, reason] of rows) {
      expect(Number(amount) > 0).toBe(outcome === 'award');
      if (outcome === 'reject' || outcome === 'manual-review') expect(reason).not.toBe('');
    }
  });

  test('shows its progress, and names nobody', () => {
    expect(year.stderr).toMatch(/8797 of 8797 claims/);
    expect(year.stderr + year.stdout).not.toMatch(/\d{17}[\dX]/);
    expect(outcomes.flat().join(' ')).not.toMatch(/\d{17}[\dX]/);
  });

  test.each([
    [['/no/such/folder'], '/no/such/folder/claims.csv cannot be read'],
    [['--outcomes', '/no/such/folder/outcomes.csv'], '/no/such/folder cannot be written to'],
  ])('says before it begins that it cannot: %j', async (options, why) => {
    const { code, stdout, stderr } = await runCommand(built, 'local/commands/year', options);
    expect({ code, stdout, stderr: stderr.trim() }).toEqual({ code: 2, stdout: '', stderr: why });
  });
});
