import { describe, expect, test } from '@jest/globals';
import { createReadRun } from '../../functions/app/payments/read-run.ts';
import { createListExceptions } from '../../functions/app/reconciliation/list-exceptions.ts';
import { findChainFault } from '../../functions/domain/audit/chain.ts';
import type { AuditEntry } from '../../functions/domain/audit/chain.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { type FinanceOffice, financeOffice } from '../builders/finance-office.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';
import { message } from '../fakes/scripted-bank.ts';
import { violations } from '../invariants/invariants.ts';
import { storeReader } from '../invariants/store-reader.ts';

/** Does it again after a crash, as a workflow's retry or a caller with the same request does. */
async function surely<T>(work: () => Promise<T>): Promise<T> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await work();
    } catch (error) {
      if (tries === 3 || !(error instanceof Error) || error.name !== 'Crash') throw error;
    }
  }
}

/** A whole run: three chunks in two files, one of which the bank leaves in doubt, and every kind of news. */
async function wholeRun(office: FinanceOffice): Promise<string> {
  const { steps, bank } = office;
  const runId = await surely(() => office.prepare());
  const roll = await surely(() => steps.planRoll({ runId }));
  for (const chunk of roll.chunks)
    await surely(() => steps.buildChunk({ runId, attempt: roll.attempt, chunk }));
  await surely(() => steps.buildFiles({ runId, attempt: roll.attempt }));
  await surely(() => steps.awaitRelease({ runId, attempt: roll.attempt, taskToken: 'release-token' }));
  const released = await surely(() => office.release(runId));
  if (!released.ok) throw new Error(JSON.stringify(released.error));
  bank.nextSends.push('acknowledged', 'timed-out');
  for (let sends = 0; sends < 4; sends += 1) {
    const { outcome } = await surely(() => steps.sendFiles({ runId }));
    if (outcome === 'sent') break;
  }
  await surely(() => steps.awaitSettlement({ runId, taskToken: 'settlement-token' }));

  const [first, second, third, fourth, ...others] = bank.orders();
  await surely(() =>
    office.importing(
      message('pain.002', 'PSR-1', [
        {
          kind: 'payment-status',
          endToEndId: first!.endToEndId,
          status: 'RJCT',
          reasons: [{ code: 'AC01' }],
          neverReceived: false,
        },
      ]),
    ),
  );
  const statement = bank.statement([
    ...bank.debits([second!, third!, ...others]),
    // Returned, paid twice, another amount, and one that is nobody's.
    {
      ...bank.debits([second!])[0],
      direction: 'credit',
      bankReference: 'R1',
      returned: { reason: { code: 'AC04' } },
    },
    { ...bank.debits([third!])[0], bankReference: 'TWICE' },
    { ...bank.debits([fourth!])[0], amountFen: fen(30_100) },
    { endToEndId: 'STRANGER', amountFen: fen(500), direction: 'credit', bankReference: 'S1' },
  ]);
  await surely(() => office.importing(statement));
  return runId;
}

function anOffice(crashing: CrashingTable): FinanceOffice {
  const office = financeOffice({
    chunkSize: 3,
    paymentsPerFile: 6,
    wrap: (table) => crashing.wrap(table),
  });
  for (let n = 0; n < 8; n += 1) office.awards.add(n, { amountFen: 30_001 });
  office.awards.add(8, { payee: undefined as never });
  return office;
}

/** Everything that must come out alike, however often it was interrupted. */
async function outcomeOf(office: FinanceOffice, runId: string) {
  const balance = await office.useCases.trialBalance({ recompute: true });
  const exceptions = await createListExceptions({ table: office.stored })();
  const { fault, ...chain } = await chainOf(office, runId);
  expect(fault).toBeUndefined();
  expect(balance).toMatchObject({ balanced: true, differences: [] });
  const read = createReadRun({ table: office.stored, calendar: office.calendar });
  const { outcomes, leftOut, status, payments, totalFen, files } = (await read(runId))!;
  return {
    lines: balance.lines.filter(({ account }) => account !== 'B1'),
    exceptions: exceptions.items.map(({ reason, amountFen }) => `${reason} ${String(amountFen)}`).sort(),
    run: { outcomes, leftOut, status, payments, totalFen, files },
    events: chain.events,
    paid: office.bank.orders(),
  };
}

