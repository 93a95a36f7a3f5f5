import { beforeEach, describe, expect, test } from '@jest/globals';
import fc from 'fast-check';
import { familyRows } from '../../functions/app/claims/family.ts';
import { deputyshipFaults, isInForce, mostDeputyDays } from '../../functions/domain/review/deputyship.ts';
import { calendarDate, plusDays } from '../../functions/domain/time/calendar-date.ts';
import { createListAuditEntriesHandler } from '../../functions/handlers/http/audit/list-audit-entries/handler.ts';
import { createOpenCaseHandler } from '../../functions/handlers/http/audit/open-case/handler.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { createDecideTaskHandler } from '../../functions/handlers/http/review/decide-task/handler.ts';
import { createEndDeputyshipHandler } from '../../functions/handlers/http/review/end-deputyship/handler.ts';
import { createListDeputiesHandler } from '../../functions/handlers/http/review/list-deputies/handler.ts';
import { createListTasksHandler } from '../../functions/handlers/http/review/list-tasks/handler.ts';
import { createNameDeputyHandler } from '../../functions/handlers/http/review/name-deputy/handler.ts';
import { createReadTaskHandler } from '../../functions/handlers/http/review/read-task/handler.ts';
import type { Asked } from '../builders/ask-route.ts';
import { aClaimForm, type ClaimsOffice, claimsOffice } from '../builders/claims-office.ts';

describe('a deputyship', () => {
  const days = fc.integer({ min: 0, max: 400 });
  const today = calendarDate('2008-05-20');

  test('is named for days to come, no more than it may last, and is in force on exactly those', () => {
    fc.assert(
      fc.property(days, fc.integer({ min: -5, max: 80 }), days, (start, length, later) => {
        const from = plusDays(today, start - 5);
        const until = plusDays(from, length);
        const faults = deputyshipFaults({ absentId: 'a', deputyId: 'b', from, until }, today);
        expect(faults.length === 0).toBe(start >= 5 && length >= 0 && length < mostDeputyDays);
        const on = plusDays(today, later - 5);
        const inForce = isInForce({ from, until }, on);
        expect(inForce).toBe(later - start >= 0 && later - start <= length);
      }),
    );
  });

  test('is nobody’s own', () => {
    const self = { absentId: 'a', deputyId: 'a', from: today, until: today };
    expect(deputyshipFaults(self, today)).toEqual([{ kind: 'same-person' }]);
  });
});

let office: ClaimsOffice;
let routes: ReturnType<typeof routesOf>;

beforeEach(async () => {
  office = await claimsOffice();
  routes = routesOf(office);
});

function routesOf(deps: ClaimsOffice) {
  return {
    submit: createSubmitClaimHandler(deps),
    tasks: createListTasksHandler(deps),
    readTask: createReadTaskHandler(deps),
    decide: createDecideTaskHandler(deps),
    deputies: createListDeputiesHandler(deps),
    name: createNameDeputyHandler(deps),
    end: createEndDeputyshipHandler(deps),
    entries: createListAuditEntriesHandler(deps),
    openCase: createOpenCaseHandler(deps),
  };
}

const ask = (name: keyof typeof routes, asked?: Asked) => office.ask(routes[name], asked);

const absence = { absentId: 'street', deputyId: 'village', from: '2008-05-20', until: '2008-05-30' };

const named = (user = 'street', more: Partial<typeof absence> = {}) =>
  ask('name', { user, body: { ...absence, ...more } });

async function inReview(): Promise<{ claimId: string; reference: string }> {
  const { body } = await ask('submit', { body: aClaimForm() });
  await office.verify(body.claimId);
  return body;
}

const tasksOf = async (user: string, stage?: string) =>
  (await ask('tasks', { user, ...(stage === undefined ? {} : { query: { stage } }) })).body.tasks;

async function decide(user: string, stage: string) {
  const [task] = await tasksOf(user, stage);
  if (task === undefined) throw new Error(`no task of ${stage} for ${user}`);
  const body = { outcome: 'approve', reason: '已核对', payloadHash: task.payloadHash };
  return ask('decide', { user, params: { taskId: task.taskId }, body });
}

