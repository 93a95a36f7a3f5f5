import { globSync, readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createHandleException } from '../../functions/app/reconciliation/handle-exception.ts';
import { createListExceptions } from '../../functions/app/reconciliation/list-exceptions.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { auditShards, subjectList } from '../../functions/app/subjects/change.ts';
import { readChain } from '../../functions/app/subjects/read-chain.ts';
import { headSchema } from '../../functions/contracts/store/audit-entry.ts';
import { type AuditEntry, chainEntry } from '../../functions/domain/audit/chain.ts';
import { lifecyclesOfKinds, replay } from '../../functions/domain/audit/replay.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { aForm, claimsAtWork, postingOf } from '../builders/claims-at-work.ts';
import { financeOffice, preparer, reconciler } from '../builders/finance-office.ts';
import { message } from '../fakes/scripted-bank.ts';

/** Kinds without a lifecycle: they come into being, and what happens to them changes no state. */
const stateless = ['user', 'bank-message', 'case-reading', 'claim-reading', 'claim-search', 'seal-log'];

test('every kind of subject that the code audits has its lifecycle here, or none', () => {
  const sources = globSync('functions/{app,domain}/**/*.ts').map((file) => readFileSync(file, 'utf8'));
  const kinds = new Set(
    sources.flatMap((source) => [...source.matchAll(/subjectKind: '([a-z-]+)'/g)].map(([, kind]) => kind!)),
  );
  expect(kinds.size).toBeGreaterThan(8);
  expect([...kinds].filter((kind) => !(kind in lifecyclesOfKinds) && !stateless.includes(kind))).toEqual([]);
  expect(Object.keys(lifecyclesOfKinds).filter((kind) => !kinds.has(kind))).toEqual([]);
});

describe.each(Object.entries(lifecyclesOfKinds))('a chain of the kind %s', (kind, lifecycle) => {
  const states = Object.keys(lifecycle);

  /** A walk along the lifecycle, with notes in between that leave the state as it is. */
  const walks = fc
    .tuple(fc.constantFrom(...states), fc.array(fc.nat(), { maxLength: 12 }))
    .map(([start, choices]) => {
      const entries: AuditEntry[] = [];
      let state: string | undefined;
      const add = (event: string, to: string): void => {
        const facts = {
          subjectKind: kind,
          subjectId: 'subject',
          at: '2008-05-20T01:00:00.000Z',
          actor: { kind: 'system', id: 'test' },
          event,
          ...(state === undefined ? {} : { from: state }),
          to,
        } as const;
        entries.push(chainEntry(facts, entries.at(-1)));
        state = to;
      };
      add('made', start);
      for (const choice of choices) {
        const steps = Object.entries(lifecycle[state!]!).flatMap(([event, targets = []]) =>
          targets.map((to) => ({ event, to })),
        );
        const step = steps[choice % (steps.length + 1)];
        if (step) add(step.event, step.to);
        else add('noted', state!);
      }
      return entries;
    });

  test('replays to the state that its last entry led to', () => {
    fc.assert(
      fc.property(walks, (entries) => {
        expect(replay(entries)).toEqual({ kind: 'state', state: entries.at(-1)?.to });
      }),
    );
  });

  test('with an entry that goes where the lifecycle does not lead, does not', () => {
    fc.assert(
      fc.property(walks, fc.nat(), fc.constantFrom(...states, 'nowhere'), (entries, n, to) => {
        const at = n % entries.length;
        const { event, from } = entries[at]!;
        const allowed = from === undefined ? states : (lifecycle[from]?.[event] ?? [from]);
        const forged = entries.with(at, { ...entries[at]!, to }).slice(0, at + 1);
        expect(replay(forged).kind).toBe(allowed.includes(to) ? 'state' : 'illegal-step');
      }),
    );
  });

  test('with an entry left out that changed the state, does not', () => {
    fc.assert(
      fc.property(walks, fc.nat(), (entries, n) => {
        const at = n % entries.length;
        const { from, to } = entries[at]!;
        fc.pre(at > 0 && at + 1 < entries.length && from !== to);
        expect(replay(entries.toSpliced(at, 1))).toEqual({ kind: 'illegal-step', seq: at + 2 });
      }),
    );
  });
});

