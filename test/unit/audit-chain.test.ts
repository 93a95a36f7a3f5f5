import { createHash } from 'node:crypto';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { canonicalJson, type Json } from '../../functions/domain/audit/canonical-json.ts';
import { type AuditEntry, chainEntry, findChainFault } from '../../functions/domain/audit/chain.ts';
import { merkleRoot } from '../../functions/domain/audit/merkle.ts';

const genesisHash = '0'.repeat(64);

describe('canonical JSON', () => {
  test.each<readonly [Json, string]>([
    [{ b: 1, a: [true, null, 'x'] }, '{"a":[true,null,"x"],"b":1}'],
    // RFC 8785 §3.2.3: by UTF-16 code units, where "é" comes after "z" and a surrogate pair before U+FB33.
    [
      { '\ufb33': 6, '\ud83d\ude00': 5, ö: 3, '\r': 1, '1': 2, '€': 4 },
      '{"\\r":1,"1":2,"ö":3,"€":4,"😀":5,"\ufb33":6}',
    ],
    ['\u0007"\\/', '"\\u0007\\"\\\\/"'],
    [{}, '{}'],
    [[], '[]'],
  ])('%j is %s', (value, text) => {
    expect(canonicalJson(value)).toBe(text);
  });

  test.each([0.5, Number.NaN, 2 ** 53])('%p is not hashed', (value) => {
    expect(() => canonicalJson({ value })).toThrow(RangeError);
  });

  const json = fc.jsonValue({ maxDepth: 3 }).filter((value) => !/[.eE]|\d{16}/.test(JSON.stringify(value)));
  test('is JSON that says the same, whatever the order of its keys', () => {
    fc.assert(
      fc.property(json, (value) => {
        const text = canonicalJson(value as Json);
        expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(value)));
        expect(canonicalJson(reversed(value) as Json)).toBe(text);
      }),
    );
  });
});

function reversed(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(reversed);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .reverse()
      .map(([name, member]) => [name, reversed(member)]),
  );
}

describe('the Merkle root', () => {
  const sha256 = (...parts: readonly (string | Buffer)[]): Buffer => {
    const hash = createHash('sha256');
    for (const part of parts) hash.update(part);
    return hash.digest();
  };

  test('is RFC 6962’s: of nothing, of one leaf, and of the published tree’s leaves', () => {
    expect(merkleRoot([])).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
    expect(merkleRoot([''])).toBe('6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d');
    // The leaves d0…d6 of RFC 6962 §2.1.3, its tree written out.
    const d = ['d0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6'];
    const leaf = (name: string) => sha256('\0', name);
    const node = (left: Buffer, right: Buffer) => sha256('\u0001', left, right);
    const [a, b, c, e, f, h, j] = d.map(leaf) as [Buffer, Buffer, Buffer, Buffer, Buffer, Buffer, Buffer];
    const [g, ii] = [node(a, b), node(c, e)];
    const k = node(g, ii);
    const l = node(node(f, h), j);
    expect(merkleRoot(d)).toBe(node(k, l).toString('hex'));
  });

  test('is the recursive definition’s, for any number of leaves', () => {
    const root = (leaves: readonly string[]): Buffer => {
      if (leaves.length === 1) return sha256('\0', leaves[0] ?? '');
      let half = 1;
      while (half * 2 < leaves.length) half *= 2;
      return sha256('\u0001', root(leaves.slice(0, half)), root(leaves.slice(half)));
    };
    fc.assert(
      fc.property(fc.array(fc.string(), { minLength: 1, maxLength: 40 }), (leaves) => {
        expect(merkleRoot(leaves)).toBe(root(leaves).toString('hex'));
      }),
    );
  });

  test('changes with any leaf, their order and their number', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.string(), { minLength: 2, maxLength: 20 }), fc.nat(), (leaves, n) => {
        const at = n % leaves.length;
        const other = (at + 1) % leaves.length;
        const swapped = [...leaves];
        [swapped[at], swapped[other]] = [leaves[other] ?? '', leaves[at] ?? ''];
        const before = merkleRoot(leaves);
        expect(merkleRoot(leaves.with(at, `${leaves[at] ?? ''}!`))).not.toBe(before);
        expect(merkleRoot(swapped)).not.toBe(before);
        expect(merkleRoot(leaves.slice(1))).not.toBe(before);
        expect(merkleRoot([...leaves, leaves.at(-1) ?? ''])).not.toBe(before);
      }),
    );
  });
});

