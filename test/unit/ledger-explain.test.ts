import { describe, expect, test } from '@jest/globals';
import { createAccountStatement } from '../../functions/app/ledger/account-statement.ts';
import { createExplainEntry } from '../../functions/app/ledger/explain-entry.ts';
import { isInvalidCursor } from '../../functions/app/store/invalid-cursor.ts';
import { accounts, isAccount } from '../../functions/domain/ledger/accounts.ts';
import { type FinanceOffice, financeOffice } from '../builders/finance-office.ts';
import { fundsQueue, queueId } from '../builders/funds-queue.ts';

/** Every line of the ledger once, by its debit. */
async function allEntries(office: FinanceOffice) {
  const statement = createAccountStatement({ table: office.stored });
  const pages = await Promise.all(
    Object.keys(accounts)
      .filter(isAccount)
      .map((account) => statement({ account, limit: 100 })),
  );
  return pages.flatMap(({ entries }) => entries.filter(({ side }) => side === 'debit'));
}

describe('a line of the ledger', () => {
  test('of a run is exactly the payments behind it, by their parts of its share', async () => {
    const office = financeOffice({ chunkSize: 4 });
    for (let n = 0; n < 10; n += 1) office.awards.add(n, { amountFen: 30_001 + 2 * n });
    await office.fund();
    await office.sentRun();
    const debits = office.bank.debits();
    await office.importing(office.bank.statement(debits.slice(0, 7)));
    await office.importing(office.bank.statement(debits.slice(7)));
    await office.importing(
      office.bank.statement([
        { ...debits[2]!, direction: 'credit', returned: { reason: { code: 'AC04' } }, bankReference: 'R-1' },
      ]),
    );
    const explain = createExplainEntry({ table: office.stored });
    const ofRun = (await allEntries(office)).filter(({ runId }) => runId !== undefined);
    expect(new Set(ofRun.map(({ event }) => event))).toEqual(
      new Set(['roll-prepared', 'sent', 'settled', 'returned']),
    );
    for (const entry of ofRun) {
      const found = await explain(entry.id);
      const { payments = [] } = found ?? {};
      expect(payments.length).toBeGreaterThan(0);
      expect(payments.reduce((sum, { partFen }) => sum + partFen, 0)).toBe(entry.amountFen);
      expect(found).toMatchObject({
        entry: { id: entry.id },
        run: { runId: entry.runId, period: '2008-H1' },
      });
      if (entry.event === 'returned') {
        expect(payments).toMatchObject([{ outcome: 'returned', component: 'base' }]);
      }
    }
  });

  test('lists a chunk’s payments a page at a time', async () => {
    const office = financeOffice();
    for (let n = 0; n < 130; n += 1) office.awards.add(n);
    await office.fund();
    await office.sentRun();
    const explain = createExplainEntry({ table: office.stored });
    const sent = (await allEntries(office)).find(({ event }) => event === 'sent')!;
    const first = await explain(sent.id);
    expect(first?.payments).toHaveLength(100);
    const second = await explain(sent.id, first?.cursor);
    expect(second?.payments).toHaveLength(30);
    expect(second?.cursor).toBeUndefined();
    const ids = [...first!.payments, ...second!.payments].map(({ paymentId }) => paymentId);
    expect(new Set(ids).size).toBe(130);
    for (const cursor of ['x', '-1', '131', '1.5']) {
      expect(isInvalidCursor(await explain(sent.id, cursor).catch((fault: unknown) => fault))).toBe(true);
    }
    expect(await explain('no such line')).toBeUndefined();
  });

  test('that commits money names the claims it is for, and their awards', async () => {
    const queue = fundsQueue();
    const { claimId, reference } = await queue.wait(0, [101]);
    await queue.appropriate(1_000);
    await queue.allocate({ appropriationId: queueId, named: [] });
    const { entries } = await createAccountStatement({ table: queue.stored })({ account: 'B3' });
    const found = await createExplainEntry({ table: queue.stored })(entries[0]!.id);
    expect(found).toMatchObject({
      claims: [{ claimId, reference, awardId: claimId.replace('claim-', 'award-') }],
      payments: [],
    });
    queue.close();
  });
});
