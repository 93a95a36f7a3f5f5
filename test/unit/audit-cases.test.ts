import { beforeEach, describe, expect, test } from '@jest/globals';
import { routes as declared } from '../../functions/app/access/routes.ts';
import { createAwardsForRoll } from '../../functions/app/awards/awards-for-roll.ts';
import { createOpenCaseHandler } from '../../functions/handlers/http/audit/open-case/handler.ts';
import { createListAuditEntriesHandler } from '../../functions/handlers/http/audit/list-audit-entries/handler.ts';
import { createVerifyAuditHandler } from '../../functions/handlers/http/audit/verify-audit/handler.ts';
import { createReadDecisionRecordHandler } from '../../functions/handlers/http/awards/read-decision-record/handler.ts';
import { createReadClaimHandler } from '../../functions/handlers/http/claims/read-claim/handler.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { createDecideTaskHandler } from '../../functions/handlers/http/review/decide-task/handler.ts';
import { createListTasksHandler } from '../../functions/handlers/http/review/list-tasks/handler.ts';
import { createReadTaskHandler } from '../../functions/handlers/http/review/read-task/handler.ts';
import type { Asked } from '../builders/ask-route.ts';
import { aClaimForm, type ClaimsOffice, claimsOffice } from '../builders/claims-office.ts';
import { financeOffice } from '../builders/finance-office.ts';

let office: ClaimsOffice;
let routes: ReturnType<typeof routesOf>;

beforeEach(async () => {
  office = await claimsOffice();
  routes = routesOf(office);
});

function routesOf(deps: ClaimsOffice) {
  return {
    submit: createSubmitClaimHandler(deps),
    read: createReadClaimHandler(deps),
    tasks: createListTasksHandler(deps),
    readTask: createReadTaskHandler(deps),
    decide: createDecideTaskHandler(deps),
    openCase: createOpenCaseHandler(deps),
    entries: createListAuditEntriesHandler(deps),
    verify: createVerifyAuditHandler(deps),
    record: createReadDecisionRecordHandler(deps),
  };
}

const ask = (name: keyof typeof routes, asked?: Asked) => office.ask(routes[name], asked);

const purpose = '2008年第3次抽样检查';

async function submitted(): Promise<{ claimId: string; reference: string; accessCode: string }> {
  const { body } = await ask('submit', { body: aClaimForm() });
  return { claimId: body.claimId, reference: body.reference, accessCode: body.accessCode };
}

async function decide(user: string): Promise<void> {
  const [task] = (await ask('tasks', { user })).body.tasks;
  const body = { outcome: 'approve', reason: '王秀英本人到场，已核对', payloadHash: task.payloadHash };
  expect(await ask('decide', { user, params: { taskId: task.taskId }, body })).toMatchObject({ status: 200 });
}

/** A claim of which a person found out what a register that is down does not say, and wrote how. */
async function foundOut(): Promise<{ claimId: string; reference: string; code: string }> {
  office.registers.unavailable.set('attestations', 'down');
  const { claimId, reference } = await submitted();
  await expect(office.verify(claimId)).rejects.toMatchObject({ name: 'RegisterUnavailable' });
  await office.assess(claimId);
  const [task] = (await ask('tasks', { user: 'street' })).body.tasks;
  const [code] = task.summary.unknown;
  const findings = [{ code, result: 'met', basis: '王秀英的邻居证明' }];
  const body = { outcome: 'approve', reason: '属实', payloadHash: task.payloadHash, findings };
  await ask('decide', { user: 'street', params: { taskId: task.taskId }, body });
  return { claimId, reference, code };
}

async function awarded() {
  const claim = await submitted();
  await office.verify(claim.claimId);
  for (const user of ['village', 'street']) await decide(user);
  office.clock.move('2008-06-10');
  await office.sweep();
  await decide('district');
  await office.award();
  return claim;
}

const openedBy = (user: string, reference: string, more: Partial<Asked> = {}) =>
  ask('openCase', { user, params: { reference }, body: { purpose }, ...more });

const readings = async (readingId: string) =>
  (await ask('entries', { user: 'auditor', query: { kind: 'case-reading', id: readingId } })).body.entries;

