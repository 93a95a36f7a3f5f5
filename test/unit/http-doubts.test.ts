import { beforeEach, describe, expect, test } from '@jest/globals';
import { createListAuditEntriesHandler } from '../../functions/handlers/http/audit/list-audit-entries/handler.ts';
import { createLodgeAppealHandler } from '../../functions/handlers/http/claims/lodge-appeal/handler.ts';
import { createReadClaimHandler } from '../../functions/handlers/http/claims/read-claim/handler.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { createObjectToPostingHandler } from '../../functions/handlers/http/posting/object-to-posting/handler.ts';
import { createReadPostingHandler } from '../../functions/handlers/http/posting/read-posting/handler.ts';
import { createDecideAppealHandler } from '../../functions/handlers/http/review/decide-appeal/handler.ts';
import { createDecideObjectionHandler } from '../../functions/handlers/http/review/decide-objection/handler.ts';
import { createDecideTaskHandler } from '../../functions/handlers/http/review/decide-task/handler.ts';
import { createListAppealsHandler } from '../../functions/handlers/http/review/list-appeals/handler.ts';
import { createListObjectionsHandler } from '../../functions/handlers/http/review/list-objections/handler.ts';
import { createListTasksHandler } from '../../functions/handlers/http/review/list-tasks/handler.ts';
import { createReadAppealHandler } from '../../functions/handlers/http/review/read-appeal/handler.ts';
import { createReadObjectionHandler } from '../../functions/handlers/http/review/read-objection/handler.ts';
import type { Asked } from '../builders/ask-route.ts';
import { aClaimForm, type ClaimsOffice, claimsOffice, street } from '../builders/claims-office.ts';

let office: ClaimsOffice;
let routes: ReturnType<typeof routesOf>;

function routesOf(deps: ClaimsOffice) {
  return {
    submit: createSubmitClaimHandler(deps),
    read: createReadClaimHandler(deps),
    tasks: createListTasksHandler(deps),
    decide: createDecideTaskHandler(deps),
    posting: createReadPostingHandler(deps),
    object: createObjectToPostingHandler(deps),
    objections: createListObjectionsHandler(deps),
    objection: createReadObjectionHandler(deps),
    decideObjection: createDecideObjectionHandler(deps),
    lodgeAppeal: createLodgeAppealHandler(deps),
    appeals: createListAppealsHandler(deps),
    appeal: createReadAppealHandler(deps),
    decideAppeal: createDecideAppealHandler(deps),
    auditEntries: createListAuditEntriesHandler(deps),
  };
}

interface Submitted {
  readonly claimId: string;
  readonly reference: string;
  readonly accessCode: string;
}

const kin = () => office.keyed.blindIndex('person', aClaimForm().spouse.residentId);

beforeEach(async () => {
  office = await claimsOffice();
  routes = routesOf(office);
  await office.addStaff('district-2', 'district.approver');
  await office.addStaff('street-here', 'street.reviewer', { area: street });
  await office.addStaff('street-far', 'street.reviewer', { area: '320602200' });
  await office.addStaff('kin', 'district.approver', { residentIndex: kin() });
  await office.addStaff('appeals-2', 'appeals.officer');
  await office.addStaff('appeals-far', 'appeals.officer', { area: '320602200' });
  await office.addStaff('appeals-kin', 'appeals.officer', { residentIndex: kin() });
});

const ask = (name: keyof typeof routes, asked?: Asked) => office.ask(routes[name], asked);

async function inReview() {
  const { body } = await ask('submit', { body: aClaimForm() });
  const { claimId, reference, accessCode } = body as Submitted;
  await office.verify(claimId);
  return {
    claimId,
    reference,
    holder: { params: { reference }, accessCode },
  };
}

async function decide(user: string, outcome: string) {
  const { body } = await ask('tasks', { user });
  const { taskId, payloadHash } = body.tasks[0];
  return ask('decide', { user, params: { taskId }, body: { outcome, reason: '已核对', payloadHash } });
}

/** Who opened what of a claim, as the audit has it. */
async function readings(claimId: string) {
  const query = { kind: 'claim-reading', id: claimId };
  const { body } = await ask('auditEntries', { user: 'auditor', query });
  return body.entries.map((one: { event: string; actor: { id: string } }) => [one.event, one.actor.id]);
}

const words = { fact: '户口已于去年迁往外地', contact: '13900000009' };

