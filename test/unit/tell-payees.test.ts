import { describe, expect, test } from '@jest/globals';
import { messageOf } from '../../functions/app/outbox/deliver.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import { createTellPayees } from '../../functions/app/payments/steps/tell-payees.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { financeOffice } from '../builders/finance-office.ts';
import { CrashingTable } from '../fakes/crashing-table.ts';

/** The notices of payment that stand in the outbox. */
async function notices(stored: Table) {
  const pages = await Promise.all(
    Array.from({ length: outboxShards }, (_, shard) => stored.query({ pk: outboxPk(shard) })),
  );
  return pages
    .flatMap(({ items }) => items)
    .map(messageOf)
    .flatMap((message) => (message.type === 'notify' && message.text === 'paid' ? [message] : []));
}

/** Of which awards people would be told that they were paid, in order. */
async function told(stored: Table): Promise<readonly string[]> {
  return (await notices(stored)).map(({ subjectId }) => subjectId).sort();
}

/** A run of so many payments, all of which the bank has booked but for the first. */
async function settledRun(payments: number, wrap?: (table: Table) => Table) {
  const office = financeOffice(wrap === undefined ? {} : { wrap });
  for (let n = 0; n < payments; n += 1) office.awards.add(n);
  await office.fund();
  const runId = await office.sentRun();
  const [, ...others] = office.bank.debits();
  await office.importing(office.bank.statement(others));
  return { office, place: { runId, attempt: 1, chunk: 0 } };
}

describe('who was paid is told', () => {
  const payments = 200;
  const all = Array.from({ length: payments }, (_, n) => `award-${String(n).padStart(7, '0')}`);

  test('each once, whatever is done again, and nobody whose money has not gone', async () => {
    const { office, place } = await settledRun(payments);
    await office.steps.tellPayees(place);
    // A late return opens the run again, and another day it is reconciled anew.
    office.clock.move('2008-06-20');
    await office.steps.tellPayees(place);
    const reached = await told(office.stored);
    expect(reached).toHaveLength(payments - 1);
    expect(new Set(reached).size).toBe(payments - 1);
  });

  test.each(['before', 'after'] as const)('by a step that is killed %s any of its writes', async (when) => {
    for (const at of [1, 2, 3]) {
      const crashing = new CrashingTable();
      const { office, place } = await settledRun(payments, (table) => crashing.wrap(table));
      crashing.arm(at, when);
      await expect(office.steps.tellPayees(place)).rejects.toThrow();
      crashing.arm(Infinity, 'before');
      await office.steps.tellPayees(place);
      const reached = await told(office.stored);
      expect(reached).toEqual(all.filter((awardId) => reached.includes(awardId)));
      expect(reached).toHaveLength(payments - 1);
    }
  });

  test('says the reference and nothing else', async () => {
    const { office, place } = await settledRun(2);
    await office.steps.tellPayees(place);
    expect(await notices(office.stored)).toEqual([
      {
        type: 'notify',
        text: 'paid',
        subjectKind: 'award',
        subjectId: 'award-0000001',
        payeeVersion: 0,
        parameters: { reference: 'reference of award-0000001' },
      },
    ]);
  });

  test('where a whole chunk was left out, nobody', async () => {
    const office = financeOffice({ chunkSize: 1 });
    office.awards.add(0);
    office.awards.add(1, { due: { outcome: 'not-due', codes: [], decisionHash: 'decision-1' } });
    await office.fund();
    const runId = await office.sentRun();
    await office.importing(office.bank.statement(office.bank.debits()));
    for (const chunk of [0, 1]) await office.steps.tellPayees({ runId, attempt: 1, chunk });
    expect(await told(office.stored)).toEqual(['award-0000000']);
  });

  test('not before a run is there', async () => {
    const { office } = await settledRun(1);
    const tell = createTellPayees({ ...office, table: office.stored });
    await expect(tell({ runId: 'run-x', attempt: 1, chunk: 0 })).rejects.toThrow('no run run-x');
  });
});