/** Every subject of a store, by its kind: its log replayed against the head that is stored. */
async function replayAll(table: Table): Promise<Map<string, number>> {
  const kinds = new Map<string, number>();
  for (let shard = 0; shard < auditShards; shard += 1) {
    const { items } = await table.queryIndex('gsi2', { pk: subjectList(shard) });
    for (const pk of new Set(items.map(({ indexSk }) => indexSk))) {
      const log = await Array.fromAsync(readChain(table, pk));
      const head = headSchema.parse(await table.get({ pk, sk: 'HEAD' }));
      // From what the log says alone: no hash or number of its own is taken over.
      let rebuilt: AuditEntry | undefined;
      for (const { seq: _seq, hash: _hash, previousHash: _previous, seal: _seal, ...facts } of log) {
        rebuilt = chainEntry(facts, rebuilt);
      }
      expect([pk, rebuilt?.seq, rebuilt?.hash]).toEqual([pk, head.version, head.auditHash]);
      const replayed = replay(log);
      expect([pk, replayed.kind]).toEqual([pk, 'state']);
      const { subjectKind } = log[0]!;
      if (subjectKind in lifecyclesOfKinds) expect(replayed).toEqual({ kind: 'state', state: head.state });
      kinds.set(subjectKind, (kinds.get(subjectKind) ?? 0) + log.length);
    }
  }
  return kinds;
}

describe('replaying the log rebuilds the state, to the hash (invariants.md, 12)', () => {
  test('of claims: awarded, objected to, rejected and appealed', async () => {
    const work = await claimsAtWork({ couples: 3 });
    await work.fund(1_000);
    const objected = await work.inPosting(aForm(0));
    const lodged = await work.lodgeObjection({ postingId: postingOf(objected), fact: '户口已迁出' });
    if (!lodged.ok) throw new Error(lodged.error.kind);
    const permitFor = await work.asStaff('decide-objection', 'district-2');
    for (const outcome of ['admit', 'dismiss'] as const) {
      await work.decideObjection({ ...lodged.value, permitFor, outcome, reason: '已核对' });
    }
    const rejected = await work.inReview(aForm(1));
    await work.decided('village', rejected.claimId, 'reject');
    const withdrawn = await work.inReview(aForm(2));
    await work.withdrawClaim({
      reference: withdrawn.reference,
      permitFor: work.asHolder('withdraw-claim', withdrawn),
    });
    await work.day('2008-06-20');
    await work.decided('district', objected.claimId, 'approve');
    await work.decided('district', rejected.claimId, 'reject');
    const appealed = await work.lodgeAppeal({
      reference: rejected.reference,
      permitFor: work.asHolder('lodge-appeal', rejected),
      grounds: '登记有误',
    });
    if (!appealed.ok) throw new Error(appealed.error.kind);
    for (const outcome of ['assign', 'uphold'] as const) {
      const officer = await work.asStaff('decide-appeal', 'appeals');
      await work.decideAppeal({
        appealId: appealed.value.appealId,
        permitFor: officer,
        outcome,
        reason: '核对',
      });
    }
    await work.settle();
    expect((await work.head(objected.claimId)).state).toBe('awarded');
    const kinds = await replayAll(work.stored);
    expect([...kinds.keys()].toSorted()).toEqual([
      'appeal',
      'appropriation',
      'award',
      'claim',
      'objection',
      'user',
    ]);
    expect(kinds.get('claim')).toBeGreaterThan(20);
    await work.close();
  });

  test('of payments: released, returned, reissued, and an exception settled by two', async () => {
    const office = financeOffice();
    for (let n = 0; n < 4; n += 1) office.awards.add(n, { amountFen: 30_000 });
    await office.fund();
    const runId = await office.sentRun();
    const [first, second, ...others] = office.bank.orders();
    await office.importing(
      message('pain.002', 'PSR-1', [
        {
          kind: 'payment-status',
          endToEndId: first!.endToEndId,
          status: 'RJCT',
          reasons: [{ code: 'AC01' }],
          neverReceived: false,
        },
      ]),
    );
    await office.importing(
      office.bank.statement([
        ...office.bank.debits([second!, ...others]),
        { endToEndId: 'STRANGER', amountFen: fen(500), direction: 'credit', bankReference: 'S1' },
      ]),
    );
    const rejectedId = await paymentOf(office.stored, runId);
    await createReissuePayment(office)({ paymentId: rejectedId, actor: preparer });
    const handle = createHandleException(office);
    const { items } = await createListExceptions({ table: office.stored })();
    const exceptionId = items.find(({ reason }) => reason === 'unknown-id')!.exceptionId;
    await handle({ exceptionId, event: 'take', actor: preparer });
    await handle({
      exceptionId,
      event: 'propose',
      actor: preparer,
      resolution: 'nobody’s',
      settlement: { kind: 'treasury' },
    });
    await handle({ exceptionId, event: 'approve', actor: { ...reconciler, id: 'another' } });
    const kinds = await replayAll(office.stored);
    expect([...kinds.keys()].toSorted()).toEqual([
      'appropriation',
      'bank-message',
      'exception',
      'payment',
      'run',
    ]);
    expect(kinds.get('exception')).toBe(4);
    expect(kinds.get('payment')).toBe(2);
  });
});

/** The one payment of a run that parted from it. */
async function paymentOf(table: Table, runId: string): Promise<string> {
  const { items } = await table.queryIndex('gsi2', { pk: `DEVIATIONS#${runId}` });
  const head = await table.get(items[0]!);
  return head?.paymentId as string;
}