describe('an objection', () => {
  async function objected() {
    const claim = await inReview();
    for (const user of ['village', 'street']) await decide(user, 'approve');
    const { body } = await ask('posting', { query: { programme: 'rural-reward', area: street } });
    const lodged = await ask('object', { params: { postingId: body.postings[0].postingId }, body: words });
    return { ...claim, id: lodged.body.objectionId as string };
  }

  const idsFor = async (user: string) =>
    (await ask('objections', { user })).body.objections.map(
      (one: { objectionId: string }) => one.objectionId,
    );
  const open = (user: string, id: string) => ask('objection', { user, params: { id } });
  const act = (user: string, id: string, outcome: string) =>
    ask('decideObjection', { user, params: { id }, body: { outcome, reason: `${outcome}，已核对` } });

  test('waits with the offices of its area, until it is decided', async () => {
    const { id, reference } = await objected();
    const { body } = await ask('objections', { user: 'district' });
    expect(body).toEqual({
      objections: [
        {
          objectionId: id,
          reference,
          programme: 'rural-reward',
          areaCode: street,
          status: 'lodged',
          lodgedOn: '2008-05-20',
          dueOn: '2008-05-23',
        },
      ],
    });
    expect(JSON.stringify(body)).not.toContain(words.fact);
    expect(await idsFor('street-here')).toEqual([id]);
    // Who may not decide still sees that it waits.
    for (const user of ['street', 'kin']) expect(await idsFor(user)).toEqual([id]);
    expect(await idsFor('street-far')).toEqual([]);
    for (const user of ['village', 'appeals', 'auditor', 'clerk']) {
      expect((await ask('objections', { user })).status).toBe(403);
      expect((await open(user, id)).status).toBe(403);
    }
    expect((await ask('objections')).status).toBe(401);

    await act('district', id, 'admit');
    const { objections } = (await ask('objections', { user: 'district-2' })).body;
    expect(objections).toMatchObject([{ objectionId: id, status: 'admitted', dueOn: '2008-06-03' }]);
    await act('district-2', id, 'dismiss');
    expect(await idsFor('district')).toEqual([]);
  });

  test('opens with its words, what was decided before and what can be decided now; that is noted', async () => {
    const { id, claimId } = await objected();
    expect((await open('district', id)).body).toMatchObject({
      status: 'lodged',
      events: ['admit', 'dismiss'],
      ...words,
      steps: [],
    });
    await act('district', id, 'admit');
    const { body } = await open('district-2', id);
    expect(body).toMatchObject({ status: 'admitted', events: ['dismiss', 'uphold'] });
    expect(body.steps).toEqual([
      {
        at: expect.stringMatching(/^2008-05-20T/),
        event: 'admit',
        userId: 'district',
        reason: 'admit，已核对',
      },
    ]);
    await act('district-2', id, 'uphold');
    expect((await open('district', id)).body).toMatchObject({ status: 'upheld', events: [] });
    expect(await readings(claimId)).toEqual([
      ['objection-opened', 'district'],
      ['objection-opened', 'district-2'],
    ]);
  });

  test('keeps its words from who may not decide, and says why they may not', async () => {
    const { id, claimId } = await objected();
    for (const [user, barred] of [
      ['street', 'took-part'],
      ['kin', 'own-family'],
    ] as const) {
      const { status, body, text } = await open(user, id);
      expect({ status, body }).toMatchObject({ status: 200, body: { status: 'lodged', barred, events: [] } });
      for (const said of Object.values(words)) expect(text).not.toContain(said);
      expect(await act(user, id, 'admit')).toMatchObject({ status: 409, body: { code: barred } });
    }
    expect(await readings(claimId)).toEqual([]);
    expect(await open('street-far', id)).toMatchObject({ status: 403, body: { code: 'wrong-area' } });
    expect((await open('district', 'objection-nobody-made')).status).toBe(404);
  });

  test('offers nothing that its claim does not allow any more', async () => {
    const { id } = await objected();
    await act('district', id, 'admit');
    const second = await objectAgain();
    await act('district', id, 'uphold');
    // Upheld, the other one has the claim verified anew: nothing is posted that a second one could stop.
    expect((await open('district', second)).body.events).toEqual(['dismiss']);
    expect(await act('district', second, 'admit')).toMatchObject({ body: { code: 'wrong-state' } });
    expect((await act('district', second, 'dismiss')).status).toBe(200);
  });

  async function objectAgain(): Promise<string> {
    const { body } = await ask('posting', { query: { programme: 'rural-reward', area: street } });
    const again = await ask('object', { params: { postingId: body.postings[0].postingId }, body: words });
    return again.body.objectionId;
  }
});

