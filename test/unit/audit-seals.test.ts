import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { entriesOf, readSeal, readSealLogHead, sealLogPk } from '../../functions/app/audit/seal-log.ts';
import { auditKey } from '../../functions/app/subjects/change.ts';
import { readChain, readChainItems } from '../../functions/app/subjects/read-chain.ts';
import { type StoredSeal } from '../../functions/contracts/store/audit-entry.ts';
import { sealLine } from '../../functions/domain/audit/audit-line.ts';
import { type AuditEntry, chainEntry } from '../../functions/domain/audit/chain.ts';
import { sealHashes } from '../../functions/domain/audit/seal.ts';
import { type AuditedSubjects, auditedSubjects, subject } from '../builders/audited-subjects.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';

async function sealsOf({ stored }: AuditedSubjects): Promise<StoredSeal[]> {
  const { version } = await readSealLogHead(stored);
  return Promise.all(Array.from({ length: version }, async (_, at) => (await readSeal(stored, at + 1))!));
}

/** Every entry that any seal covers, as `subject/seq`, in the seals' order. */
async function covered(office: AuditedSubjects): Promise<string[]> {
  const seals = await sealsOf(office);
  return seals.flatMap((seal) => entriesOf(seal).map(({ subject: of, seq }) => `${of}/${String(seq)}`));
}

