import { describe, expect, test } from '@jest/globals';
import { createEnquirePayment } from '../../functions/app/payments/enquire-payment.ts';
import { createEnquireRun } from '../../functions/app/payments/enquire-run.ts';
import { createHoldPayment } from '../../functions/app/payments/hold-payment.ts';
import { payoutChangedActions } from '../../functions/app/payments/payout-changes.ts';
import { createReadPayment } from '../../functions/app/payments/read-payment.ts';
import { createReissuePayment } from '../../functions/app/payments/reissue-payment.ts';
import { transact } from '../../functions/app/store/transact.ts';
import { findChainFault, type AuditEntry } from '../../functions/domain/audit/chain.ts';
import type { Result } from '../../functions/domain/result/result.ts';
import { paymentIdOf } from '../../functions/domain/payments/payment-id.ts';
import type { EnquiryOutcome } from '../../functions/app/payments/ports.ts';
import { paymentStates, type PaymentState } from '../../functions/domain/payments/payment-lifecycle.ts';
import { runLifecycle, runStates, type RunState } from '../../functions/domain/payments/run-lifecycle.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { approver, type FinanceOffice, financeOffice, netOf, preparer } from '../builders/finance-office.ts';
import { message } from '../fakes/scripted-bank.ts';

// Every event that comes from outside, tried in every state a run or a payment can be in, through the use cases: what
// lifecycles.md lists happens, everything else is refused and changes nothing.

const paymentId = paymentIdOf({
  programme: 'rural-reward',
  period: '2008-H1',
  personIndex: 'person-0',
  component: 'base',
});

async function anOffice(): Promise<FinanceOffice> {
  const office = financeOffice({ chunkSize: 1, paymentsPerFile: 1 });
  for (let n = 0; n < 2; n += 1) office.awards.add(n, { amountFen: 30_001 });
  await office.fund();
  return office;
}

async function prepared(office: FinanceOffice): Promise<string> {
  const runId = await office.prepare();
  await office.build(runId);
  return runId;
}

async function released(office: FinanceOffice): Promise<string> {
  const runId = await prepared(office);
  expect(await office.release(runId)).toMatchObject({ ok: true });
  return runId;
}

type Sends = FinanceOffice['bank']['nextSends'];

async function handedOver(office: FinanceOffice, ...sends: Sends): Promise<string> {
  const runId = await released(office);
  office.bank.nextSends.push(...sends);
  await office.steps.sendFiles({ runId }).catch((error: unknown) => {
    if (!(error instanceof Error) || error.name !== 'BankUnavailable') throw error;
  });
  return runId;
}

const debitsOf = (office: FinanceOffice) => office.bank.debits();

/** Ways to bring a run of two payments, each in a file of its own, into a state. */
const runIn: Readonly<
  Record<string, { readonly state: RunState; readonly by: (office: FinanceOffice) => Promise<string> }>