describe('somebody who stands in for an absent reviewer', () => {
  test('sees and decides their tasks, in the deputy’s own name, and the record says for whom', async () => {
    const { claimId, reference } = await inReview();
    expect(await decide('village-2', 'village')).toMatchObject({ status: 200 });
    expect(await tasksOf('village')).toEqual([]);
    expect(await named()).toMatchObject({ status: 200 });
    const [task] = await tasksOf('village');
    expect(task).toMatchObject({ claimId, stage: 'street', deputyFor: 'street' });
    expect((await ask('readTask', { user: 'village', params: { taskId: task.taskId } })).body.task).toEqual(
      task,
    );
    expect((await tasksOf('street'))[0].deputyFor).toBeUndefined();
    expect(await decide('village', 'street')).toMatchObject({ status: 200, body: { status: 'posting' } });

    const { body } = await ask('entries', { user: 'auditor', query: { kind: 'claim', id: claimId } });
    expect(body.entries.at(-1)).toMatchObject({
      event: 'approve',
      actor: { kind: 'staff', id: 'village' },
      detail: { stage: 'street', deputyFor: 'street' },
    });
    const opened = await ask('openCase', {
      user: 'auditor',
      params: { reference },
      body: { purpose: '抽样检查' },
    });
    expect(opened.body.history.at(-1)).toMatchObject({ actor: { id: 'village' }, deputyFor: 'street' });
    expect(opened.body.history.at(-2).deputyFor).toBeUndefined();
  });

  test('decides no second stage of a claim', async () => {
    await inReview();
    await decide('village', 'village');
    await named();
    expect(await decide('village', 'street')).toMatchObject({ status: 409, body: { code: 'took-part' } });
    expect(await decide('street', 'street')).toMatchObject({ status: 200 });
  });

  test('decides nothing that the absent one may not: a stage more, or a claim of their family', async () => {
    await office.addStaff('street-kin', 'street.reviewer', { residentIndex: 'index-kin' });
    await office.addStaff('both', 'village.reviewer');
    const { claimId } = await inReview();
    await office.table.transact(
      familyRows({ claimId, programme: 'rural-reward' }, [{ residentIndex: 'index-kin', relation: 'child' }]),
    );
    await decide('both', 'village');
    await named('street-kin', { absentId: 'street-kin' });
    expect(await decide('village', 'street')).toMatchObject({ status: 409, body: { code: 'absent-barred' } });
    // Who stands in for two decides for the one who may.
    await named('street');
    expect(await decide('village', 'street')).toMatchObject({ status: 200 });
  });

  test('is none before the first day and after the last, without anybody doing anything', async () => {
    await inReview();
    await decide('village-2', 'village');
    await named('street', { from: '2008-05-22', until: '2008-05-23' });
    const seen = [];
    for (const day of ['2008-05-21', '2008-05-22', '2008-05-23', '2008-05-24']) {
      office.clock.move(day);
      seen.push((await tasksOf('village')).length);
    }
    expect(seen).toEqual([0, 1, 1, 0]);
  });

  test('is none once it is ended, which the lead may do as well', async () => {
    const { body } = await named();
    await inReview();
    await decide('village-2', 'village');
    const end = (user: string) => ask('end', { user, params: { id: body.deputyshipId } });
    expect(await end('village')).toMatchObject({ status: 403, body: { code: 'wrong-role' } });
    expect(await end('district')).toMatchObject({ status: 200 });
    expect(await end('street')).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect(await tasksOf('village')).toEqual([]);
    expect((await ask('deputies', { user: 'street' })).body.deputyships).toEqual([]);
    const { body: audit } = await ask('entries', {
      user: 'auditor',
      query: { kind: 'deputyship', id: body.deputyshipId },
    });
    expect(audit.entries).toMatchObject([
      { event: 'named', actor: { id: 'street' }, detail: absence },
      { event: 'ended', actor: { id: 'district' } },
    ]);
  });

  test('holds what the absent one holds now, and hands on nothing held for another', async () => {
    await inReview();
    await decide('village-2', 'village');
    await named();
    // The deputy of the deputy has the village’s own tasks, not the street’s.
    await named('village', { absentId: 'village', deputyId: 'village-2' });
    expect(await tasksOf('village-2')).toEqual([]);
    await office.table.transact([{ update: { pk: 'USER#street', sk: 'HEAD' }, set: { roles: [] } }]);
    expect(await tasksOf('village')).toEqual([]);
  });
});

describe('naming a deputy', () => {
  test.each([
    ['street', absence, 200, undefined],
    ['district', absence, 200, undefined],
    ['village-2', absence, 403, undefined],
    ['street', { ...absence, absentId: 'district' }, 403, undefined],
    ['street', { ...absence, absentId: 'village', deputyId: 'village-2' }, 200, undefined],
    ['street', { ...absence, deputyId: 'street' }, 400, '/deputyId'],
    ['street', { ...absence, deputyId: 'nobody' }, 400, '/deputyId'],
    ['street', { ...absence, deputyId: 'clerk' }, 400, '/deputyId'],
    ['district', { ...absence, absentId: 'clerk' }, 400, '/absentId'],
    ['street', { ...absence, from: '2008-05-19' }, 400, '/from'],
    ['street', { ...absence, until: '2008-05-19' }, 400, '/until'],
    ['street', { ...absence, until: '2008-07-19' }, 400, '/until'],
    ['street', { ...absence, until: '2008-02-30' }, 400, '/until'],
  ])('%s names %j: %i %s', async (user, body, status, pointer) => {
    const answer = await ask('name', { user, body });
    expect(answer.status).toBe(status);
    if (pointer !== undefined) {
      expect(answer.body.errors.map((one: { pointer: string }) => one.pointer)).toEqual([pointer]);
    }
  });

  test('for the district’s approver is for whoever manages users', async () => {
    await office.addStaff('admin', 'admin');
    expect(await named('admin', { absentId: 'district' })).toMatchObject({ status: 200 });
    expect(await named('admin')).toMatchObject({ status: 403 });
    const { body } = await ask('deputies', { user: 'admin' });
    expect(body.deputyships).toMatchObject([{ absentId: 'district', deputyId: 'village', mayEnd: true }]);
    expect(
      body.reviewers.flatMap((one: { userId: string; mayNameFor: boolean }) =>
        one.mayNameFor ? [one.userId] : [],
      ),
    ).toEqual(['district']);
  });

  test('sent twice is one', async () => {
    const key = '5f0c1d2e-8a44-4b51-9f6e-0d6c0f6a9b11';
    const answers = [
      await ask('name', { user: 'street', key, body: absence }),
      await ask('name', { user: 'street', key, body: absence }),
    ];
    expect(answers[1]?.body).toEqual(answers[0]?.body);
    expect((await ask('deputies', { user: 'street' })).body.deputyships).toHaveLength(1);
  });
});
