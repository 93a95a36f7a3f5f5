import { beforeEach, describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { addFirstAdministrators } from '../../functions/app/access/first-administrators.ts';
import { listReviewers, readUser } from '../../functions/app/access/users.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { createListAuditEntriesHandler } from '../../functions/handlers/http/audit/list-audit-entries/handler.ts';
import { createVerifyAuditHandler } from '../../functions/handlers/http/audit/verify-audit/handler.ts';
import { createListTasksHandler } from '../../functions/handlers/http/review/list-tasks/handler.ts';
import { createDecideUserGrantHandler } from '../../functions/handlers/http/users/decide-user-grant/handler.ts';
import { createEndUserHandler } from '../../functions/handlers/http/users/end-user/handler.ts';
import { createListUsersHandler } from '../../functions/handlers/http/users/list-users/handler.ts';
import { createProposeUserGrantHandler } from '../../functions/handlers/http/users/propose-user-grant/handler.ts';
import type { Asked } from '../builders/ask-route.ts';
import { aClaimForm, type ClaimsOffice, claimsOffice } from '../builders/claims-office.ts';
import { MovableClock } from '../fakes/movable-clock.ts';

let office: ClaimsOffice;
let routes: ReturnType<typeof routesOf>;

function routesOf(deps: ClaimsOffice) {
  return {
    list: createListUsersHandler(deps),
    propose: createProposeUserGrantHandler(deps),
    decide: createDecideUserGrantHandler(deps),
    end: createEndUserHandler(deps),
    tasks: createListTasksHandler(deps),
    entries: createListAuditEntriesHandler(deps),
    verify: createVerifyAuditHandler(deps),
  };
}

beforeEach(async () => {
  office = await claimsOffice();
  routes = routesOf(office);
  await office.addStaff('admin', 'admin');
  await office.addStaff('approver', 'admin.approver');
});

const ask = (name: keyof typeof routes, asked?: Asked) => office.ask(routes[name], asked);

const sub = '7c1d2e3f-8a44-4b51-9f6e-0d6c0f6a9b11';
const grants = [{ role: 'street.reviewer', areaCode: '320602100' }];
const proposed = (body: object = { userId: sub, grants }, user = 'admin') => ask('propose', { user, body });
const decided = (id: string, event = 'approve', user = 'approver') =>
  ask('decide', { user, params: { id }, body: { event } });

async function granted(body?: object): Promise<void> {
  const { body: answer } = await proposed(body);
  expect(await decided(answer.grantId)).toMatchObject({ status: 200, body: { status: 'approved' } });
}

const tasksFor = async (user: string) => (await ask('tasks', { user })).status;

describe('a grant of roles', () => {
  test('takes two people, and holds from the next request on', async () => {
    expect(await tasksFor(sub)).toBe(403);
    const { status, body } = await proposed();
    expect([status, body.status]).toEqual([202, 'proposed']);
    expect(await tasksFor(sub)).toBe(403);
    const listed = await ask('list', { user: 'approver' });
    expect(listed.body.proposals).toMatchObject([{ userId: sub, grants, proposedBy: 'admin' }]);
    expect(await decided(body.grantId)).toMatchObject({ status: 200, body: { status: 'approved' } });
    expect(await tasksFor(sub)).toBe(200);
    const after = await ask('list', { user: 'admin' });
    expect(after.body.users).toContainEqual({ userId: sub, grants });
    expect(after.body.proposals).toEqual([]);
    // Deputies are named among those who decide.
    expect((await listReviewers(office.table)).map((user) => user.sub)).toContain(sub);
  });

  test('is proposed and approved by nobody for themselves, nor approved by who proposed it', async () => {
    await office.addStaff('both', 'admin.approver');
    const samePerson = { status: 409, body: { code: 'same-person' } };
    expect(await proposed({ userId: 'admin', grants })).toMatchObject(samePerson);
    const { body } = await proposed({ userId: 'approver', grants });
    expect(await decided(body.grantId)).toMatchObject(samePerson);
    expect(await decided(body.grantId, 'approve', 'both')).toMatchObject({ status: 200 });
    expect((await readUser(office.table, 'approver'))?.grants).toEqual(grants);
  });

  test('refused changes nothing; once decided it is decided', async () => {
    const { body } = await proposed();
    expect(await decided(body.grantId, 'refuse')).toMatchObject({ status: 200, body: { status: 'refused' } });
    expect(await decided(body.grantId)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
    expect(await readUser(office.table, sub)).toBeUndefined();
  });

  test('stands in the place of the one before; whose family somebody is of stays known', async () => {
    const { residentId } = aClaimForm().applicant;
    await granted({ userId: sub, grants, residentId });
    await granted({ userId: sub, grants: [{ role: 'clerk', areaCode: '320602' }] });
    expect(await readUser(office.table, sub)).toEqual({
      sub,
      grants: [{ role: 'clerk', areaCode: '320602' }],
      residentIndex: office.keyed.blindIndex('person', residentId),
    });
    expect((await listReviewers(office.table)).map((user) => user.sub)).not.toContain(sub);
    expect((await ask('list', { user: 'admin' })).text).not.toContain('residentIndex');
    expect(JSON.stringify(office.lines)).not.toContain(residentId);
  });

  test('is in the audit with who proposed it and by which approval, and all chains verify', async () => {
    await granted();
    await ask('end', { user: 'admin', params: { id: sub } });
    const { body } = await ask('entries', { user: 'auditor', query: { kind: 'user', id: sub } });
    expect(body.entries).toMatchObject([
      { event: 'added', actor: { id: 'admin' }, detail: { roles: grants, proposalId: expect.any(String) } },
      { event: 'ended', actor: { id: 'admin' }, detail: { roles: [] } },
    ]);
    expect((await ask('verify', { user: 'auditor' })).body).toMatchObject({ verified: true, faults: [] });
  });

  test.each<readonly [string, object, string, string]>([
    ['outside the district', { role: 'clerk', areaCode: '320601' }, '/grants/0/areaCode', 'unknown-area'],
    ['in no area', { role: 'clerk', areaCode: '3206' }, '/grants/0/areaCode', 'wrong-format'],
    ['of no role', { role: 'king', areaCode: '320602' }, '/grants/0/role', 'not-one-of'],
  ])('%s is refused and not kept', async (_, grant, pointer, code) => {
    const before = office.writes();
    expect(await proposed({ userId: sub, grants: [grant] })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer, code }] },
    });
    expect(office.writes()).toBe(before);
  });

  test('two at once for the same person both stand in the audit, one after the other', async () => {
    const first = await proposed();
    const second = await proposed({ userId: sub, grants: [{ role: 'clerk', areaCode: '320602' }] });
    const answers = await Promise.all([decided(first.body.grantId), decided(second.body.grantId)]);
    expect(answers.map(({ status }) => status)).toEqual([200, 200]);
    const { body } = await ask('entries', { user: 'auditor', query: { kind: 'user', id: sub } });
    expect(body.entries.map(({ event }: { event: string }) => event)).toEqual(['added', 'granted']);
  });
});