describe('the sealer', () => {
  test('seals what was audited since, and names the seal before', async () => {
    const office = auditedSubjects();
    for (const n of [1, 2, 1, 3]) await office.change(n);
    expect(await office.seal()).toEqual({ seals: 1, entries: 4, oldestAgeSeconds: 0 });
    for (const n of [3, 1, 4]) await office.change(n);
    office.clock.move('2008-05-21');
    expect(await office.seal()).toEqual({ seals: 1, entries: 3, oldestAgeSeconds: 86_400 });

    const [first, second] = (await sealsOf(office)) as [StoredSeal, StoredSeal];
    expect(second.previousHash).toBe(first.hash);
    expect(new Set(await covered(office))).toEqual(
      new Set([...['1/1', '1/2', '1/3', '2/1', '3/1', '3/2', '4/1'].map((link) => `CLAIM#claim-${link}`)]),
    );
    expect(office.anchors.lines).toEqual([sealLine(first), sealLine(second)]);
    const chain = await Array.fromAsync(readChain(office.stored, subject(1)));
    expect(chain.map(({ seal }) => seal)).toEqual([1, 1, 2]);
    expect(await office.verify()).toEqual({
      verified: true,
      subjects: 4,
      entries: 7,
      seals: 2,
      unsealed: 0,
      faults: [],
    });
  });

  test('writes nothing where nothing is new', async () => {
    const office = auditedSubjects();
    expect(await office.seal()).toEqual({ seals: 0, entries: 0, oldestAgeSeconds: 0 });
    await office.change(1);
    await office.seal();
    expect(await office.seal()).toEqual({ seals: 0, entries: 0, oldestAgeSeconds: 0 });
    expect(office.anchors.lines).toHaveLength(1);
  });

  test('takes as many seals as a thousand entries each make', async () => {
    const office = auditedSubjects();
    for (let n = 0; n < 900; n += 1) await office.change(n);
    // More than a page of the index and a chain longer than a seal.
    for (let n = 0; n < 1_300; n += 1) await office.change(0);
    expect(await office.seal()).toMatchObject({ seals: 3, entries: 2_200 });
    const seals = await sealsOf(office);
    expect(seals.map(({ detail }) => detail.count)).toEqual([1_000, 1_000, 200]);
    expect(new Set(await covered(office)).size).toBe(2_200);
    expect(await office.verify()).toMatchObject({ verified: true, unsealed: 0, seals: 3 });
  });

  test('several at once make the seals that one would', async () => {
    const office = auditedSubjects();
    for (let n = 0; n < 30; n += 1) await office.change(n % 7);
    const sealed = await Promise.all(Array.from({ length: 5 }, () => office.seal()));
    expect(sealed.reduce((sum, { seals }) => sum + seals, 0)).toBe(1);
    expect(await covered(office)).toHaveLength(30);
    expect(await office.verify()).toMatchObject({ verified: true, seals: 1, unsealed: 0 });
  });

  test('loses no entry, and seals none twice, while indexes lag, writes conflict and changes go on', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer(),
        fc.array(fc.oneof(fc.nat(5), fc.constant('seal' as const)), { minLength: 5, maxLength: 40 }),
        async (seed, steps) => {
          const office = auditedSubjects({ chaos: { seed, indexLag: true, conflictShare: 0.1 } });
          let changes = 0;
          const sealing: Promise<unknown>[] = [];
          for (const step of steps) {
            // Sealers are not waited for: they overlap with the changes and with one another.
            if (step === 'seal') sealing.push(office.seal());
            else {
              await office.change(step);
              changes += 1;
            }
          }
          await Promise.all(sealing);
          // The index shows everything at last, a few reads later.
          for (let tries = 0; tries < 3; tries += 1) await office.seal();
          const links = await covered(office);
          expect(links).toHaveLength(changes);
          expect(new Set(links).size).toBe(changes);
          expect(await office.verify()).toMatchObject({
            verified: true,
            entries: changes,
            unsealed: 0,
            faults: [],
          });
        },
      ),
      { numRuns: 60 },
    );
  });

  describe('killed at any write', () => {
    const crashing = new CrashingTable();
    const story = async (): Promise<AuditedSubjects> => {
      const office = auditedSubjects({ wrap: (table) => crashing.wrap(table) });
      // Of 230 entries: three transactions to mark them.
      for (let n = 0; n < 230; n += 1) await office.change(n % 20);
      return office;
    };
    const again = async (office: AuditedSubjects): Promise<void> => {
      await office.change(3);
      await office.seal();
      const links = await covered(office);
      expect(links).toHaveLength(231);
      expect(new Set(links).size).toBe(231);
      expect(await office.verify()).toMatchObject({ verified: true, faults: [], unsealed: 0, seals: 2 });
      expect(office.anchors.lines).toHaveLength(2);
    };

    test.each(['before', 'after'] as const)('%s it, ends what it began at the next call', async (when) => {
      const undisturbed = await story();
      crashing.arm(Infinity, when);
      await undisturbed.seal();
      const writes = crashing.transactions;
      expect(writes).toBe(5);
      for (let at = 1; at <= writes; at += 1) {
        const office = await story();
        crashing.arm(at, when);
        await expect(office.seal()).rejects.toThrow('transaction');
        crashing.arm(Infinity, when);
        // Whatever stands there is whole: a verification between the two finds no fault.
        expect(await office.verify()).toMatchObject({ verified: true, faults: [] });
        if (at > 1 || when === 'after') await office.seal();
        else expect(await office.seal()).toMatchObject({ seals: 1, entries: 230 });
        await again(office);
      }
    });

    test.each(['before', 'after'] as const)('%s the anchor is written, ends what it began', async (when) => {
      const office = await story();
      office.anchors.crash = when;
      await expect(office.seal()).rejects.toThrow('anchored');
      expect(await office.verify()).toMatchObject({ verified: true, faults: [], unsealed: 230 });
      await office.seal();
      await again(office);
    });
  });

  test('goes on past an entry that vanished after it was sealed and before it was marked', async () => {
    const office = auditedSubjects();
    for (const n of [1, 2, 3]) await office.change(n);
    office.anchors.crash = 'before';
    await expect(office.seal()).rejects.toThrow('anchored');
    await office.forge({ delete: auditKey(subject(2), 1) });
    await office.seal();
    expect((await office.verify()).faults).toContainEqual({
      subject: subject(2),
      kind: 'sealed-missing',
      seq: 1,
    });
    expect(await office.stored.get(auditKey(subject(2), 1))).toBeUndefined();
  });

  test('stops where something else is anchored', async () => {
    const office = auditedSubjects();
    await office.change(1);
    office.anchors.lines.push('{"seal":{}}');
    await expect(office.seal()).rejects.toThrow('seal 1 is not what is anchored under its number');
    await office.change(2);
    await expect(office.seal()).rejects.toThrow('seal 1 is not what is anchored under its number');
    expect((await office.verify()).faults).toEqual([{ subject: sealLogPk, kind: 'other-anchor', seq: 1 }]);
  });
});