> = {
  building: { state: 'building', by: (office) => office.prepare() },
  'building, its chunks done': {
    state: 'building',
    by: async (office) => {
      const runId = await office.prepare();
      const { chunks, attempt } = await office.steps.planRoll({ runId });
      for (const chunk of chunks) await office.steps.buildChunk({ runId, attempt, chunk });
      return runId;
    },
  },
  prepared: { state: 'prepared', by: prepared },
  released: { state: 'released', by: released },
  'filed, nothing out': { state: 'filed', by: (office) => handedOver(office, 'unavailable') },
  'filed, refused by the bank': { state: 'filed', by: (office) => handedOver(office, 'refused', 'refused') },
  'filed, one file out': { state: 'filed', by: (office) => handedOver(office, 'acknowledged', 'refused') },
  unknown: { state: 'unknown', by: (office) => handedOver(office, 'timed-out', 'timed-out') },
  'unknown, one file out': {
    state: 'unknown',
    by: (office) => handedOver(office, 'acknowledged', 'timed-out'),
  },
  sent: { state: 'sent', by: (office) => handedOver(office) },
  settling: {
    state: 'settling',
    by: async (office) => {
      const runId = await handedOver(office);
      await office.importing(office.bank.statement(debitsOf(office).slice(0, 1)));
      return runId;
    },
  },
  reconciled: {
    state: 'reconciled',
    by: async (office) => {
      const runId = await handedOver(office);
      await office.importing(office.bank.statement(debitsOf(office)));
      return runId;
    },
  },
  rejected: {
    state: 'rejected',
    by: async (office) => {
      const runId = await handedOver(office);
      const files = (await office.head(runId)).files;
      await office.importing(
        message(
          'pain.002',
          'PSR-WHOLE',
          files.map(({ messageId }) => ({
            kind: 'group-status',
            originalMessageId: messageId,
            status: 'RJCT',
            reasons: [],
          })),
        ),
      );
      return runId;
    },
  },
  cancelled: {
    state: 'cancelled',
    by: async (office) => {
      const runId = await prepared(office);
      await office.useCases.cancelRun({ runId, actor: preparer, reason: 'test' });
      return runId;
    },
  },
  'cancelled after its release': {
    state: 'cancelled',
    by: async (office) => {
      const runId = await released(office);
      await office.useCases.cancelRun({ runId, actor: preparer, reason: 'test' });
      return runId;
    },
  },
  closed: {
    state: 'closed',
    by: async (office) => {
      const runId = await handedOver(office);
      await office.importing(office.bank.statement(debitsOf(office)));
      await office.steps.closeRun({ runId });
      return runId;
    },
  },
};

const said = <T>(result: Result<T, { readonly kind: string }>): string =>
  result.ok ? 'ok' : result.error.kind;

const runEvents: Readonly<Record<string, (office: FinanceOffice, runId: string) => Promise<string>>> = {
  release: async (office, runId) => said(await office.release(runId)),
  'release, of another hash': async (office, runId) =>
    said(
      await office.useCases.releaseRun({
        runId,
        payloadHash: '0'.repeat(64),
        actor: { kind: 'staff', id: 'someone' },
      }),
    ),
  'send back': async (office, runId) =>
    said(await office.useCases.sendBackRun({ runId, actor: approver, reason: 'test' })),
  cancel: async (office, runId) =>
    said(await office.useCases.cancelRun({ runId, actor: preparer, reason: 'test' })),
  'account changed, then release': async (office, runId) => {
    await accountChanged(office);
    return said(await office.release(runId));
  },
  'account changed, then sending': async (office, runId) => {
    await accountChanged(office);
    return (await office.steps.sendFiles({ runId })).outcome;
  },
  hold: async (office) =>
    said(
      await createHoldPayment({ table: office.stored, clock: office.clock })({
        paymentId,
        hold: true,
        actor: preparer,
        reason: 'test',
      }),
    ),
  enquire: async (office, runId) => {
    office.bank.nextEnquiries.push('silence', 'silence');
    return said(await createEnquireRun(office)({ runId, actor: preparer }));
  },
  'prepare again': async (office, runId) => ((await office.prepare()) === runId ? 'same run' : 'another run'),
};

async function accountChanged(office: FinanceOffice): Promise<void> {
  const change = { kind: 'account', awardId: 'award-0000000', accountVersion: 2 } as const;
  await transact(office.stored, await payoutChangedActions(office.stored, 'rural-reward', change));
}

/** Ways to bring the first payment into a state. */
const paymentIn: Readonly<
  Record<string, { readonly state: PaymentState; readonly by: (office: FinanceOffice) => Promise<unknown> }>
