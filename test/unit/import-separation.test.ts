import { describe, expect, test } from '@jest/globals';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { type FinanceOffice, financeOffice, preparer, reconciler } from '../builders/finance-office.ts';
import { message } from '../fakes/scripted-bank.ts';

const amountFen = 30_000;

/** Everything the store holds, as text: whether anything at all was written. */
function stored({ database }: FinanceOffice): string {
  const rows = database.read((db) => db.prepare('SELECT pk, sk, checksum FROM items ORDER BY pk, sk').all());
  return JSON.stringify(rows);
}

/** Two runs that the bank has, of which one was released by somebody who otherwise imports. */
async function twoRuns() {
  const office = financeOffice();
  for (const n of [1, 2, 3]) office.awards.add(n, { amountFen });
  await office.fund();
  // Any word of the bank about it is written: nobody knew whether it has it.
  office.bank.nextSends.push('timed-out');
  await office.sentRun('2008-H1');
  const [file = ''] = office.bank.sends;
  const first = office.bank.orders().map(({ endToEndId }) => endToEndId);
  await office.fundMore(3 * amountFen);
  const own = await office.prepare('2008-H2');
  const { payloadHash = '' } = await office.build(own);
  const released = await office.useCases.releaseRun({ runId: own, payloadHash, actor: reconciler });
  expect(released).toMatchObject({ ok: true });
  await office.steps.sendFiles({ runId: own });
  const debits = office.bank.debits();
  const isFirst = ({ endToEndId = '' }) => first.includes(endToEndId);
  return {
    office,
    own,
    file,
    ownDebits: debits.filter((debit) => !isFirst(debit)),
  };
}

type Runs = Awaited<ReturnType<typeof twoRuns>>;

const cases: Readonly<Record<string, (runs: Runs) => readonly BankRecord[]>> = {
  'a batch booking of another run before it': ({ office, file, ownDebits }) =>
    office.bank.statement([
      { batch: { paymentInformationId: file }, bankReference: 'B1', amountFen: fen(3 * amountFen) },
      ...ownDebits,
    ]),
  'a status of another file before it': ({ file, ownDebits: [debit] }) =>
    message('pain.002', 'P1', [
      { kind: 'group-status', originalMessageId: file, status: 'ACSP', reasons: [] },
      {
        kind: 'payment-status',
        endToEndId: debit?.endToEndId ?? '',
        status: 'RJCT',
        reasons: [{ code: 'AC04' }],
        neverReceived: false,
      },
    ]),
  'a status of another file before its own': ({ office, file }) =>
    message(
      'pain.002',
      'P2',
      [file, office.bank.sends.at(-1)].map((originalMessageId) => ({
        kind: 'group-status',
        originalMessageId,
        status: 'ACSP',
        reasons: [],
      })),
    ),
};

describe('a bank’s message about a run that its importer had a part in', () => {
  test.each(Object.entries(cases))('with %s, leaves nothing written', async (_, records) => {
    const runs = await twoRuns();
    const { office, own } = runs;
    const told = records(runs);
    const before = stored(office);
    expect(await office.importing(told, reconciler)).toEqual({
      ok: false,
      error: { kind: 'separation', runId: own },
    });
    expect(stored(office)).toBe(before);
    expect(await office.importing(told, preparer)).toMatchObject({ error: { kind: 'separation' } });
    const another = { kind: 'staff', id: 'another.reconciler' } as const;
    expect(await office.importing(told, another)).toMatchObject({ ok: true });
    expect(stored(office)).not.toBe(before);
  });
});
