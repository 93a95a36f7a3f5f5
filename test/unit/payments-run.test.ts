import { describe, expect, test } from '@jest/globals';
import { financeOffice, netOf } from '../builders/finance-office.ts';

describe('a payment run', () => {
  test('goes from the roll to the reconciled statement, and its ledger balances', async () => {
    const office = financeOffice();
    for (let n = 0; n < 25; n += 1) office.awards.add(n, { amountFen: 30_001 });
    await office.fund();
    const runId = await office.sentRun();
    expect(await office.head(runId)).toMatchObject({ state: 'sent', payments: 25, totalFen: 25 * 30_001 });
    expect(office.bank.orders()).toHaveLength(25);

    const result = await office.importing(office.bank.statement(office.bank.debits()));

    expect(result).toEqual({
      ok: true,
      value: {
        messageId: 'MSG-ST000001',
        matched: 25,
        returned: 0,
        rejected: 0,
        exceptions: 0,
        alreadyImported: false,
      },
    });
    expect(await office.head(runId)).toMatchObject({ state: 'reconciled' });
    const balance = await office.useCases.trialBalance({ recompute: true });
    expect(balance).toMatchObject({ balanced: true, differences: [] });
    expect(await netOf(office, 'B5')).toBe(-25 * 30_001);
    expect(await netOf(office, 'B4')).toBe(0);
    expect(await netOf(office, 'L2')).toBe(0);
    expect(await netOf(office, 'E1')).toBe(25 * 30_001);
  });
});