> = {
  planned: { state: 'planned', by: prepared },
  'planned, its run cancelled': { state: 'planned', by: runIn.cancelled!.by },
  held: {
    state: 'held',
    by: async (office) => {
      const runId = await prepared(office);
      await hold(office, true);
      await office.build(runId);
    },
  },
  'planned, cleared': {
    state: 'planned',
    by: async (office) => {
      await paymentIn.held!.by(office);
      await hold(office, false);
    },
  },
  released: { state: 'released', by: released },
  'released, its file refused': { state: 'released', by: runIn['filed, refused by the bank']!.by },
  'unknown, its file in doubt': { state: 'unknown', by: runIn.unknown!.by },
  sent: { state: 'sent', by: runIn.sent!.by },
  'unknown, the bank silent': {
    state: 'unknown',
    by: async (office) => {
      await runIn.sent!.by(office);
      office.bank.nextEnquiries.push('silence');
      await createEnquirePayment(office)({ paymentId, actor: preparer });
    },
  },
  settled: { state: 'settled', by: runIn.reconciled!.by },
  disputed: {
    state: 'disputed',
    by: async (office) => {
      await runIn.sent!.by(office);
      await office.importing(office.bank.statement([{ ...mine(office), amountFen: fen(1) }]));
    },
  },
  returned: {
    state: 'returned',
    by: async (office) => {
      await runIn.reconciled!.by(office);
      await office.importing(office.bank.statement([returnOf(office)]));
    },
  },
  rejected: {
    state: 'rejected',
    by: async (office) => {
      await runIn.sent!.by(office);
      await office.importing(rejectionOf(office));
    },
  },
  'rejected with its file': { state: 'rejected', by: runIn.rejected!.by },
  'planned, to go out again': {
    state: 'planned',
    by: async (office) => {
      await paymentIn.returned!.by(office);
      await reissue(office);
    },
  },
  closed: { state: 'closed', by: runIn.closed!.by },
};

function mine(office: FinanceOffice) {
  const found = debitsOf(office).find(({ endToEndId }) => endToEndId?.toLowerCase().includes(paymentId));
  return (
    found ?? { endToEndId: `HM${paymentId.toUpperCase()}00`, amountFen: fen(30_001), bankReference: 'BK' }
  );
}

const returnOf = (office: FinanceOffice) =>
  ({
    ...mine(office),
    direction: 'credit',
    bankReference: 'R1',
    returned: { reason: { code: 'AC04' } },
  }) as const;

const rejectionOf = (office: FinanceOffice) =>
  message('pain.002', 'PSR-1', [
    {
      kind: 'payment-status',
      endToEndId: mine(office).endToEndId ?? '',
      status: 'RJCT',
      reasons: [{ code: 'AC01' }],
      neverReceived: false,
    },
  ]);

const reissue = (office: FinanceOffice) =>
  createReissuePayment({ table: office.stored, clock: office.clock })({ paymentId, actor: preparer });

const hold = (office: FinanceOffice, on: boolean) =>
  createHoldPayment({ table: office.stored, clock: office.clock })({
    paymentId,
    hold: on,
    actor: preparer,
    reason: 'test',
  });

async function imported(office: FinanceOffice, records: Parameters<FinanceOffice['importing']>[0]) {
  const result = await office.importing(records);
  return result.ok ? (result.value.exceptions > 0 ? 'exception' : 'ok') : result.error.kind;
}

async function enquired(office: FinanceOffice, answer: EnquiryOutcome): Promise<string> {
  office.bank.nextEnquiries.push(answer, answer);
  return said(await createEnquirePayment(office)({ paymentId, actor: preparer }));
}

const paymentEvents: Readonly<Record<string, (office: FinanceOffice) => Promise<string>>> = {
  hold: async (office) => said(await hold(office, true)),
  clear: async (office) => said(await hold(office, false)),
  reissue: async (office) => said(await reissue(office)),
  'enquire: silence': (office) => enquired(office, 'silence'),
  'enquire: has it': (office) => enquired(office, 'has-it'),
  'enquire: has it not': (office) => enquired(office, 'has-it-not'),
  settled: (office) => imported(office, office.bank.statement([{ ...mine(office), bankReference: 'NEW' }])),
  returned: (office) => imported(office, office.bank.statement([returnOf(office)])),
  rejected: (office) => imported(office, rejectionOf(office)),
  'another amount': (office) =>
    imported(office, office.bank.statement([{ ...mine(office), bankReference: 'NEW', amountFen: fen(2) }])),
};

