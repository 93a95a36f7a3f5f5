import { randomUUID } from 'node:crypto';
import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { createReadReport } from '../../functions/app/reports/read-report.ts';
import { addDays, countDecided, daysWithin } from '../../functions/domain/review/days-to-decide.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { quarterOf } from '../../functions/domain/time/quarter.ts';
import { plusWorkingDays, workingDaysBetween } from '../../functions/domain/time/working-days.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { createReadReportHandler } from '../../functions/handlers/http/reports/read-report/handler.ts';
import { createDecideTaskHandler } from '../../functions/handlers/http/review/decide-task/handler.ts';
import { createListTasksHandler } from '../../functions/handlers/http/review/list-tasks/handler.ts';
import { aClaimForm, type ClaimsOffice, claimsOffice, street } from '../builders/claims-office.ts';

let office: ClaimsOffice;

/** The second claim of the couple comes on the same day, a Tuesday. */
beforeEach(async () => {
  office = await claimsOffice();
});

async function submit(whose: 'wife' | 'husband' = 'wife'): Promise<void> {
  const { body } = await office.ask(createSubmitClaimHandler(office), {
    user: 'clerk',
    body: aClaimForm(whose),
  });
  await office.verify((body as { claimId: string }).claimId);
}

async function taskOf(user: string): Promise<{ taskId: string; payloadHash: string }> {
  return (await office.ask(createListTasksHandler(office), { user })).body.tasks[0];
}

async function decide(
  user: string,
  { task, ...more }: { task?: Awaited<ReturnType<typeof taskOf>>; [name: string]: unknown } = {},
  key: string = randomUUID(),
): Promise<number | undefined> {
  const { taskId, payloadHash } = task ?? (await taskOf(user));
  const { status } = await office.ask(createDecideTaskHandler(office), {
    user,
    params: { taskId },
    headers: { 'idempotency-key': key },
    body: { outcome: 'approve', reason: '已核对', payloadHash, ...more },
  });
  return status;
}

const rows = async (year?: number) => (await createReadReport(office)('decided', year)).rows;

describe('the report of decided tasks', () => {
  test('has each stage’s offices, in the order of the stages, with working days from arrival', async () => {
    await submit();
    office.clock.move('2008-05-26');
    expect(await decide('village')).toBe(200);
    office.clock.move('2008-05-27');
    await submit('husband');
    expect(await decide('village')).toBe(200);
    expect(await decide('street')).toBe(200);
    office.clock.move('2008-06-10');
    await office.sweep();
    expect(await decide('district')).toBe(200);
    // From Tuesday to Monday are four working days; the posting is nobody's time.
    expect(await rows()).toEqual([
      { stage: 'village', areaCode: street, decided: 2, onTime: 2, medianDays: 0, ninetiethDays: 4 },
      { stage: 'street', areaCode: street, decided: 1, onTime: 1, medianDays: 1, ninetiethDays: 1 },
      { stage: 'district', areaCode: '320602', decided: 1, onTime: 1, medianDays: 0, ninetiethDays: 0 },
    ]);
  });

  test('what is decided late stays late, also when its lateness was raised and it has a new date', async () => {
    await submit();
    await submit('husband');
    office.clock.move('2008-06-19');
    expect(await office.sweep()).toBe(2);
    expect(await decide('village')).toBe(200);
    expect(await decide('village')).toBe(200);
    expect(await rows()).toMatchObject([{ decided: 2, onTime: 0, medianDays: 22 }]);
  });

  test('counts a decision once: not an answer given again, a loser, nor who declared a conflict', async () => {
    await submit();
    const task = await taskOf('village');
    expect(await decide('village-2', { task, conflictDeclared: true })).toBe(200);
    expect(await rows()).toEqual([]);
    const key = randomUUID();
    const fresh = await taskOf('village');
    expect(await decide('village', { task: fresh }, key)).toBe(200);
    expect(await decide('village', { task: fresh }, key)).toBe(200);
    expect(await decide('village', { task: fresh })).toBe(409);
    expect(await rows()).toMatchObject([{ stage: 'village', decided: 1 }]);
  });

  test('two who decide at once are one decision', async () => {
    await submit();
    const task = await taskOf('village');
    const answers = await Promise.all(['village', 'village-2'].map((user) => decide(user, { task })));
    expect(answers.sort()).toEqual([200, 409]);
    expect(await rows()).toMatchObject([{ stage: 'village', decided: 1, onTime: 1 }]);
  });

  test('is a sheet too', async () => {
    await submit();
    await decide('village');
    const { text } = await office.ask(createReadReportHandler(office), {
      user: 'auditor',
      params: { report: 'decided' },
      headers: { accept: 'text/csv', 'accept-language': 'en' },
    });
    expect(text).toBe(
      '\ufeffstage,office’s area,decided,on time,median working days,nine in ten within working days\r\n' +
        `village,${street},1,1,0,0\r\n`,
    );
  });

  test('is of the year of the decision', async () => {
    await submit();
    await decide('village');
    expect(await rows(2007)).toEqual([]);
    expect(await rows(2008)).toHaveLength(1);
  });
});

describe('days to decide', () => {
  const histogram = fc
    .uniqueArray(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 50 })), {
      minLength: 1,
      selector: ([days]) => days,
    })
    .map((entries) => new Map(entries));

  test.each([
    [new Map(), 0.5, undefined],
    [new Map([[3, 1]]), 0.5, 3],
    // Of four the second, by the nearest rank; of ten the ninth.
    [
      new Map([
        [9, 2],
        [1, 2],
      ]),
      0.5,
      1,
    ],
    [
      new Map([
        [1, 8],
        [5, 1],
        [30, 1],
      ]),
      0.9,
      5,
    ],
  ])('%j within %d: %p', (days, share, expected) => {
    expect(daysWithin(days, share)).toBe(expected);
  });

  test('at least the share is within, and less than that a day earlier', () => {
    fc.assert(
      fc.property(histogram, fc.constantFrom(0.1, 0.5, 0.9, 1), (days, share) => {
        const within = daysWithin(days, share)!;
        const upTo = (most: number) => countDecided(new Map([...days].filter(([after]) => after <= most)));
        expect(upTo(within)).toBeGreaterThanOrEqual(countDecided(days) * share);
        expect(upTo(within - 1)).toBeLessThan(countDecided(days) * share);
      }),
    );
  });

  test('several offices’ add up', () => {
    fc.assert(
      fc.property(histogram, histogram, (some, others) => {
        expect(countDecided(addDays(some, others))).toBe(countDecided(some) + countDecided(others));
      }),
    );
  });

  test('working days between are those that lead from one to the other', () => {
    const calendar = { holidays: new Set(['2008-06-09']), workedWeekends: new Set(['2008-05-04']) };
    const from = calendarDate('2008-05-01');
    for (const days of [0, 1, 2, 5, 23, 40]) {
      expect(workingDaysBetween(from, plusWorkingDays(from, days, calendar), calendar)).toBe(days);
    }
    expect(workingDaysBetween(from, calendarDate('2008-04-30'), calendar)).toBe(0);
  });

  test.each([
    ['2008-01-01', '2008-Q1'],
    ['2008-03-31', '2008-Q1'],
    ['2008-04-01', '2008-Q2'],
    ['2008-12-31', '2008-Q4'],
  ])('%s is of %s', (date, quarter) => {
    expect(quarterOf(calendarDate(date))).toBe(quarter);
  });
});