describe('a case that an auditor opens', () => {
  test('shows what was claimed, found, decided by whom and paid, and nobody’s name, number or account', async () => {
    const { reference, claimId } = await awarded();
    const awards = createAwardsForRoll(office);
    const finance = financeOffice({ shared: { stored: office.table, awards }, clock: office.clock });
    await finance.build(await finance.prepare());

    const { status, body, text } = await openedBy('auditor', reference);
    expect(status).toBe(200);
    const { claim, record, award, payments, history } = body;
    expect(claim).toMatchObject({ reference, status: 'awarded', amount: { fen: 30_000 } });
    expect(claim.conditions).toContainEqual(
      expect.objectContaining({ code: 'household-type', result: 'met' }),
    );
    expect(record.facts.person).toMatchObject({
      known: true,
      value: { birthDate: '1945-03-12' },
      sources: [{ register: 'population' }],
    });
    expect(award).toMatchObject({ status: 'active', account: { holder: '王**', number: '…9255' } });
    expect(payments).toMatchObject([{ period: '2008-H1', amountFen: 30_000, state: 'planned' }]);
    expect(
      history.map(({ subjectKind, event, actor }: (typeof history)[0]) => [subjectKind, event, actor.id]),
    ).toEqual([
      ['claim', 'submitted', 'public'],
      ['claim', 'verify', 'register-family'],
      ['claim', 'met', 'assess-claim'],
      ['claim', 'approve', 'village'],
      ['claim', 'approve', 'street'],
      ['claim', 'ended', 'sweep-due'],
      ['claim', 'approve', 'district'],
      ['claim', 'committed', 'allocate'],
      ['award', 'awarded', 'allocate'],
    ]);
    const { applicant, spouse, children, account } = aClaimForm();
    const ids = [applicant.residentId, spouse.residentId, ...children.map(({ residentId }) => residentId)];
    for (const secret of [applicant.name, account.number, ...ids]) expect(text).not.toContain(secret);
    expect(JSON.stringify(office.lines)).not.toContain(purpose);
    expect(await readings(body.readingId)).toMatchObject([{ detail: { claimId, purpose } }]);
  });

  test('for a purpose that auditors alone read', async () => {
    const { reference, accessCode } = await submitted();
    const { body: opened } = await openedBy('auditor', reference);
    const entries = { query: { kind: 'case-reading', id: opened.readingId } };
    expect((await ask('entries', { user: 'auditor', ...entries })).text).toContain(purpose);
    for (const user of ['clerk', 'village', 'street', 'district'])
      expect(await ask('entries', { user, ...entries })).toMatchObject({ status: 403 });
    // Nor does the case itself tell of it: to who follows it, or to staff.
    for (const asked of [{ accessCode }, { user: 'clerk' }, { user: 'auditor' }])
      expect((await ask('read', { params: { reference }, ...asked })).text).not.toContain(purpose);
    const readers = Object.values(declared).filter(({ path }) => path.startsWith('/api/audit/'));
    expect(readers.length).toBeGreaterThan(4);
    expect(readers.filter(({ who }) => who.join(' ') !== 'auditor')).toEqual([]);
  });

  test('what a reviewer found is shown without their words', async () => {
    const { reference, code } = await foundOut();
    const opened = await openedBy('auditor', reference);
    expect(opened.body.record.findings).toEqual([{ code, result: 'met', evidenceIds: [] }]);
    expect(opened.text).not.toContain('王');
  });

  test('keeps reviewers’ words from who only audits on the other ways as well', async () => {
    const { claimId, code } = await foundOut();
    await office.addStaff('street-2', 'street.reviewer');
    for (const user of ['village', 'street-2']) await decide(user);
    office.clock.move('2008-06-10');
    await office.sweep();
    await decide('district');
    await office.award();
    const params = { awardId: claimId.replace('claim', 'award') };
    const [whole, masked] = [
      await ask('record', { user: 'clerk', params }),
      await ask('record', { user: 'auditor', params }),
    ];
    expect(whole.body.record.findings).toMatchObject([{ code, basis: '王秀英的邻居证明' }]);
    expect(masked.body.record.findings).toEqual([{ code, result: 'met', evidenceIds: [] }]);
    expect(masked.body).toMatchObject({ recordHash: whole.body.recordHash, recomputes: true });
    expect(masked.text).not.toContain('王');
  });

  test('is none of the auditor’s own family: nothing is shown, and no reading is noted', async () => {
    const { claimId, reference } = await awarded();
    const kin = office.keyed.blindIndex('person', aClaimForm().children[0]?.residentId ?? '');
    await office.addStaff('kin', 'auditor', { residentIndex: kin });
    const before = office.writes();
    const refused = { status: 409, body: { code: 'own-family' } };
    expect(await openedBy('kin', reference)).toMatchObject(refused);
    const params = { awardId: claimId.replace('claim', 'award') };
    expect(await ask('record', { user: 'kin', params })).toMatchObject(refused);
    expect(office.writes()).toBe(before);
    expect((await ask('record', { user: 'auditor', params })).status).toBe(200);
  });

  test('is in the audit before it is shown, and what is open for review stays what it was', async () => {
    const { claimId, reference } = await submitted();
    await office.verify(claimId);
    const { body } = await openedBy('auditor', reference);
    expect(await readings(body.readingId)).toMatchObject([
      {
        subjectKind: 'case-reading',
        actor: { kind: 'staff', id: 'auditor' },
        event: 'read',
        at: expect.stringMatching(/^2008-05-20T/),
        detail: { claimId, purpose },
      },
    ]);
    expect(body).not.toHaveProperty('award');
    expect(body.payments).toEqual([]);
    await decide('village');
    expect((await ask('verify', { user: 'auditor' })).body).toMatchObject({ verified: true, faults: [] });
  });

  test('is not shown when the audit cannot be written', async () => {
    const { reference } = await submitted();
    const closed = createOpenCaseHandler({
      ...office,
      table: {
        ...office.table,
        transact: async () => {
          throw Object.assign(new Error('away'), { name: 'StoreUnavailable' });
        },
      },
    });
    const answer = await office.ask(closed, { user: 'auditor', params: { reference }, body: { purpose } });
    expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(answer.text).not.toContain(reference);
  });

  test('sent again with its key it is one reading; read again it is another', async () => {
    const { reference } = await submitted();
    const answers = await Promise.all(
      [1, 2, 3].map(async () => openedBy('auditor', reference, { key: 'reading-1' })),
    );
    expect(new Set(answers.map(({ body }) => body.readingId)).size).toBe(1);
    const again = await openedBy('auditor', reference);
    expect(again.body.readingId).not.toBe(answers[0]?.body.readingId);
    const other = await openedBy('auditor', reference, { key: 'reading-1', body: { purpose: '复查' } });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  });

  test.each<readonly [string, object, string]>([
    ['none', {}, 'missing'],
    ['blanks', { purpose: '  ' }, 'too-short'],
    ['too long a text', { purpose: '查'.repeat(201) }, 'too-long'],
    ['an identity number', { purpose: '核对320602194503129980' }, 'personal-number'],
    ['one that ends in X', { purpose: 'about 32060219450312998X' }, 'personal-number'],
    ['one set apart', { purpose: '320602 1945-03-12 9980' }, 'personal-number'],
    ['a phone', { purpose: '来电 139-1234-5678' }, 'personal-number'],
    ['a phone of wide digits', { purpose: '１３９１２３４５６７８' }, 'personal-number'],
    ['an account', { purpose: '9908 6051 0370 8959 255' }, 'personal-number'],
  ])('%s is no purpose: it is refused and leaves no trace', async (_, body, code) => {
    const { reference } = await submitted();
    const before = office.writes();
    const answer = await openedBy('auditor', reference, { body });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: '/purpose', code }] } });
    expect(office.writes()).toBe(before);
  });

  test('is for auditors of its area, and to nobody else', async () => {
    const { reference } = await submitted();
    const before = office.writes();
    for (const user of ['clerk', 'village', 'district', 'far-auditor']) {
      expect((await openedBy(user, reference)).status).toBe(403);
    }
    expect((await openedBy('auditor', 'HM0000000000')).status).toBe(404);
    expect(office.writes()).toBe(before);
  });
});

