import { readFileSync } from 'node:fs';
import { describe, expect, test } from '@jest/globals';
import { createAdoptRun } from '../../functions/app/payments/steps/adopt-run.ts';
import { readMany } from '../../functions/app/store/read-many.ts';
import { outboxMessageSchema } from '../../functions/contracts/store/outbox-message.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import type { StepHandler } from '../../local/engine/step.ts';
import { anEngine } from '../builders/an-engine.ts';
import { approver, type FinanceOffice, financeOffice, netOf, preparer } from '../builders/finance-office.ts';

const definition = JSON.parse(readFileSync('workflows/payment-run/payment-run.asl.json', 'utf8')) as object;

/** The payment-run machine on the embedded engine, its steps real, and its outbox relayed by hand. */
async function aMachine(office: FinanceOffice) {
  const { steps } = office;
  const visited: string[] = [];
  const broken = new Set<string>();
  const handler =
    (name: string, step: (input: never) => Promise<unknown>): StepHandler =>
    async (payload) => {
      visited.push(name);
      if (broken.has(name)) throw new TypeError(`${name} has a defect`);
      return step(payload as never);
    };
  const engine = await anEngine(definition, {
    PlanRoll: handler('plan', steps.planRoll),
    BuildChunk: handler('chunk', steps.buildChunk),
    BuildFiles: handler('files', steps.buildFiles),
    AwaitRelease: handler('await-release', steps.awaitRelease),
    VoidRun: handler('void', steps.voidRun),
    SendFiles: handler('send', steps.sendFiles),
    AwaitSettlement: handler('await-settlement', steps.awaitSettlement),
    TellPayees: handler('tell', steps.tellPayees),
    CloseRun: handler('close', steps.closeRun),
    AdoptRun: handler('adopt', createAdoptRun(office)),
  });

  async function relay(): Promise<void> {
    await engine.engine.idle();
    for (;;) {
      let delivered = 0;
      for (let shard = 0; shard < outboxShards; shard += 1) {
        const page = await office.stored.query({ pk: outboxPk(shard) });
        for (const row of page.items) {
          const message = outboxMessageSchema.parse(JSON.parse(row.message as string));
          if (message.type === 'start-workflow') {
            await engine.engine.start('test', message.executionName, message.input);
          }
          if (message.type === 'wake-workflow')
            await engine.engine.succeed(message.taskToken, message.output);
          await office.stored.transact([{ delete: { pk: row.pk, sk: row.sk } }]);
          delivered += 1;
        }
      }
      await engine.engine.idle();
      if (delivered === 0) return;
    }
  }
  return { ...engine, relay, visited, broken };
}

async function started(awards = 7) {
  const office = financeOffice({ chunkSize: 3, paymentsPerFile: 6 });
  for (let n = 0; n < awards; n += 1) office.awards.add(n);
  await office.fund();
  const machine = await aMachine(office);
  const runId = await office.prepare();
  await machine.relay();
  return { office, machine, runId };
}