describe('an audit chain', () => {
  const facts = fc.record(
    {
      subjectKind: fc.constant('claim'),
      subjectId: fc.constant('claim-1'),
      at: fc.constantFrom('2008-05-20T01:00:00.000Z', '2008-05-21T01:00:00.000Z'),
      actor: fc.record({
        kind: fc.constantFrom('staff' as const, 'system' as const),
        id: fc.constantFrom('a', 'b'),
      }),
      event: fc.constantFrom('verify', 'met', 'approve'),
      from: fc.constantFrom('submitted', 'verifying'),
      to: fc.constantFrom('verifying', 'review'),
      detail: fc.dictionary(fc.constantFrom('record', 'content'), fc.constantFrom('x', 'y')),
    },
    { requiredKeys: ['subjectKind', 'subjectId', 'at', 'actor', 'event'] },
  );

  /** A chain as it was written, with the head that claims it. */
  const chains = fc.array(facts, { minLength: 1, maxLength: 8 }).map((written) => {
    const entries: AuditEntry[] = [];
    for (const each of written) entries.push(chainEntry(each, entries.at(-1)));
    const last = entries.at(-1)!;
    return { entries, head: { version: last.seq, auditHash: last.hash, state: last.to } };
  });

  test('is whole as it was written, each entry linked to the one before', () => {
    fc.assert(
      fc.property(chains, ({ entries, head }) => {
        expect(findChainFault(entries, head)).toBeUndefined();
        expect(entries[0]?.previousHash).toBe(genesisHash);
        for (const [at, entry] of entries.entries()) {
          expect(entry.seq).toBe(at + 1);
          if (at > 0) expect(entry.previousHash).toBe(entries[at - 1]?.hash);
        }
      }),
    );
  });

  const changes: readonly (readonly [string, (entry: AuditEntry) => AuditEntry])[] = [
    ['another subject', (entry) => ({ ...entry, subjectId: 'claim-2' })],
    ['another kind', (entry) => ({ ...entry, subjectKind: 'award' })],
    ['another time', (entry) => ({ ...entry, at: '2009-01-01T00:00:00.000Z' })],
    ['another person', (entry) => ({ ...entry, actor: { ...entry.actor, id: 'somebody' } })],
    ['another kind of actor', (entry) => ({ ...entry, actor: { ...entry.actor, kind: 'public' } })],
    ['another event', (entry) => ({ ...entry, event: 'reject' })],
    ['another state before', (entry) => ({ ...entry, from: 'closed' })],
    ['another state after', (entry) => ({ ...entry, to: 'closed' })],
    ['another detail', (entry) => ({ ...entry, detail: { ...entry.detail, amountFen: 1 } })],
    ['another number', (entry) => ({ ...entry, seq: entry.seq + 1 })],
    ['another link', (entry) => ({ ...entry, previousHash: 'f'.repeat(64) })],
    ['another hash', (entry) => ({ ...entry, hash: 'f'.repeat(64) })],
  ];

  test.each(changes)('%s in any one entry is found', (_, change) => {
    fc.assert(
      fc.property(chains, fc.nat(), ({ entries, head }, n) => {
        const at = n % entries.length;
        expect(findChainFault(entries.with(at, change(entries[at]!)), head)).toBeDefined();
      }),
      { numRuns: 30 },
    );
  });

  test('a missing entry, two that changed places, one too many and a cut tail are found', () => {
    fc.assert(
      fc.property(chains, fc.nat(), ({ entries, head }, n) => {
        const at = n % entries.length;
        expect(findChainFault(entries.toSpliced(at, 1), head)).toBeDefined();
        expect(findChainFault(entries.toSpliced(at, 0, entries[at]!), head)).toBeDefined();
        if (at > 0) {
          const swapped = entries.toSpliced(at - 1, 2, entries[at]!, entries[at - 1]!);
          expect(findChainFault(swapped, head)).toMatchObject({ kind: 'gap', seq: at });
        }
        const cut = entries.slice(0, at);
        expect(findChainFault(cut, head)).toEqual({ kind: 'cut-tail', seq: at });
      }),
    );
  });

  test('an entry hashed anew after a change breaks the link of the next, or differs from the head', () => {
    fc.assert(
      fc.property(chains, fc.nat(), ({ entries, head }, n) => {
        const at = n % entries.length;
        const forged = chainEntry({ ...entries[at]!, event: 'forged' }, entries[at - 1]);
        const fault = findChainFault(entries.with(at, forged), head);
        expect(fault?.kind).toBe(at === entries.length - 1 ? 'cut-tail' : 'broken-link');
      }),
    );
  });

  test('a head with another version, hash or state is found', () => {
    fc.assert(
      fc.property(chains, ({ entries, head }) => {
        expect(findChainFault(entries, { ...head, version: head.version + 1 })).toBeDefined();
        expect(findChainFault(entries, { ...head, auditHash: genesisHash })).toBeDefined();
        const other = findChainFault(entries, { ...head, state: 'awarded' });
        expect(other?.kind).toBe(head.state === undefined ? undefined : 'other-state');
      }),
    );
  });

  test('an entry of another subject, chained on, is found', () => {
    const first = chainEntry(
      { subjectKind: 'claim', subjectId: 'claim-1', at: '', actor: { kind: 'system', id: 's' }, event: 'a' },
      undefined,
    );
    const second = chainEntry({ ...first, subjectId: 'claim-2', event: 'b' }, first);
    expect(findChainFault([first, second], { version: 2, auditHash: second.hash })).toEqual({
      kind: 'other-subject',
      seq: 2,
    });
  });
});