/** A table of what is expected: a state a row, an event a column, in the events' order; "→" where it moves. */
function expected(text: string): readonly (readonly [state: string, cells: readonly string[]])[] {
  return text
    .trim()
    .split('\n')
    .map((line) => {
      const [state = '', ...cells] = line.split('|').map((cell) => cell.trim());
      return [state, cells] as const;
    });
}

// release | release, of another hash | send back | cancel | account changed, then release | account changed, then
// sending | hold | enquire | prepare again
const runTable = expected(`
building                    | wrong-state | wrong-state   | wrong-state   | ok → cancelled | wrong-state                 | rebuild            | not-found     | wrong-state | same run
building, its chunks done   | wrong-state | wrong-state   | wrong-state   | ok → cancelled | wrong-state                 | rebuild            | ok            | wrong-state | same run
prepared                    | ok → released | stale-payload | ok → building | ok → cancelled | accounts-changed → building | rebuild            | ok → building | wrong-state | same run
released                    | ok          | wrong-state   | wrong-state   | ok → cancelled | ok                          | rebuild → building | wrong-state   | wrong-state | same run
filed, nothing out          | ok          | wrong-state   | wrong-state   | ok → cancelled | ok                          | sent → sent        | wrong-state   | ok → sent   | same run
filed, refused by the bank  | ok          | wrong-state   | wrong-state   | ok → cancelled | ok                          | sent → sent        | wrong-state   | ok → sent   | same run
filed, one file out         | ok          | wrong-state   | wrong-state   | ok → settling  | ok                          | sent → sent        | wrong-state   | ok → sent   | same run
unknown                     | ok          | wrong-state   | wrong-state   | wrong-state    | ok                          | sent → sent        | wrong-state   | ok          | same run
unknown, one file out       | ok          | wrong-state   | wrong-state   | wrong-state    | ok                          | sent → sent        | wrong-state   | ok          | same run
sent                        | ok          | wrong-state   | wrong-state   | wrong-state    | ok                          | sent               | wrong-state   | ok          | another run
settling                    | ok          | wrong-state   | wrong-state   | wrong-state    | ok                          | sent               | wrong-state   | ok          | another run
reconciled                  | ok          | wrong-state   | wrong-state   | wrong-state    | ok                          | sent               | wrong-state   | wrong-state | another run
rejected                    | ok          | wrong-state   | wrong-state   | wrong-state    | ok                          | settled            | wrong-state   | wrong-state | another run
cancelled                   | wrong-state | wrong-state   | wrong-state   | ok             | wrong-state                 | settled            | ok            | wrong-state | another run
cancelled after its release | wrong-state | wrong-state   | wrong-state   | ok             | wrong-state                 | settled            | ok            | wrong-state | another run
closed                      | ok          | wrong-state   | wrong-state   | wrong-state    | ok                          | settled            | wrong-state   | wrong-state | another run
`);

/** Where one call may lead: giving up what the bank refuses of a run tells that the rest is sent, and has a result. */
function reachableFrom(state: RunState): readonly RunState[] {
  const next = Object.values(runLifecycle[state]).flat();
  return state === 'filed' ? [...next, ...Object.values(runLifecycle.sent).flat()] : next;
}