describe('whoever holds the table', () => {
  /** Three subjects of four entries, sealed; one more entry each, sealed again; and one that waits. */
  async function anOffice(): Promise<AuditedSubjects> {
    const office = auditedSubjects();
    for (let round = 0; round < 4; round += 1) for (const n of [1, 2, 3]) await office.change(n);
    await office.seal();
    for (const n of [1, 2, 3]) await office.change(n);
    await office.seal();
    await office.change(1);
    return office;
  }

  const itemsOf = (office: AuditedSubjects, pk: string) => Array.fromAsync(readChainItems(office.stored, pk));

  /** A chain written anew from a link on, head and all, as if it had always been so. */
  async function rewrite(office: AuditedSubjects, n: number, from: number, upTo: number): Promise<void> {
    const items = await itemsOf(office, subject(n));
    let last = from === 1 ? undefined : (items[from - 2] as unknown as AuditEntry);
    for (const item of items.slice(from - 1)) {
      const { seq, hash: _hash, previousHash: _previous, ...facts } = item as unknown as AuditEntry;
      if (seq > upTo) {
        await office.forge({ delete: auditKey(subject(n), seq) });
        continue;
      }
      last = chainEntry({ ...facts, event: seq === from && seq > 1 ? 'forged' : facts.event }, last);
      await office.forge({
        put: { ...item, hash: last.hash, previousHash: last.previousHash, event: last.event },
      });
    }
    const head = (await office.stored.get({ pk: subject(n), sk: 'HEAD' }))!;
    await office.forge({ put: { ...head, version: last?.seq ?? 0, auditHash: last?.hash ?? '' } });
  }

  /** Every seal made anew over what the table says now. */
  async function sealAnew(office: AuditedSubjects): Promise<void> {
    let last: StoredSeal | undefined;
    for (const seal of await sealsOf(office)) {
      const covers = await Promise.all(
        seal.covers.map(async ({ subject: of, from, hashes }) => {
          const items = await itemsOf(office, of);
          const there = items.slice(from - 1, from - 1 + hashes.length);
          return { subject: of, from, hashes: there.map(({ hash }) => hash as string) };
        }),
      );
      const made = sealHashes(
        covers.flatMap(({ hashes }) => hashes),
        seal.at,
        last,
      );
      last = { ...made, covers };
      const { actor, ...rest } = last;
      await office.forge({
        put: {
          ...auditKey(sealLogPk, seal.seq),
          ...rest,
          actor: { ...actor },
          covers: covers.map((each) => ({ ...each })),
        },
      });
    }
    const head = (await office.stored.get({ pk: sealLogPk, sk: 'HEAD' }))!;
    await office.forge({ put: { ...head, auditHash: last?.hash ?? '' } });
  }

  const found = async (office: AuditedSubjects) => {
    const { verified, faults } = await office.verify();
    expect(verified).toBe(faults.length === 0);
    return faults.map(({ subject: of, kind, seq }) => `${of} ${kind} ${String(seq)}`).sort();
  };

  test('and touched nothing, passes', async () => {
    expect(await found(await anOffice())).toEqual([]);
  });

  test('cannot cut a tail: before it is sealed the head shows it, afterwards the seal', async () => {
    const unsealed = await anOffice();
    await unsealed.forge({ delete: auditKey(subject(1), 6) });
    expect(await found(unsealed)).toEqual(['CLAIM#claim-1 cut-tail 5']);

    const sealed = await anOffice();
    await rewrite(sealed, 2, 5, 4);
    expect(await found(sealed)).toEqual(['CLAIM#claim-2 sealed-missing 5']);
  });

  test('can put the head back as well, up to the next seal and no longer (ADR 14)', async () => {
    const before = await anOffice();
    await rewrite(before, 1, 6, 5);
    expect(await found(before)).toEqual([]);
    const after = await anOffice();
    await after.seal();
    await rewrite(after, 1, 6, 5);
    expect(await found(after)).toEqual(['CLAIM#claim-1 sealed-missing 6']);
  });

  test('cannot rewrite a chain that is sealed, nor take it away whole', async () => {
    const rewritten = await anOffice();
    await rewrite(rewritten, 2, 3, 5);
    expect(await found(rewritten)).toEqual([
      'CLAIM#claim-2 sealed-altered 3',
      'CLAIM#claim-2 sealed-altered 4',
      'CLAIM#claim-2 sealed-altered 5',
    ]);

    const vanished = await anOffice();
    for (let seq = 1; seq <= 5; seq += 1) await vanished.forge({ delete: auditKey(subject(3), seq) });
    await vanished.forge({ delete: { pk: subject(3), sk: 'HEAD' } });
    expect(await found(vanished)).toEqual(
      [1, 2, 3, 4, 5].map((n) => `CLAIM#claim-3 sealed-missing ${String(n)}`),
    );
  });

  test('cannot make the seals anew to match, for they are anchored', async () => {
    const office = await anOffice();
    await rewrite(office, 2, 5, 5);
    await sealAnew(office);
    expect(await found(office)).toEqual([`${sealLogPk} other-anchor 2`]);
    // Nor by taking them away.
    await office.forge(
      { delete: auditKey(sealLogPk, 1) },
      { delete: auditKey(sealLogPk, 2) },
      { delete: { pk: sealLogPk, sk: 'HEAD' } },
    );
    expect(await found(office)).toContain(`${sealLogPk} lost-seal 1`);
  });

  test('cannot alter a seal, or what it says it covers', async () => {
    const altered = await anOffice();
    await altered.forge({
      update: auditKey(sealLogPk, 1),
      set: { detail: { root: 'f'.repeat(64), count: 12 } },
    });
    expect(await found(altered)).toEqual([
      `${sealLogPk} altered 1`,
      `${sealLogPk} other-anchor 1`,
      `${sealLogPk} wrong-root 1`,
    ]);
    const [first] = await sealsOf(altered);
    await altered.forge({ update: auditKey(sealLogPk, 1), set: { detail: 'none' } });
    expect(await found(altered)).toContain(`${sealLogPk} altered 1`);

    const other = await anOffice();
    const covers = first!.covers.map(({ hashes, ...rest }) => ({ ...rest, hashes: hashes.slice(0, 3) }));
    await other.forge({ update: auditKey(sealLogPk, 1), set: { covers } });
    expect(await found(other)).toContain(`${sealLogPk} wrong-root 1`);
  });

  test('cannot keep an entry from being sealed', async () => {
    const unlisted = await anOffice();
    await unlisted.forge({ update: auditKey(subject(1), 6), remove: ['gsi3pk', 'gsi3sk'] });
    expect(await found(unlisted)).toEqual(['CLAIM#claim-1 unlisted 6']);

    const marked = await anOffice();
    await marked.forge({ update: auditKey(subject(1), 6), set: { seal: 2 }, remove: ['gsi3pk', 'gsi3sk'] });
    expect(await found(marked)).toEqual(['CLAIM#claim-1 not-in-seal 6']);
  });

  test('cannot make an entry unreadable unseen', async () => {
    const office = await anOffice();
    await office.forge({ update: auditKey(subject(1), 2), set: { actor: 'nobody' } });
    expect(await found(office)).toEqual(['CLAIM#claim-1 altered 2']);
  });

  test('cannot move a claim where its lifecycle does not lead', async () => {
    const office = auditedSubjects();
    await office.change(1);
    const [first] = (await Array.fromAsync(readChain(office.stored, subject(1)))) as [AuditEntry];
    const forged = chainEntry(
      {
        ...first,
        event: 'committed',
        from: 'submitted',
        to: 'awarded',
      },
      first,
    );
    const { actor, detail = {}, ...rest } = forged;
    await office.forge(
      { put: { ...auditKey(subject(1), 2), ...rest, actor: { ...actor }, detail: { ...detail }, seal: 1 } },
      {
        update: { pk: subject(1), sk: 'HEAD' },
        set: { version: 2, auditHash: forged.hash, state: 'awarded' },
      },
    );
    expect(await found(office)).toContain('CLAIM#claim-1 illegal-step 2');
  });

  test('who lost it restores a copy: the newest passes, and an older one lacks what is anchored', async () => {
    const office = await anOffice();
    const copies = await Promise.all(
      [1, 2].map(async (seal) => {
        const head = (await office.stored.get({ pk: sealLogPk, sk: 'HEAD' }))!;
        const hash = (await readSeal(office.stored, seal))!.hash;
        return { ...head, version: seal, settled: seal, auditHash: hash };
      }),
    );
    expect(await found(office)).toEqual([]);
    // As the table was after the first seal.
    const [older] = copies;
    await office.forge({ put: older! }, { delete: auditKey(sealLogPk, 2) });
    expect(await found(office)).toContain(`${sealLogPk} lost-seal 2`);
    await office.change(2);
    await expect(office.seal()).rejects.toThrow('seal 2 is not what is anchored under its number');
  });
});