describe('an appeal', () => {
  const grounds = '登记的离婚日期有误';

  async function appealed() {
    const claim = await inReview();
    await decide('village', 'reject');
    office.clock.move('2008-06-20');
    await decide('district', 'reject');
    const lodged = await ask('lodgeAppeal', { ...claim.holder, body: { grounds } });
    return { ...claim, id: lodged.body.appealId as string };
  }

  const waiting = async (user: string) => (await ask('appeals', { user })).body.appeals;
  const open = (user: string, id: string) => ask('appeal', { user, params: { id } });
  const act = (user: string, id: string, outcome: string) =>
    ask('decideAppeal', { user, params: { id }, body: { outcome, reason: `${outcome}，已复核` } });

  test('waits with the officers of its area, before and after one takes it on, until it is decided', async () => {
    const { id, reference } = await appealed();
    const lodged = {
      appealId: id,
      reference,
      programme: 'rural-reward',
      areaCode: street,
      status: 'lodged',
      lodgedOn: '2008-06-20',
      dueOn: '2008-08-19',
    };
    for (const user of ['appeals', 'appeals-2', 'appeals-kin']) expect(await waiting(user)).toEqual([lodged]);
    expect(await waiting('appeals-far')).toEqual([]);
    for (const user of ['street', 'district', 'auditor', 'clerk']) {
      expect((await ask('appeals', { user })).status).toBe(403);
      expect((await open(user, id)).status).toBe(403);
    }
    await act('appeals', id, 'assign');
    expect(await waiting('appeals-2')).toEqual([{ ...lodged, status: 'reviewing', assignedTo: 'appeals' }]);
    await act('appeals', id, 'dismiss');
    expect(await waiting('appeals')).toEqual([]);
  });

  test('opens with its words and what the officer can decide; only who took it on decides it', async () => {
    const { id, claimId } = await appealed();
    expect((await open('appeals', id)).body).toMatchObject({
      grounds,
      rejection: '已核对',
      events: ['assign'],
      steps: [],
    });
    await act('appeals', id, 'assign');
    expect((await open('appeals', id)).body).toMatchObject({
      events: ['uphold', 'remit', 'dismiss'],
      assignedTo: 'appeals',
      steps: [{ event: 'assign', userId: 'appeals', reason: 'assign，已复核' }],
    });
    expect((await open('appeals-2', id)).body).toMatchObject({ grounds, events: [] });
    expect((await act('appeals-2', id, 'uphold')).status).toBe(409);
    await act('appeals', id, 'remit');
    expect((await open('appeals', id)).body).toMatchObject({ status: 'remitted', events: [] });
    expect(await readings(claimId)).toEqual([
      ['appeal-opened', 'appeals'],
      ['appeal-opened', 'appeals-2'],
    ]);
  });

  test('of a claim that the rules do not meet cannot be upheld, only sent back or dismissed', async () => {
    const claim = await rejectedByRules();
    const lodged = await ask('lodgeAppeal', { ...claim.holder, body: { grounds } });
    const id = lodged.body.appealId as string;
    await act('appeals', id, 'assign');
    expect((await open('appeals', id)).body.events).toEqual(['remit', 'dismiss']);
    expect(await act('appeals', id, 'uphold')).toMatchObject({ body: { code: 'rules-not-met' } });
  });

  test('keeps its words from the family, and says why', async () => {
    const { id, claimId } = await appealed();
    const { body, text } = await open('appeals-kin', id);
    expect(body).toMatchObject({ status: 'lodged', barred: 'own-family', events: [] });
    expect(text).not.toContain(grounds);
    expect(await readings(claimId)).toEqual([]);
    expect(await open('appeals-far', id)).toMatchObject({ status: 403, body: { code: 'wrong-area' } });
    expect((await open('appeals', 'appeal-nobody-made-1')).status).toBe(404);
  });

  test.each([
    ['uphold', 'appeal-upheld', /等待资金/],
    ['remit', 'remitted', /核对/],
    ['dismiss', 'appeal-dismissed', /维持原决定/],
  ])('once it ends by %s, the claim says so to its holder', async (outcome, event, step) => {
    const { id, holder } = await appealed();
    await act('appeals', id, 'assign');
    const before = (await ask('read', holder)).body;
    expect(before.timeline.at(-1).event).toBe('appeal-assigned');
    expect(before.nextStep).toMatch(/您的申诉由未参与/);
    await act('appeals', id, outcome);
    const after = (await ask('read', holder)).body;
    expect(after.timeline.at(-1).event).toBe(event);
    expect(after.nextStep).toMatch(step);
    // Who is told no is told why; staff are not, by that way.
    expect(after.appealReason).toBe(outcome === 'dismiss' ? 'dismiss，已复核' : undefined);
    const { body } = await ask('read', { params: holder.params, user: 'clerk' });
    expect(body.appealReason).toBeUndefined();
  });

  /** A claim that the registers refuse: no child of it died, or is disabled. */
  async function rejectedByRules() {
    const { body } = await ask('submit', { body: { ...aClaimForm(), programme: 'special-hardship' } });
    const { claimId, reference, accessCode } = body as Submitted;
    await office.verify(claimId);
    office.clock.move('2008-06-20');
    await decide('district', 'reject');
    return { claimId, holder: { params: { reference }, accessCode } };
  }
});
