import { describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createEnquirePayment } from '../../functions/app/payments/enquire-payment.ts';
import { createEnquireRun } from '../../functions/app/payments/enquire-run.ts';
import type { EnquiryOutcome } from '../../functions/app/payments/ports.ts';
import { createListRuns, createReadRun } from '../../functions/app/payments/read-run.ts';
import { createListRunPayments } from '../../functions/app/payments/run-payments.ts';
import { messageOf } from '../../functions/app/outbox/deliver.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import { type FinanceOffice, financeOffice, preparer } from '../builders/finance-office.ts';
import { message } from '../fakes/scripted-bank.ts';

async function anOffice(awards = 4): Promise<FinanceOffice> {
  const office = financeOffice({ chunkSize: 2, paymentsPerFile: 2 });
  for (let n = 0; n < awards; n += 1) office.awards.add(n, { amountFen: 30_001 });
  await office.fund();
  return office;
}

async function released(office: FinanceOffice): Promise<string> {
  const runId = await office.prepare();
  await office.build(runId);
  const result = await office.release(runId);
  if (!result.ok) throw new Error(result.error.kind);
  return runId;
}

async function notices(office: FinanceOffice) {
  const rows = await Promise.all(
    Array.from({ length: outboxShards }, (_, shard) => office.stored.query({ pk: outboxPk(shard) })),
  );
  return rows.flatMap(({ items }) => items.map(messageOf)).filter(({ type }) => type === 'notify');
}

function isOfTheLine(error: unknown): boolean {
  if (error instanceof AggregateError) return error.errors.every(isOfTheLine);
  return error instanceof Error && ['killed', 'no line'].includes(error.message);
}

async function states(office: FinanceOffice, runId: string): Promise<readonly string[]> {
  const list = createListRunPayments({ table: office.stored });
  const [first, second] = [await list(runId), await list(runId, '1.0')];
  return [...(first?.items ?? []), ...(second?.items ?? [])].map(({ state }) => state);
}

describe('the bank’s silence', () => {
  test('is asked after and raised to finance day by day, and moves nothing', async () => {
    const office = await anOffice();
    const runId = await released(office);
    office.bank.nextSends.push('timed-out', 'timed-out');
    office.bank.nextEnquiries.push(...Array<EnquiryOutcome>(8).fill('silence'));
    await office.steps.sendFiles({ runId });
    const view = createReadRun(office);
    expect(await view(runId)).toMatchObject({ status: 'unknown', answerDueOn: '2008-06-21', escalation: 0 });
    office.clock.move('2008-06-21');
    expect(await office.useCases.sweepFinance()).toBe(0);
    for (const [day, escalation] of [
      ['2008-06-22', 1],
      ['2008-06-24', 2],
    ] as const) {
      office.clock.move(day);
      expect(await office.useCases.sweepFinance()).toBe(1);
      expect(await office.useCases.sweepFinance()).toBe(0);
      await office.steps.sendFiles({ runId });
      expect(await view(runId)).toMatchObject({ status: 'unknown', escalation });
    }
    expect(await states(office, runId)).toEqual(['unknown', 'unknown', 'unknown', 'unknown']);
    expect(office.bank.sends).toHaveLength(2);
    expect((await createListRuns(office)()).items).toMatchObject([{ escalation: 2 }]);
    expect(await notices(office)).toMatchObject([
      { text: 'bank-silent', subjectKind: 'run', subjectId: runId, parameters: { status: 'unknown' } },
      { text: 'bank-silent' },
    ]);
    office.bank.nextEnquiries.splice(0);
    await office.steps.sendFiles({ runId });
    expect(await view(runId)).toMatchObject({ status: 'sent', escalation: 0, answerDueOn: '2008-06-27' });
  });

  test('is raised of a run that no statement speaks of, until all is accounted for', async () => {
    const office = await anOffice();
    const runId = await office.sentRun();
    office.clock.move('2008-06-26');
    expect(await office.useCases.sweepFinance()).toBe(1);
    expect(await office.head(runId)).toMatchObject({ state: 'sent', escalation: 1 });
    await office.importing(office.bank.statement(office.bank.debits()));
    const { awaitedSince, state } = await office.head(runId);
    expect({ awaitedSince, state }).toEqual({ state: 'reconciled' });
    office.clock.move('2008-12-31');
    expect(await office.useCases.sweepFinance()).toBe(0);
  });
});

