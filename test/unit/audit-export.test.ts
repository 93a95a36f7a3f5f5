import { beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { ExportVerifier } from '../../functions/app/audit/verify-export.ts';
import { auditKey } from '../../functions/app/subjects/change.ts';
import { anchorLine, endLine, entryLine, sealLine } from '../../functions/domain/audit/audit-line.ts';
import { type AuditEntry, chainEntry } from '../../functions/domain/audit/chain.ts';
import { type Seal, sealHashes } from '../../functions/domain/audit/seal.ts';
import { verifyExportFile } from '../../local/audit/verify-export-file.ts';
import { auditedSubjects, subject } from '../builders/audited-subjects.ts';

let lines: readonly string[];
let anchors: readonly string[];

/** Three seals over fourteen entries of four subjects, exported from the table. */
beforeAll(async () => {
  const office = auditedSubjects();
  for (const round of [
    [1, 2, 1, 3, 1],
    [2, 3, 4, 4],
    [1, 2, 3, 4, 1],
  ]) {
    for (const n of round) await office.change(n);
    await office.seal();
  }
  // What waits for its seal is not exported.
  await office.change(1);
  lines = (await office.exported()).trimEnd().split('\n');
  anchors = office.anchors.lines;
});

function check(exported: readonly string[], anchored: readonly string[] | 'none' = anchors) {
  const verifier = new ExportVerifier(anchored === 'none' ? undefined : anchored);
  for (const line of exported) verifier.take(Buffer.from(line));
  return verifier.end();
}

const faultsOf = (...checked: Parameters<typeof check>) => check(...checked).faults.map(({ what }) => what);

/** Where a fault is told to be: the line, and what it says. */
const placesOf = (...checked: Parameters<typeof check>) =>
  check(...checked).faults.map(({ line, what }) => `${String(line ?? 'whole')}: ${what}`);

/** Another text in one place of a line. */
const changedAt = (line: string, at: number, by: string): string =>
  `${line.slice(0, at)}${line[at] === by ? '~' : by}${line.slice(at + 1)}`;

describe('an export', () => {
  test('as it was written, is verified', () => {
    expect(lines).toHaveLength(14 + 3 + 3 + 1);
    expect(check(lines)).toMatchObject({ verified: true, entries: 14, subjects: 4, seals: 3, faults: [] });
    expect(check(lines, 'none')).toMatchObject({ verified: true });
  });

  test('is lines of JSON that say what happened', () => {
    const [entry] = lines;
    expect(JSON.parse(entry!)).toMatchObject({
      entry: { subjectKind: 'claim', event: 'submitted', seq: 1, actor: { kind: 'system', id: 'test' } },
    });
    for (const line of lines) expect(() => JSON.parse(line)).not.toThrow();
  });

  test('of nothing is verified', async () => {
    const { text } = await auditedSubjects().exportPart(1);
    expect(check(text.trimEnd().split('\n'), [])).toMatchObject({ verified: true, entries: 0, seals: 0 });
  });

  test('comes in parts of whole seals, one after the other', async () => {
    const office = auditedSubjects();
    for (let round = 0; round < 7; round += 1) {
      for (let n = 0; n < 1_000; n += 1) await office.change(n);
      await office.seal();
    }
    const first = await office.exportPart(1);
    expect(first.next).toBeGreaterThan(1);
    expect(first.text.length).toBeGreaterThan(2_000_000);
    expect(first.text.length).toBeLessThan(3_500_000);
    const second = await office.exportPart(first.next!);
    expect(second.next).toBeUndefined();
    const all = `${first.text}${second.text}`.trimEnd().split('\n');
    expect(check(all, office.anchors.lines)).toMatchObject({ verified: true, entries: 7_000, seals: 7 });
    expect(await office.exported()).toBe(`${first.text}${second.text}`);
  });
});

describe('any single', () => {
  const line = fc.nat().map((n) => n % 21);

  test('change of a character is found, in its line or where the line is vouched for', () => {
    fc.assert(
      fc.property(line, fc.nat(), fc.constantFrom('0', 'f', '"', ' ', '}', '惠'), (at, position, by) => {
        const altered = changedAt(lines[at]!, position % lines[at]!.length, by);
        const { verified, faults } = check(lines.with(at, altered));
        expect(verified).toBe(false);
        // Told at the line itself, or by an entry in another seal or chain that goes on from it.
        expect(Math.min(...faults.map((fault) => fault.line ?? 0))).toBeLessThanOrEqual(at + 6);
      }),
      { numRuns: 1_000 },
    );
  });

  test('line taken out, doubled or moved is found', () => {
    fc.assert(
      fc.property(line, line, (at, to) => {
        expect(check(lines.toSpliced(at, 1)).verified).toBe(false);
        expect(check(lines.toSpliced(to, 0, lines[at]!)).verified).toBe(false);
        const swapped = lines.with(at, lines[to]!).with(to, lines[at]!);
        expect(check(swapped).verified).toBe(at === to);
      }),
      { numRuns: 300 },
    );
  });

  test('cut of the tail is found, wherever it is', () => {
    for (let upTo = 0; upTo < lines.length; upTo += 1) {
      expect(faultsOf(lines.slice(0, upTo))).toContain('the export is cut off: its line "end" is missing');
    }
  });

  test('change, loss, double or move of an anchor is found', () => {
    fc.assert(
      fc.property(fc.nat(2), fc.nat(2), fc.nat(), (at, to, position) => {
        const altered = changedAt(anchors[at]!, position % anchors[at]!.length, '~');
        expect(check(lines, anchors.with(at, altered)).verified).toBe(false);
        expect(check(lines, anchors.toSpliced(at, 1)).verified).toBe(false);
        expect(check(lines, anchors.toSpliced(at, 0, anchors[to]!)).verified).toBe(false);
        const swapped = anchors.with(at, anchors[to]!).with(to, anchors[at]!);
        expect(check(lines, swapped).verified).toBe(at === to);
      }),
    );
  });
});

describe('what is wrong is told in words, with its place', () => {
  const at = (text: string): number => lines.findIndex((each) => each.includes(text));
  /** The line of an entry by its subject and number. */
  const entryAt = (n: number, seq: number): number =>
    lines.findIndex((each) => each.includes(`"seq":${String(seq)},"subjectId":"claim-${String(n)}"`));
  const cases: readonly (readonly [string, () => readonly string[], (found: readonly string[]) => void])[] = [
    [
      'an entry that was altered',
      () => lines.with(entryAt(2, 2), lines[entryAt(2, 2)]!.replace('"system"', '"public"')),
      (found) =>
        expect(found).toEqual([
          `${String(entryAt(2, 2) + 1)}: entry 2 of claim claim-2 was altered: its text does not come to its hash`,
        ]),
    ],
    [
      'an entry that is missing',
      () => lines.toSpliced(entryAt(1, 2), 1),
      (found) =>
        expect(found).toEqual([
          `${String(entryAt(1, 3))}: entry 2 of claim claim-1 is missing before this`,
          `${String(at('"root"'))}: seal 1 covers 5 entries, and here 4 come before it`,
        ]),
    ],
    [
      'an entry too many',
      () => lines.toSpliced(1, 0, lines[0]!),
      (found) =>
        expect(found).toEqual([
          '2: entry 1 of claim claim-2 is here twice, or out of its order',
          `${String(at('"root"') + 2)}: seal 1 covers 5 entries, and here 6 come before it`,
        ]),
    ],
    [
      'a seal that is missing',
      () => lines.filter((each) => !each.includes('"seq":2,"subjectId":"audit"')),
      (found) => {
        expect(found).toContainEqual(expect.stringMatching(/^\d+: seal 2 is missing before this$/));
        expect(found).toContainEqual(
          expect.stringMatching(/^\d+: seal 3 covers 5 entries, and here 9 come before it/),
        );
      },
    ],
    [
      'an end that says otherwise',
      () => lines.with(-1, endLine(2)),
      (found) =>
        expect(found).toEqual(['21: the export says that it ends with seal 2, and ends with seal 3']),
    ],
    [
      'what does not belong there',
      () => lines.toSpliced(3, 0, 'hello', '{"anchor":{}}').concat('', lines[0]!),
      (found) => {
        expect(found).toContain('4: is no line of an audit export');
        expect(found).toContain('5: is the anchor of no seal before it');
        expect(found).toContain('24: comes after the end of the export');
      },
    ],
    [
      'lines that lost their shape',
      () =>
        lines
          .with(0, '{"entry":{"seq":1},"hash":"'.concat('0'.repeat(64), '"}'))
          .with(at('"root"'), lines[at('"root"')]!.slice(0, -1)),
      (found) => {
        expect(found).toContain('1: is no entry that can be read');
        expect(found).toContain(`${String(at('"root"') + 1)}: is no seal that can be read`);
      },
    ],
  ];
  test.each(cases)('%s', (_, forged, say) => say(placesOf(forged())));
});

describe('whoever writes the export anew', () => {
  interface Written {
    readonly lines: readonly string[];
    readonly seals: readonly Seal[];
  }

  /** An export over these entries, as the system would have written it. */
  function written(blocks: readonly (readonly AuditEntry[])[]): Written {
    const seals: Seal[] = [];
    const out: string[] = [];
    for (const block of blocks) {
      const seal = sealHashes(
        block.map(({ hash }) => hash),
        '2008-05-20T02:00:00.000Z',
        seals.at(-1),
      );
      seals.push(seal);
      out.push(...block.map(entryLine), sealLine(seal), anchorLine(sealLine(seal)));
    }
    return { lines: [...out, endLine(seals.length)], seals };
  }

  const chain = (n: number, events: readonly string[]): readonly AuditEntry[] => {
    const entries: AuditEntry[] = [];
    for (const event of events) {
      entries.push(
        chainEntry(
          {
            subjectKind: 'claim',
            subjectId: `claim-${String(n)}`,
            at: '2008-05-20T01:00:00.000Z',
            actor: { kind: 'system', id: 's' },
            event,
          },
          entries.at(-1),
        ),
      );
    }
    return entries;
  };
  const [one, two] = [chain(1, ['a', 'b', 'c']), chain(2, ['a', 'b'])];
  const genuine = written([
    [...one.slice(0, 2), ...two.slice(0, 1)],
    [...one.slice(2), ...two.slice(1)],
  ]);
  const anchored = genuine.seals.map(sealLine);

  test('with another entry is found by the anchors, and by nothing else', () => {
    const forged = chain(1, ['a', 'b', 'forged']);
    const anew = written([
      [...forged.slice(0, 2), ...two.slice(0, 1)],
      [...forged.slice(2), ...two.slice(1)],
    ]);
    expect(check(anew.lines, 'none').verified).toBe(true);
    expect(placesOf(anew.lines, anchored)).toEqual(['8: seal 2 is not what was anchored']);
  });

  test('without the last seal and what it covers is found by the anchors, and by nothing else', () => {
    const shorter = written([[...one.slice(0, 2), ...two.slice(0, 1)]]);
    expect(check(shorter.lines, 'none').verified).toBe(true);
    expect(placesOf(shorter.lines, anchored)).toEqual([
      'whole: the export ends with seal 1, and 2 seals are anchored: its tail was cut off, or it is older than the anchors',
    ]);
  });

  test('with a seal that nobody anchored is found', () => {
    const longer = written([
      ...[[...one.slice(0, 2), ...two.slice(0, 1)]],
      [...one.slice(2), ...two.slice(1)],
      chain(3, ['a']),
    ]);
    expect(placesOf(longer.lines, anchored)).toEqual(['11: seal 3 is not anchored']);
  });
});

test('an export of a table that was changed says so', async () => {
  const office = auditedSubjects();
  for (const n of [1, 2, 1, 1]) await office.change(n);
  await office.seal();
  await office.forge({ update: auditKey(subject(1), 2), set: { event: 'forged' } });
  await office.forge({ delete: auditKey(subject(2), 1) });
  const exported = (await office.exported()).trimEnd().split('\n');
  expect(faultsOf(exported, office.anchors.lines)).toEqual([
    'entry 2 of claim claim-1 was altered: its text does not come to its hash',
    'seal 1 covers 4 entries, and here 3 come before it',
  ]);
});

test('a file is read in pieces, with or without an end of its last line', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'huimin-export-'));
  try {
    const [path, anchorsPath] = [join(folder, 'audit.ndjson'), join(folder, 'anchors.ndjson')];
    await writeFile(anchorsPath, anchors.map((each) => `${each}\n`).join(''));
    for (const end of ['\n', '']) {
      await writeFile(path, lines.join('\n') + end);
      expect(await verifyExportFile(path, anchorsPath)).toMatchObject({ verified: true, entries: 14 });
    }
    await expect(verifyExportFile(join(folder, 'none'))).rejects.toThrow('ENOENT');
  } finally {
    await rm(folder, { recursive: true });
  }
});