describe('the payment-run machine', () => {
  test('waits for a bank whose line is down for longer than a step is tried again', async () => {
    const { office, machine, runId } = await started();
    office.bank.nextSends.push(...Array.from({ length: 30 }, () => 'unavailable' as const));
    await office.release(runId);
    await machine.relay();
    for (let minutes = 0; minutes < 6 * 60 && (await office.head(runId)).state !== 'sent'; minutes += 5) {
      await machine.pass(300);
      await machine.relay();
      expect(machine.outcome(runId)).toMatchObject({ status: 'RUNNING' });
    }
    expect(await office.head(runId)).toMatchObject({ state: 'sent' });
    expect(new Set(office.bank.sends).size).toBe(office.bank.sends.length);
  });

  test('carries a run from its preparation to the end of its return window', async () => {
    const { office, machine, runId } = await started();
    expect(await office.head(runId)).toMatchObject({ state: 'prepared', payments: 7 });
    expect(machine.outcome(runId)).toMatchObject({ status: 'RUNNING', phase: 'token' });
    await office.release(runId);
    await machine.relay();
    expect(await office.head(runId)).toMatchObject({ state: 'sent' });
    await office.importing(office.bank.statement(office.bank.debits()));
    await machine.relay();
    expect(machine.outcome(runId)).toMatchObject({ status: 'RUNNING' });
    // The machine's timer is the test's: the window counts from the office's date.
    await machine.pass(200 * 86_400);
    expect(machine.outcome(runId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await office.head(runId)).toMatchObject({ state: 'closed' });
    expect(machine.visited).toEqual([
      'plan',
      'chunk',
      'chunk',
      'chunk',
      'files',
      'await-release',
      'send',
      'await-settlement',
      'tell',
      'tell',
      'tell',
      'close',
    ]);
  });

  test('closes after a step that failed for good, once that is mended and the run is started again', async () => {
    const { office, machine, runId } = await started();
    await office.release(runId);
    await machine.relay();
    machine.broken.add('tell');
    await office.importing(office.bank.statement(office.bank.debits()));
    await machine.relay();
    expect(machine.outcome(runId)).toMatchObject({ status: 'FAILED', error: 'TypeError' });
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });

    machine.broken.clear();
    expect(await machine.engine.redrive()).toBe(1);
    await machine.relay();
    await machine.pass(200 * 86_400);
    expect(machine.outcome(runId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(await office.head(runId)).toMatchObject({ state: 'closed' });
  });

  test('builds a run anew that was sent back, and gives a cancelled one’s obligations back', async () => {
    const { office, machine, runId } = await started();
    await office.useCases.sendBackRun({ runId, actor: preparer, reason: 'test' });
    await machine.relay();
    expect(await office.head(runId)).toMatchObject({ state: 'prepared', attempt: 2 });
    await office.useCases.cancelRun({ runId, actor: approver, reason: 'test' });
    await machine.relay();
    expect(machine.outcome(runId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(machine.visited.at(-1)).toBe('void');
    expect(await netOf(office, 'L1')).toBe(0);
    expect(await netOf(office, 'B4')).toBe(0);
  });

  test('asks after a file in doubt until the bank answers', async () => {
    const { office, machine, runId } = await started(2);
    office.bank.nextSends.push('timed-out');
    office.bank.nextEnquiries.push('silence');
    await office.release(runId);
    await machine.relay();
    expect(await office.head(runId)).toMatchObject({ state: 'unknown' });
    await machine.pass(121);
    expect(await office.head(runId)).toMatchObject({ state: 'unknown', silences: 2 });
    await machine.pass(241);
    await machine.relay();
    expect(await office.head(runId)).toMatchObject({ state: 'sent' });
    expect(office.bank.sends).toHaveLength(1);
  });

  test('leaves out whom silent registers cannot decide, and goes on', async () => {
    const office = financeOffice({ chunkSize: 3 });
    for (let n = 0; n < 3; n += 1) office.awards.add(n);
    await office.fund();
    const machine = await aMachine(office);
    office.awards.silent = 1_000;
    const runId = await office.prepare();
    await machine.relay();
    for (let times = 0; times < 10; times += 1) await machine.pass(40);
    expect(await office.head(runId)).toMatchObject({
      state: 'prepared',
      payments: 0,
      leftOut: { unknown: 3 },
    });
  });

  test('hands a run over to a new execution before the wait outlasts the old one', async () => {
    const { office, machine, runId } = await started(2);
    await machine.pass(25_920_001);
    await machine.relay();
    expect(machine.outcome(runId)).toMatchObject({ status: 'SUCCEEDED' });
    expect(machine.outcome(`${runId}-2`)).toMatchObject({ status: 'RUNNING', phase: 'token' });
    await office.release(runId);
    await machine.relay();
    expect(await office.head(runId)).toMatchObject({ state: 'sent' });
    expect(office.bank.sends).toHaveLength(1);
  });
});

test('a payment costs one row until the bank says something else of it', async () => {
  const { office, runId } = await started(7);
  await office.release(runId);
  await office.steps.sendFiles({ runId });
  await office.importing(office.bank.statement(office.bank.debits()));
  const payments = office.bank.orders().map(({ endToEndId }) => endToEndId.slice(2, 28).toLowerCase());
  const heads = await readMany(
    office.stored,
    payments.map((id) => ({ pk: `PAYMENT#${id}`, sk: 'HEAD' })),
  );
  expect(heads.every((head) => head === undefined)).toBe(true);
});
