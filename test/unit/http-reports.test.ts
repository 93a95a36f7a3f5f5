import { describe, expect, test } from '@jest/globals';
import { createReadReport } from '../../functions/app/reports/read-report.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { aClaimForm, claimsOffice } from '../builders/claims-office.ts';
import { financeOffice } from '../builders/finance-office.ts';
import { expectSound } from '../builders/sound-books.ts';
import { reportRoute } from '../builders/report-route.ts';

const credit = { direction: 'credit' } as const;

/** Three payments settled in June, of which one is returned in July, for a closed account. */
async function returnedInJuly() {
  const office = financeOffice();
  for (let n = 0; n < 3; n += 1) office.awards.add(n, { amountFen: 30_000 });
  office.clock.move('2008-06-02');
  await office.fund();
  office.clock.move('2008-06-20');
  const runId = await office.sentRun();
  const debits = office.bank.debits();
  await office.importing(office.bank.statement(debits));
  office.clock.move('2008-07-01');
  const back = {
    ...debits[0],
    ...credit,
    bankReference: 'R1',
    bookedOn: office.clock.today(),
    returned: { reason: { code: 'AC04' } },
  };
  const bringing = (id: string, sequence: number) =>
    office.importing(office.bank.statement([back], { id, sequence, day: office.clock.today() }));
  await bringing('BACK', 2);
  return { office, runId, debits, bringing };
}

describe('the report of what was paid out', () => {
  test('has what was paid in the month of its posting, and what came back in that of its own', async () => {
    const { office } = await returnedInJuly();
    const { body } = await reportRoute(office)('payout');
    expect(body).toEqual({
      report: 'payout',
      asOf: expect.stringMatching(/^2008-07-01T/),
      year: 2008,
      rows: [
        { programme: 'rural-reward', month: '2008-06', paidFen: 90_000, cameBackFen: 0, netFen: 90_000 },
        { programme: 'rural-reward', month: '2008-07', paidFen: 0, cameBackFen: 30_000, netFen: -30_000 },
      ],
    });
  });

  test('is of one year’s budget, this year’s when none is said', async () => {
    const { office } = await returnedInJuly();
    const ask = reportRoute(office);
    expect((await ask('payout', { query: { year: '2007' } })).body).toMatchObject({ year: 2007, rows: [] });
    office.clock.move('2009-01-05');
    expect((await ask('payout')).body).toMatchObject({ year: 2009, rows: [] });
    expect((await ask('payout', { query: { year: '2008' } })).body).toMatchObject({ rows: [{}, {}] });
  });
});

describe('the report of what came back', () => {
  test('counts each by the bank’s reason, once however often the bank says it', async () => {
    const { office, runId, bringing } = await returnedInJuly();
    await bringing('AGAIN', 3);
    const { body } = await reportRoute(office)('returns');
    expect(body).toMatchObject({
      rows: [{ programme: 'rural-reward', reason: 'AC04', reasonWords: {}, count: 1, fen: 30_000 }],
    });
    expect((body as { rows: unknown[] }).rows).toHaveLength(1);
    await expectSound(office, runId);
  });

  test('counts what came back without a reason beside it, the most frequent first', async () => {
    const { office, runId, debits } = await returnedInJuly();
    const silent = debits
      .slice(1)
      .map((line, at) => ({ ...line, ...credit, bankReference: `R${String(at + 2)}`, returned: {} }));
    await office.importing(office.bank.statement(silent, { id: 'SILENT', sequence: 3 }));
    const { body } = await reportRoute(office)('returns');
    expect(body).toMatchObject({
      rows: [
        { count: 2, fen: 60_000 },
        { reason: 'AC04', count: 1, fen: 30_000 },
      ],
    });
    await expectSound(office, runId);
  });
});

describe('the report of queues', () => {
  test.each([
    ['2008-05-27', false, { onTime: 1, upToWeek: 1 }],
    ['2008-05-28', false, { onTime: 1, upToMonth: 1 }],
    ['2008-06-19', false, { onTime: 0, upToMonth: 1 }],
    // Raising it sets a new date, and does not make it timely.
    ['2008-06-19', true, { onTime: 0, upToMonth: 1 }],
    ['2008-06-20', false, { onTime: 0, longer: 1 }],
  ])('on %s, swept %s: a task of 20 May', async (today, swept, expected) => {
    const office = await claimsOffice();
    const { body } = await office.ask(createSubmitClaimHandler(office), {
      user: 'clerk',
      body: aClaimForm(),
    });
    await office.verify((body as { claimId: string }).claimId);
    office.clock.move(today);
    if (swept) expect(await office.sweep()).toBe(1);
    const none = { open: 0, onTime: 0, upToWeek: 0, upToMonth: 0, longer: 0 };
    expect((await createReadReport(office)('queues')).rows).toEqual([
      { ...none, stage: 'village', open: 1, ...expected },
      ...['street', 'district', 'manual', 'rejection'].map((stage) => ({ ...none, stage })),
    ]);
  });
});

test('a report is a sheet too, in the reader’s language, and not for everyone', async () => {
  const { office } = await returnedInJuly();
  const ask = reportRoute(office);
  const headers = { accept: 'text/csv', 'accept-language': 'en' };
  expect((await ask('payout', { headers })).text).toBe(
    '\ufeffmonth,programme,paid (yuan),came back (yuan),net (yuan)\r\n' +
      '2008-06,rural-reward,900.00,0.00,900.00\r\n2008-07,rural-reward,0.00,300.00,-300.00\r\n',
  );
  expect((await ask('returns', { headers })).text.split('\r\n')[1]).toMatch(
    /^rural-reward,AC04,.+,1,300\.00$/,
  );
  expect((await ask('nothing')).status).toBe(400);
  expect((await ask('payout', { user: 'clerk' })).status).toBe(403);
});