describe('a run', () => {
  test('is brought into every state', () => {
    expect(runTable.map(([state]) => state)).toEqual(Object.keys(runIn));
    expect(new Set(Object.values(runIn).map(({ state }) => state))).toEqual(new Set(runStates));
  });

  test.each(runTable)('%s', async (name, cells) => {
    const { state, by } = runIn[name]!;
    const found: string[] = [];
    for (const act of Object.values(runEvents)) {
      const office = await anOffice();
      const runId = await by(office);
      const before = await office.head(runId);
      expect(before.state).toBe(state);
      const answer = await act(office, runId);
      const after = await office.head(runId);
      const moved = after.state !== state || after.attempt !== before.attempt;
      if (answer === 'wrong-state') expect(after).toEqual(before);
      if (moved) expect(reachableFrom(state)).toContain(after.state);
      found.push(moved ? `${answer} → ${after.state}` : answer);
      await holdsTogether(office);
    }
    expect(found).toEqual(cells);
  });
});

// hold | clear | reissue | enquire: silence | enquire: has it | enquire: has it not | settled | returned | rejected |
// another amount. What is rejected with its file goes out again by itself, and needs no asking.
const paymentTable = expected(`
planned                    | ok → held   | ok           | wrong-state  | wrong-state  | wrong-state | wrong-state | exception    | exception     | exception     | exception
planned, its run cancelled | ok → held   | ok           | wrong-state  | wrong-state  | wrong-state | wrong-state | exception    | exception     | exception     | exception
held                       | ok          | ok → planned | wrong-state  | wrong-state  | wrong-state | wrong-state | exception    | exception     | exception     | exception
planned, cleared           | ok → held   | ok           | wrong-state  | wrong-state  | wrong-state | wrong-state | exception    | exception     | exception     | exception
released                   | wrong-state | wrong-state  | wrong-state  | wrong-state  | wrong-state | wrong-state | exception    | exception     | exception     | exception
released, its file refused | wrong-state | wrong-state  | wrong-state  | wrong-state  | wrong-state | wrong-state | ok → settled | ok → returned | ok → rejected | exception → disputed
unknown, its file in doubt | wrong-state | wrong-state  | wrong-state  | ok           | ok → sent   | ok → sent   | ok → settled | ok → returned | ok → rejected | exception → disputed
sent                       | wrong-state | wrong-state  | wrong-state  | ok → unknown | ok          | ok          | ok → settled | ok → returned | ok → rejected | exception → disputed
unknown, the bank silent   | wrong-state | wrong-state  | wrong-state  | ok           | ok → sent   | ok → sent   | ok → settled | ok → returned | ok → rejected | exception → disputed
settled                    | wrong-state | wrong-state  | wrong-state  | wrong-state  | wrong-state | wrong-state | exception    | ok → returned | exception     | exception
disputed                   | wrong-state | wrong-state  | wrong-state  | wrong-state  | wrong-state | wrong-state | exception    | exception     | exception     | exception
returned                   | wrong-state | wrong-state  | ok → planned | wrong-state  | wrong-state | wrong-state | exception    | ok            | exception     | exception
rejected                   | wrong-state | wrong-state  | ok → planned | wrong-state  | wrong-state | wrong-state | exception    | exception     | ok            | exception
rejected with its file     | wrong-state | wrong-state  | wrong-state  | wrong-state  | wrong-state | wrong-state | exception    | exception     | ok            | exception
planned, to go out again   | ok → held   | ok           | ok           | wrong-state  | wrong-state | wrong-state | exception    | ok            | exception     | exception
closed                     | wrong-state | wrong-state  | wrong-state  | wrong-state  | wrong-state | wrong-state | exception    | exception     | exception     | exception
`);