async function chainOf(office: FinanceOffice, runId: string) {
  const entries = await office.stored.query({ pk: `RUN#${runId}`, sk: { beginsWith: 'AUDIT#' } });
  const chain = entries.items as unknown as AuditEntry[];
  const fault = findChainFault(chain, await office.head(runId));
  return { fault, events: chain.map(({ event }) => event) };
}

/** What two runs of the same story may differ in: what was tried once more, and when. */
function comparable(outcome: Awaited<ReturnType<typeof outcomeOf>>) {
  const { run, events, ...rest } = outcome;
  const files = run.files.map(({ count, totalFen, status }) => ({
    count,
    totalFen,
    status,
  }));
  const once = events.filter((event) => event !== 'timeout' && event !== 'silence' && event !== 'ack');
  return { ...rest, run: { ...run, files }, events: once.filter((event) => event !== 'bank-has-it') };
}

describe('a payment run interrupted at any write', () => {
  const crashing = new CrashingTable();

  async function undisturbed() {
    const office = anOffice(crashing);
    crashing.arm(Infinity, 'before');
    await office.fund();
    crashing.arm(Infinity, 'before');
    const outcome = await outcomeOf(office, await wholeRun(office));
    return { outcome, writes: crashing.transactions };
  }

  test('tells the whole story when it is not', async () => {
    const { outcome, writes } = await undisturbed();
    expect(writes).toBeGreaterThan(30);
    expect(outcome.run).toMatchObject({
      status: 'settling',
      payments: 8,
      leftOut: { 'no-account': 1 },
      outcomes: {
        settled: { count: 5 },
        returned: { count: 1 },
        rejected: { count: 1 },
        disputed: { count: 1 },
      },
    });
    expect(outcome.exceptions).toEqual(['amount-differs 30100', 'duplicate 30001', 'unknown-id 500']);
  });

  // In four parts, so that each ends well within a test's time.
  test.each([
    ['before', 0],
    ['before', 1],
    ['after', 0],
    ['after', 1],
  ] as const)(
    'killed %s a write (part %s), comes to the same end: nothing twice, nothing lost',
    async (when, part) => {
      const { outcome: expected, writes } = await undisturbed();
      for (let at = part + 1; at <= writes; at += 2) {
        const office = anOffice(crashing);
        const readItems = storeReader(office.database);
        crashing.arm(Infinity, when);
        await office.fund();
        crashing.arm(at, when);
        // Where the process dies nothing may be half done either.
        const atCrash: string[] = [];
        crashing.onCrash = () => atCrash.push(...violations({ items: readItems() }));
        const runId = await wholeRun(office);
        crashing.arm(Infinity, when);
        expect([...atCrash, ...violations({ items: readItems(), files: office.bankFiles.files })]).toEqual(
          [],
        );
        const outcome = await outcomeOf(office, runId);
        expect({ at, when, ...comparable(outcome) }).toEqual({ at, when, ...comparable(expected) });
        expect(new Set(office.bank.sends).size).toBe(2);
      }
    },
  );

  test('killed while it hands a file over, before or after the bank has it, sends nothing twice', async () => {
    for (const crash of ['crash-before', 'crash-after'] as const) {
      const office = anOffice(crashing);
      crashing.arm(Infinity, 'before');
      await office.fund();
      const runId = await office.prepare();
      await office.build(runId);
      await office.release(runId);
      office.bank.nextSends.push(crash);
      await expect(office.steps.sendFiles({ runId })).rejects.toThrow('killed');
      expect(await surely(() => office.steps.sendFiles({ runId }))).toMatchObject({ outcome: 'sent' });
      expect(office.bank.enquiries).toHaveLength(1);
      expect(office.bank.sends.filter((id) => id === office.bank.sends[0])).toHaveLength(
        crash === 'crash-after' ? 1 : 2,
      );
      expect(office.bank.orders()).toHaveLength(8);
    }
  });
});