describe('an enquiry', () => {
  test('that is not answered leaves the file’s open payments unknown, until the bank speaks', async () => {
    const office = await anOffice();
    const runId = await office.sentRun();
    const enquire = createEnquireRun(office);
    office.bank.nextEnquiries.push('silence', 'has-it');
    expect(await enquire({ runId, actor: preparer })).toMatchObject({
      ok: true,
      value: {
        files: [
          { file: 1, answer: 'silence', sentAgain: false },
          { file: 2, answer: 'has-it', sentAgain: false },
        ],
      },
    });
    expect(await states(office, runId)).toEqual(['unknown', 'unknown', 'sent', 'sent']);
    const [file] = (await office.head(runId)).files;
    await office.importing(
      message('pain.002', 'PSR-1', [
        { kind: 'group-status', originalMessageId: file!.messageId, status: 'ACCP', reasons: [] },
      ]),
    );
    expect(await states(office, runId)).toEqual(['accepted', 'accepted', 'sent', 'sent']);
    expect(office.bank.sends).toHaveLength(2);
  });

  test('that finds a file was never had hands over the same file under the same id', async () => {
    const office = await anOffice();
    const runId = await released(office);
    office.bank.nextSends.push('acknowledged', 'acknowledged');
    await office.steps.sendFiles({ runId });
    const [first] = [...office.bank.files.keys()];
    office.bank.files.delete(first!);
    const asked = await createEnquireRun(office)({ runId, actor: preparer });
    expect(asked).toMatchObject({
      value: { files: [{ answer: 'has-it-not', sentAgain: true }, { answer: 'has-it' }] },
    });
    expect(office.bank.sends).toHaveLength(3);
    expect(new Set(office.bank.sends).size).toBe(2);
    expect(office.bank.orders()).toHaveLength(4);
  });

  test('sends no file that is not the one released', async () => {
    const office = await anOffice();
    const runId = await office.sentRun();
    for (const key of office.bankFiles.files.keys()) office.bankFiles.files.set(key, Buffer.from('another'));
    office.bank.nextEnquiries.push('has-it-not');
    await expect(createEnquireRun(office)({ runId, actor: preparer })).rejects.toThrow(
      'not the one released',
    );
    expect(office.bank.sends).toHaveLength(2);
  });

  test('after one payment asks after its file alone', async () => {
    const office = await anOffice();
    const runId = await office.sentRun();
    const page = await createListRunPayments({ table: office.stored })(runId);
    const paymentId = page?.items[0]?.paymentId ?? '';
    office.bank.nextEnquiries.push('silence');
    const asked = await createEnquirePayment(office)({ paymentId, actor: preparer });
    expect(asked).toEqual({ ok: true, value: { paymentId, state: 'unknown', answer: 'silence' } });
    expect(office.bank.enquiries).toHaveLength(1);
    expect(await createEnquirePayment(office)({ paymentId: 'none', actor: preparer })).toEqual({
      ok: false,
      error: { kind: 'not-found' },
    });
  });
});

// Whatever the bank answers, and whoever asks how often: a payment is ordered at most once, under the id it began with;
// it ends settled only by the bank's word, and never as anything else.
describe('over any story of sends, enquiries, silences and days', () => {
  const step = fc.oneof(
    { weight: 4, arbitrary: fc.constantFrom('work', 'enquire', 'day', 'cancel', 'send-back') },
    { weight: 1, arbitrary: fc.constant('statement') },
  );
  const sends = fc.array(
    fc.constantFrom(
      'acknowledged',
      'timed-out',
      'lost',
      'refused',
      'unavailable',
      'crash-before',
      'crash-after',
    ),
    { maxLength: 6 },
  );
  const answers = fc.array(fc.constantFrom('silence', 'truth'), { maxLength: 12 });

  test('nothing is paid twice, and nothing unknown is decided but by the bank', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { maxLength: 14 }),
        sends,
        answers,
        async (steps, sendPlan, answerPlan) => {
          const office = await anOffice(3);
          const runId = await released(office);
          office.bank.nextSends.push(...sendPlan);
          const truth = office.bank.enquire.bind(office.bank);
          office.bank.enquire = async (messageId) =>
            answerPlan.shift() === 'silence' ? 'silence' : truth(messageId);
          const mayFail = async (work: () => Promise<unknown>): Promise<void> => {
            await work().catch((error: unknown) => {
              if (!isOfTheLine(error)) throw error;
            });
          };
          let day = 21;
          for (const one of steps) {
            const before = await office.head(runId);
            const wasUnknown = before.state === 'unknown';
            if (one === 'work') await mayFail(() => office.steps.sendFiles({ runId }));
            if (one === 'enquire') await mayFail(() => createEnquireRun(office)({ runId, actor: preparer }));
            if (one === 'day') {
              office.clock.move(`2008-07-${String((day += 1) - 20).padStart(2, '0')}`);
              await mayFail(office.useCases.sweepFinance);
            }
            if (one === 'cancel') await office.useCases.cancelRun({ runId, actor: preparer, reason: 'x' });
            if (one === 'send-back')
              await office.useCases.sendBackRun({ runId, actor: preparer, reason: 'x' });
            if (one === 'statement') await office.importing(office.bank.statement(office.bank.debits()));
            const after = await office.head(runId);
            if (wasUnknown && ['cancel', 'send-back'].includes(one)) expect(after.state).toBe('unknown');
          }
          // The line is good and the bank answers: all that is still to be sent goes out, once.
          office.bank.nextSends.splice(0);
          answerPlan.splice(0);
          await office.steps.sendFiles({ runId });
          await office.steps.voidRun({ runId });
          // Cancelled with nothing out, or with files given up that the bank would not take: the next run has them.
          const before = office.bank.orders().length;
          const last = before < 3 ? await office.sentRun() : runId;
          if (before === 0) expect(await office.head(runId)).toMatchObject({ state: 'cancelled' });
          await office.importing(office.bank.statement(office.bank.debits()));
          const ordered = office.bank.orders().map(({ endToEndId }) => endToEndId);
          expect(new Set(ordered.map((id) => id.slice(0, -2))).size).toBe(ordered.length);
          // What the bank refused, and a person gave up, goes out as a reissue; nothing else ever does.
          const reissued = before === 0 ? 0 : 3 - before;
          expect(ordered.filter((id) => id.endsWith('00'))).toHaveLength(3 - reissued);
          expect(ordered.filter((id) => id.endsWith('01'))).toHaveLength(reissued);
          expect(ordered).toHaveLength(3);
          expect(await office.head(last)).toMatchObject({
            state: 'reconciled',
            payments: last === runId ? 3 : 3 - before,
          });
          expect(await office.useCases.trialBalance({ recompute: true })).toMatchObject({
            balanced: true,
            differences: [],
          });
        },
      ),
      { numRuns: 150 },
    );
  }, 120_000);
});