describe('a payment', () => {
  test('is brought into every state that it can be read in', () => {
    expect(paymentTable.map(([state]) => state)).toEqual(Object.keys(paymentIn));
    // "accepted" is not told apart from "sent"; a replaced or cancelled instruction is no payment's present one.
    const others = new Set(['accepted', 'replaced', 'cancelled']);
    expect(new Set(Object.values(paymentIn).map(({ state }) => state))).toEqual(
      new Set(paymentStates.filter((state) => !others.has(state))),
    );
  });

  test.each(paymentTable)('%s', async (name, cells) => {
    const { state, by } = paymentIn[name]!;
    const found: string[] = [];
    for (const act of Object.values(paymentEvents)) {
      const office = await anOffice();
      await by(office);
      const read = createReadPayment({ table: office.stored });
      const before = await read(paymentId);
      expect(before?.state).toBe(state);
      const answer = await act(office);
      const after = await read(paymentId);
      if (answer === 'wrong-state') expect(after).toEqual(before);
      found.push(after?.state === state ? answer : `${answer} → ${String(after?.state)}`);
      await holdsTogether(office);
    }
    expect(found).toEqual(cells);
  });
});

/** Nothing is ordered twice, the ledger balances, and the chains hold. */
async function holdsTogether(office: FinanceOffice): Promise<void> {
  const ordered = office.bank.orders().map(({ endToEndId }) => endToEndId);
  expect(new Set(ordered).size).toBe(ordered.length);
  expect(await office.useCases.trialBalance({ recompute: true })).toMatchObject({
    balanced: true,
    differences: [],
  });
  for (const pk of [`PAYMENT#${paymentId}`, `PAYMENT#${paymentId}-1`]) {
    const head = await office.stored.get({ pk, sk: 'HEAD' });
    const chain = await office.stored.query({ pk, sk: { beginsWith: 'AUDIT#' } });
    if (!head) continue;
    const { version, auditHash } = head as unknown as { version: number; auditHash: string };
    expect(findChainFault(chain.items as unknown as AuditEntry[], { version, auditHash })).toBeUndefined();
    expect(head.state === 'held' || head.state === 'planned' || head.gsi2pk !== undefined).toBe(true);
  }
}

describe('a hold', () => {
  test('keeps a payment out of a run that is just being built, whose release finds it', async () => {
    const office = await anOffice();
    const runId = await runIn['building, its chunks done']!.by(office);
    expect(await hold(office, true)).toMatchObject({ ok: true });
    await office.steps.buildFiles({ runId, attempt: 1 });
    expect(await office.head(runId)).toMatchObject({ state: 'prepared', payments: 2 });
    expect(await office.release(runId)).toEqual({ ok: false, error: { kind: 'accounts-changed' } });
    await office.build(runId);
    expect(await office.head(runId)).toMatchObject({ payments: 1, leftOut: { held: 1 } });
    expect(await office.release(runId)).toMatchObject({ ok: true });
    await office.steps.sendFiles({ runId });
    expect(office.bank.orders()).toHaveLength(1);
    expect(await netOf(office, 'L1')).toBe(0);
  });

  test('that is cleared lets the payment go with the next run, under its id', async () => {
    const office = await anOffice();
    const runId = await prepared(office);
    await hold(office, true);
    await office.build(runId);
    await hold(office, false);
    await office.release(runId);
    await office.steps.sendFiles({ runId });
    const next = await office.sentRun();
    expect(next).not.toBe(runId);
    expect(await createReadPayment({ table: office.stored })(paymentId)).toMatchObject({
      state: 'sent',
      runId: next,
      reissue: 0,
      endToEndId: `HM${paymentId.toUpperCase()}00`,
    });
  });

  test('and its clearing, asked for by many at once, are one each', async () => {
    const office = await anOffice();
    await runIn.cancelled!.by(office);
    for (const on of [true, false]) {
      const all = await Promise.all(Array.from({ length: 10 }, () => hold(office, on)));
      expect(new Set(all.map(said))).toEqual(new Set(['ok']));
    }
    const chain = await office.stored.query({ pk: `PAYMENT#${paymentId}`, sk: { beginsWith: 'AUDIT#' } });
    expect(chain.items.map(({ event }) => event)).toEqual(['hold', 'clear']);
  });

  test('of no such payment is not found', async () => {
    const office = await anOffice();
    expect(await hold(office, true)).toEqual({ ok: false, error: { kind: 'not-found' } });
  });
});