describe('who opened a claim to review it', () => {
  const opens = (user: string, taskId: string) => ask('readTask', { user, params: { taskId } });

  test('is noted once a day, stands in the case, and leaves the task as it was', async () => {
    const { claimId, reference } = await submitted();
    await office.verify(claimId);
    const [{ taskId, ...task }] = (await ask('tasks', { user: 'village' })).body.tasks;
    expect(
      (await ask('entries', { user: 'auditor', query: { kind: 'claim-reading', id: claimId } })).body.entries,
    ).toEqual([]);
    // At once, and again: each of them once.
    const users = ['village', 'village-2', 'village', 'village-2', 'village'];
    const answers = await Promise.all(users.map(async (user) => opens(user, taskId)));
    expect(answers.map(({ status }) => status)).toEqual(users.map(() => 200));
    office.clock.move('2008-05-21');
    for (const user of ['village', 'village']) await opens(user, taskId);
    // Who is refused has opened nothing.
    expect((await opens('district', taskId)).status).toBe(403);

    const { body } = await openedBy('auditor', reference);
    const noted = body.readings.map(({ at, userId }: { at: string; userId: string }) => [
      at.slice(0, 10),
      userId,
    ]);
    expect(noted.slice(0, 2).sort()).toEqual([
      ['2008-05-20', 'village'],
      ['2008-05-20', 'village-2'],
    ]);
    expect(noted.slice(2)).toEqual([['2008-05-21', 'village']]);
    const [listed] = (await ask('tasks', { user: 'village' })).body.tasks;
    expect(listed).toMatchObject({ ...task, taskId });
    await decide('village');
    expect((await ask('verify', { user: 'auditor' })).body).toMatchObject({ verified: true, faults: [] });
  });

  test('is not shown it when that cannot be noted', async () => {
    const { claimId } = await submitted();
    await office.verify(claimId);
    const [{ taskId }] = (await ask('tasks', { user: 'village' })).body.tasks;
    const closed = createReadTaskHandler({
      ...office,
      noteReading: async () => {
        throw Object.assign(new Error('away'), { name: 'StoreUnavailable' });
      },
    });
    const answer = await office.ask(closed, { user: 'village', params: { taskId } });
    expect(answer).toMatchObject({ status: 503, body: { code: 'store-unavailable' } });
    expect(answer.text).not.toContain('王');
  });
});