describe('a member of staff who leaves', () => {
  test('has no role from the next request on, by one person’s word', async () => {
    await granted();
    expect(await ask('end', { user: 'admin', params: { id: sub } })).toMatchObject({ status: 200 });
    expect(await tasksFor(sub)).toBe(403);
    expect((await ask('list', { user: 'admin' })).body.users).toContainEqual({ userId: sub, grants: [] });
    expect(await ask('end', { user: 'admin', params: { id: sub } })).toMatchObject({ status: 409 });
    expect(await ask('end', { user: 'admin', params: { id: 'nobody' } })).toMatchObject({ status: 404 });
    await granted();
    expect(await tasksFor(sub)).toBe(200);
  });
});

describe('the first administrators', () => {
  const district = areaCode('320602');
  const opened = () => ({
    table: createSqliteTable(SqliteDatabase.open(':memory:')),
    clock: new MovableClock(),
  });

  test('are two people, there before anybody, and added once', async () => {
    const deps = opened();
    const names = { admin: 'a', approver: 'b', district };
    expect(await addFirstAdministrators(deps, { ...names, approver: names.admin })).toEqual({
      ok: false,
      error: 'same-person',
    });
    expect(await readUser(deps.table, names.admin)).toBeUndefined();
    expect(await addFirstAdministrators(deps, names)).toMatchObject({ ok: true });
    expect((await readUser(deps.table, names.admin))?.grants).toEqual([
      { role: 'admin', areaCode: district },
    ]);
    expect((await readUser(deps.table, 'b'))?.grants).toEqual([
      { role: 'admin.approver', areaCode: district },
    ]);
    expect(await addFirstAdministrators(deps, { ...names, admin: 'c', approver: 'd' })).toEqual({
      ok: false,
      error: 'there-are-users',
    });
    expect(await readUser(deps.table, 'c')).toBeUndefined();
  });
});
