import { describe, expect, test } from '@jest/globals';
import { aForm, type ClaimsAtWork, claimsAtWork, postingOf, surely } from '../builders/claims-at-work.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';
import { violations } from '../invariants/invariants.ts';
import { storeReader } from '../invariants/store-reader.ts';

/** A claim with an objection and a second, private claim beside it, from the form to the award. */
async function wholeStory(work: ClaimsAtWork): Promise<string> {
  await work.fund(1_000);
  const claim = await work.inPosting(aForm(0));
  const { claimId } = claim;
  const objection = { postingId: postingOf(claim), fact: '户口已迁出', idempotency: key('object') };
  const lodged = await surely(() => work.lodgeObjection(objection));
  if (!lodged.ok) throw new Error(lodged.error.kind);
  const permitFor = await work.asStaff('decide-objection', 'district-2');
  for (const outcome of ['admit', 'dismiss'] as const) {
    const input = { ...lodged.value, permitFor, outcome, reason: '已核对', idempotency: key(outcome) };
    const answer = await surely(() => work.decideObjection(input));
    if (!answer.ok) throw new Error(answer.error.kind);
  }
  await work.inReview(aForm(0));
  await work.day('2008-05-29');
  await work.decided('district', claimId, 'approve');
  return claimId;
}

function key(name: string) {
  return { scope: 'POST /test', key: name, bodyHash: 'body' };
}

/** All that must come out alike, however often the process was killed on the way. */
async function outcomeOf(work: ClaimsAtWork, claimId: string) {
  const rows = work.everything().map(({ pk, sk }) => `${pk} ${sk}`);
  const ofKind = (kind: string) => rows.filter((row) => row.startsWith(`${kind}#`) && row.endsWith(' HEAD'));
  expect(await work.verifyAudit()).toMatchObject({ verified: true, faults: [] });
  expect(await work.outbox()).toEqual([]);
  return {
    events: await work.events(claimId),
    states: (await Promise.all(ofKind('CLAIM').map((row) => work.head(row.split(/[# ]/)[1] ?? '')))).map(
      ({ state }) => state,
    ),
    execution: work.execution(claimId),
    awards: ofKind('AWARD').length,
    objections: ofKind('OBJECTION').length,
    locks: rows.filter((row) => row.startsWith('DUPLICATE#')).length,
    committedFen: await work.committedFen(),
    notices: (await work.notices()).map(({ text }) => text).sort(),
  };
}

async function undisturbed() {
  const crashing = new CrashingTable();
  const work = await claimsAtWork({ wrap: (table) => crashing.wrap(table) });
  const outcome = await outcomeOf(work, await wholeStory(work));
  await work.close();
  return { outcome, writes: crashing.transactions };
}

describe('a claim interrupted at any write', () => {
  test('tells the whole story when it is not', async () => {
    const { outcome, writes } = await undisturbed();
    expect(writes).toBeGreaterThan(20);
    expect(outcome).toEqual({
      events: [
        'submitted',
        'verify',
        'met',
        'approve',
        'approve',
        'objection-lodged',
        'objection',
        'dismissed',
        'ended',
        'approve',
        'committed',
      ],
      states: expect.arrayContaining(['awarded', 'duplicate']),
      execution: { status: 'SUCCEEDED', phase: 'ended' },
      awards: 1,
      objections: 1,
      locks: 1,
      committedFen: 60_000,
      notices: ['another-claim-made', 'awarded'],
    });
  });

  test.each(['before', 'after'] as const)(
    'killed %s a write, comes to the same end: nothing twice, nothing lost',
    async (when) => {
      const { outcome: expected, writes } = await undisturbed();
      for (let at = 1; at <= writes; at += 1) {
        const crashing = new CrashingTable();
        const work = await claimsAtWork({ wrap: (table) => crashing.wrap(table) });
        const readItems = storeReader(work.database);
        crashing.arm(at, when);
        // Where the process dies nothing may be half done either.
        const atCrash: string[] = [];
        crashing.onCrash = () => atCrash.push(...violations({ items: readItems() }));
        const outcome = await outcomeOf(work, await wholeStory(work));
        expect(crashing.transactions).toBeGreaterThanOrEqual(at);
        expect([...atCrash, ...violations({ items: readItems() })]).toEqual([]);
        expect({ at, ...outcome, states: outcome.states.sort() }).toEqual({
          at,
          ...expected,
          states: expected.states.sort(),
        });
        await work.close();
      }
    },
  );
});

describe('a claim on a store with conflicts and lagging indexes', () => {
  /** Whoever polls gets there: what an index hides now it shows a little later. */
  test.each([1, 2, 3, 4, 5, 6])('comes to the same end, with seed %i', async (seed) => {
    const { outcome: expected } = await undisturbed();
    const work = await claimsAtWork({ chaos: { seed, indexLag: true, conflictShare: 0.25 } });
    const claimId = await wholeStoryWhenSeen(work);
    const outcome = await outcomeOf(work, claimId);
    expect({ ...outcome, states: outcome.states.sort() }).toEqual({
      ...expected,
      states: expected.states.sort(),
    });
    await work.close();
  });
});

async function wholeStoryWhenSeen(work: ClaimsAtWork): Promise<string> {
  // Time passes in the store with every read of an index.
  const { day } = work;
  work.day = async (date) => {
    for (let reads = 0; reads < 10; reads += 1) await work.table.queryIndex('gsi1', { pk: 'TIME' });
    await day(date);
  };
  return wholeStory(work);
}
