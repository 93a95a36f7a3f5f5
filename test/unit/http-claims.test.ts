import { beforeEach, describe, expect, test } from '@jest/globals';
import { randomUUID } from 'node:crypto';
import { openContent } from '../../functions/app/claims/claim-parts.ts';
import { addUser } from '../../functions/app/access/users.ts';
import { messageOf } from '../../functions/app/outbox/deliver.ts';
import { noticeAddresses } from '../../functions/app/notices/notice-addresses.ts';
import { outboxPk, outboxShards } from '../../functions/app/outbox/outbox-row.ts';
import { createCreateUpload } from '../../functions/app/uploads/create-upload.ts';
import { createCheckClaimHandler } from '../../functions/handlers/http/claims/check-claim/handler.ts';
import { readDecidedAppeals } from '../../functions/app/appeals/decided-appeals.ts';
import { createDecideAppealHandler } from '../../functions/handlers/http/review/decide-appeal/handler.ts';
import { createDecideObjectionHandler } from '../../functions/handlers/http/review/decide-objection/handler.ts';
import { createDecideTaskHandler } from '../../functions/handlers/http/review/decide-task/handler.ts';
import { createListTaskEvidenceHandler } from '../../functions/handlers/http/review/list-task-evidence/handler.ts';
import { createReadTaskEvidenceHandler } from '../../functions/handlers/http/review/read-task-evidence/handler.ts';
import { createReadTaskHandler } from '../../functions/handlers/http/review/read-task/handler.ts';
import { createListTasksHandler } from '../../functions/handlers/http/review/list-tasks/handler.ts';
import { createAddEvidenceHandler } from '../../functions/handlers/http/claims/add-evidence/handler.ts';
import { createAnswerRequestHandler } from '../../functions/handlers/http/claims/answer-request/handler.ts';
import { createEnterPaperAppealHandler } from '../../functions/handlers/http/claims/enter-paper-appeal/handler.ts';
import { createLodgeAppealHandler } from '../../functions/handlers/http/claims/lodge-appeal/handler.ts';
import { createGiveAccessCodeHandler } from '../../functions/handlers/http/claims/give-access-code/handler.ts';
import { createReadClaimHandler } from '../../functions/handlers/http/claims/read-claim/handler.ts';
import { createSubmitClaimHandler } from '../../functions/handlers/http/claims/submit-claim/handler.ts';
import { createWithdrawClaimHandler } from '../../functions/handlers/http/claims/withdraw-claim/handler.ts';
import { createSealAudit } from '../../functions/app/audit/seal-audit.ts';
import { createExportAuditHandler } from '../../functions/handlers/http/audit/export-audit/handler.ts';
import { createListAuditEntriesHandler } from '../../functions/handlers/http/audit/list-audit-entries/handler.ts';
import { createVerifyAuditHandler } from '../../functions/handlers/http/audit/verify-audit/handler.ts';
import { createListAwardsHandler } from '../../functions/handlers/http/awards/list-awards/handler.ts';
import { createReadDecisionRecordHandler } from '../../functions/handlers/http/awards/read-decision-record/handler.ts';
import { createSearchAwardsHandler } from '../../functions/handlers/http/awards/search-awards/handler.ts';
import { createCreateUploadHandler } from '../../functions/handlers/http/uploads/create-upload/handler.ts';
import { createObjectToPostingHandler } from '../../functions/handlers/http/posting/object-to-posting/handler.ts';
import { createReadPostingHandler } from '../../functions/handlers/http/posting/read-posting/handler.ts';
import type { Role } from '../../functions/domain/review/role.ts';
import type { Asked } from '../builders/ask-route.ts';
import { aPng } from '../fakes/uploads-in-memory.ts';
import { aClaimForm, type ClaimsOffice, claimsOffice, street } from '../builders/claims-office.ts';

let office: ClaimsOffice;
let routes: ReturnType<typeof routesOf>;

beforeEach(async () => {
  office = await claimsOffice();
  routes = routesOf(office);
});

function routesOf(deps: ClaimsOffice) {
  return {
    submit: createSubmitClaimHandler(deps),
    check: createCheckClaimHandler(deps),
    read: createReadClaimHandler(deps),
    withdraw: createWithdrawClaimHandler(deps),
    answer: createAnswerRequestHandler(deps),
    addEvidence: createAddEvidenceHandler(deps),
    upload: createCreateUploadHandler({ ...deps, createUpload: createCreateUpload(deps) }),
    giveCode: createGiveAccessCodeHandler(deps),
    lodgeAppeal: createLodgeAppealHandler(deps),
    enterPaperAppeal: createEnterPaperAppealHandler(deps),
    decideAppeal: createDecideAppealHandler(deps),
    tasks: createListTasksHandler(deps),
    readTask: createReadTaskHandler(deps),
    listEvidence: createListTaskEvidenceHandler(deps),
    readEvidence: createReadTaskEvidenceHandler(deps),
    decide: createDecideTaskHandler(deps),
    posting: createReadPostingHandler(deps),
    object: createObjectToPostingHandler(deps),
    decideObjection: createDecideObjectionHandler(deps),
    awards: createListAwardsHandler(deps),
    searchAwards: createSearchAwardsHandler(deps),
    decisionRecord: createReadDecisionRecordHandler(deps),
    verifyAudit: createVerifyAuditHandler(deps),
    auditEntries: createListAuditEntriesHandler(deps),
    exportAudit: createExportAuditHandler(deps),
  };
}

const ask = (name: keyof typeof routes, asked?: Asked) => office.ask(routes[name], asked);

/** A claim as its holder may open it. */
async function submitted(user?: string) {
  const { body } = await ask('submit', { body: aClaimForm(), ...(user !== undefined && { user }) });
  const { claimId, reference, accessCode } = body as Record<string, string>;
  if (claimId === undefined || reference === undefined || accessCode === undefined)
    throw new Error(JSON.stringify(body));
  return { claimId, holder: { params: { reference }, accessCode } };
}

describe('a form that is checked before it is sent', () => {
  test('is right, or is told what the sending would be refused for; nothing is kept either way', async () => {
    const before = office.writes();
    expect(await ask('check', { body: aClaimForm() })).toMatchObject({ status: 204 });
    const { account: _, ...form } = aClaimForm();
    const wrong = { ...form, children: [{ residentId: form.applicant.residentId }] };
    const checked = await ask('check', { body: wrong });
    const sent = await ask('submit', { body: wrong });
    expect(checked).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(checked.body.errors).toEqual(sent.body.errors);
    expect(office.writes()).toBe(before);
  });
});

async function inReview() {
  const claim = await submitted();
  await office.verify(claim.claimId);
  return claim;
}

describe('a task', () => {
  test('opens to the office whose turn it is, with the claim and what the rules found', async () => {
    await inReview();
    const [{ taskId, payloadHash }] = (await ask('tasks', { user: 'village' })).body.tasks;
    const opened = await ask('readTask', { user: 'village', params: { taskId } });
    expect(opened).toMatchObject({
      status: 200,
      body: {
        task: { taskId, payloadHash, stage: 'village' },
        content: { applicant: { name: '王秀英' } },
        record: { outcome: 'met', programme: 'rural-reward' },
        evidenceIds: [],
      },
    });
    // The conditions are in the reviewer's language, sources too.
    const english = { user: 'village', params: { taskId }, headers: { 'accept-language': 'en' } };
    const { conditions } = (await ask('readTask', english)).body;
    expect(conditions).toHaveLength(opened.body.record.conditions.length);
    for (const { text, source } of conditions)
      expect(`${text} ${source}`.replaceAll(/\p{Script=Han}*〔\d{4}〕\d+号/gu, '')).not.toMatch(
        /\p{Script=Han}|\.md/u,
      );
    // Not to the next office, to none at all, nor once it is decided.
    for (const user of ['street', 'district', 'auditor']) {
      expect((await ask('readTask', { user, params: { taskId } })).status).toBe(403);
    }
    expect((await ask('readTask', { params: { taskId } })).status).toBe(401);
    await decide('village', 'approve');
    expect(await ask('readTask', { user: 'village', params: { taskId } })).toMatchObject({
      status: 409,
      body: { code: 'changed-since' },
    });
  });
});

describe('other claims of the claimant and their spouse', () => {
  const related = async (claimId: string) => {
    const { tasks } = (await ask('tasks', { user: 'village' })).body;
    const { taskId } = tasks.find((task: { claimId: string }) => task.claimId === claimId);
    return (await ask('readTask', { user: 'village', params: { taskId } })).body.relatedClaims;
  };

  test('stand on the task, those of the same programme and period as possible duplicates', async () => {
    const first = await submitted();
    const withdrawn = await submitted();
    await office.verify(first.claimId);
    await office.verify(withdrawn.claimId);
    await ask('withdraw', withdrawn.holder);
    const { body: spouses } = await ask('submit', { body: aClaimForm('husband') });
    await office.verify(spouses.claimId);
    const again = await inReview();
    const one = { programme: 'rural-reward', period: '2008-H1', submittedOn: '2008-05-20' };
    const listed = await related(again.claimId);
    expect(listed).toHaveLength(3);
    expect(listed).toEqual(
      expect.arrayContaining([
        {
          ...one,
          reference: first.holder.params.reference,
          status: 'review',
          whose: 'self',
          possibleDuplicate: true,
        },
        {
          ...one,
          reference: withdrawn.holder.params.reference,
          status: 'withdrawn',
          whose: 'self',
          possibleDuplicate: false,
        },
        {
          ...one,
          reference: spouses.reference,
          status: 'review',
          whose: 'spouse',
          possibleDuplicate: true,
        },
      ]),
    );
  });

  test.each(['rejected', 'closed'])('that are %s are no duplicates', async (state) => {
    const refused = await submitted();
    await office.verify(refused.claimId);
    await office.table.transact([{ update: { pk: `CLAIM#${refused.claimId}`, sk: 'HEAD' }, set: { state } }]);
    expect(await related((await inReview()).claimId)).toMatchObject([
      { status: state, possibleDuplicate: false },
    ]);
  });

  test('of another area are not shown', async () => {
    const form = aClaimForm('husband');
    const elsewhere = { ...form, applicant: { ...form.applicant, areaCode: '320602200' } };
    const { body } = await ask('submit', { body: elsewhere });
    await office.verify(body.claimId);
    expect(await related((await inReview()).claimId)).toEqual([]);
    // The district's reviewer sees both, and so that there is another.
    const { tasks } = (await ask('tasks', { user: 'village-2' })).body;
    for (const { taskId } of tasks) {
      const opened = await ask('readTask', { user: 'village-2', params: { taskId } });
      expect(opened.body.relatedClaims).toHaveLength(1);
    }
    expect(tasks).toHaveLength(2);
  });
});

/** The one open task of a stage, decided as its reviewer. */
async function decide(user: string, outcome: string, more: object = {}) {
  const { body } = await ask('tasks', { user });
  const task = body.tasks[0];
  return ask('decide', {
    user,
    params: { taskId: task.taskId },
    body: { outcome, reason: '已核对', payloadHash: task.payloadHash, ...more },
  });
}

async function statusOf(claim: { readonly holder: Asked }): Promise<string> {
  return (await ask('read', claim.holder)).body.status;
}

describe('making a claim', () => {
  test('is acknowledged, and the code opens it', async () => {
    const { status, body } = await ask('submit', { body: aClaimForm() });
    expect(status).toBe(202);
    expect(body).toMatchObject({ status: 'submitted', reference: expect.stringMatching(/^HM/) });
    const { reference, accessCode } = body;
    const read = await ask('read', { params: { reference: reference.toLowerCase() }, accessCode });
    expect(read).toMatchObject({ status: 200, body: { reference, status: 'submitted', version: 1 } });
    expect(JSON.stringify(read.body)).not.toContain('王');
  });

  test('a wrong code, a reference nobody has and none at all get the same answer', async () => {
    const { holder } = await submitted();
    const answers = [
      await ask('read', { ...holder, accessCode: '000000000000' }),
      await ask('read', { ...holder, params: { reference: 'HM0000000000' } }),
      await ask('read', { ...holder, params: { reference: 'no such thing' } }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404]);
    expect(new Set(answers.map(({ body }) => JSON.stringify(body))).size).toBe(1);
  });

  test('a hundred times at once with one key makes one claim', async () => {
    const key = randomUUID();
    const answers = await Promise.all(
      Array.from({ length: 100 }, async () => ask('submit', { body: aClaimForm(), key })),
    );
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    const other = await ask('submit', { body: aClaimForm('husband'), key });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
  });

  test('a duplicate is shown to a clerk, and to nobody else', async () => {
    expect((await ask('submit', { user: 'clerk', body: aClaimForm() })).status).toBe(202);
    const again = await ask('submit', { user: 'clerk', body: aClaimForm() });
    expect(again).toMatchObject({ status: 409, body: { code: 'duplicate-claim' } });
    expect((await ask('submit', { body: aClaimForm() })).status).toBe(202);
    // A reviewer is no clerk: they claim as anybody does.
    expect((await ask('submit', { user: 'village', body: aClaimForm() })).status).toBe(202);
  });

  test('a clerk takes in claims of their own area', async () => {
    const answer = await ask('submit', { user: 'far-clerk', body: aClaimForm() });
    expect(answer).toMatchObject({ status: 403, body: { code: 'wrong-area' } });
  });

  const form = aClaimForm();
  const applicant = { ...form.applicant };
  test.each<readonly [string, object, readonly object[]]>([
    [
      'a wrong check digit',
      { ...form, applicant: { ...applicant, residentId: '320602194503129981' } },
      [{ pointer: '/applicant/residentId', code: 'resident-id-check-digit' }],
    ],
    [
      'an unknown programme',
      { ...form, programme: 'moon' },
      [{ pointer: '/programme', code: 'unknown-programme' }],
    ],
    [
      'a child older than its parent',
      { ...form, children: [{ residentId: form.spouse.residentId }], spouse: undefined },
      [{ pointer: '/children/0/residentId', code: 'child-older-than-parent' }],
    ],
    [
      'somebody who helps without the applicant’s consent',
      { ...form, proxy: { name: '李建华', relation: 'family', consent: false } },
      [{ pointer: '/proxy/consent', code: 'must-be-declared' }],
    ],
    [
      'no declaration',
      { ...form, declaration: false },
      [{ pointer: '/declaration', code: 'must-be-declared' }],
    ],
    [
      'what the programme does not ask for',
      { ...form, certificate: { number: 'NT1' } },
      [{ pointer: '/certificate', code: 'not-asked-for' }],
    ],
    [
      'what nobody asks for, and what is missing',
      { ...form, religion: 'none', applicant: { ...applicant, name: undefined } },
      [
        { pointer: '/applicant/name', code: 'missing' },
        { pointer: '/religion', code: 'unknown-member' },
      ],
    ],
    [
      'a place elsewhere',
      { ...form, applicant: { ...applicant, areaCode: '110101001' } },
      [{ pointer: '/applicant/areaCode', code: 'unknown-area' }],
    ],
  ])('%s is refused at its field, and nothing is kept', async (_, body, errors) => {
    const before = office.writes();
    const answer = await ask('submit', { body, key: randomUUID() });
    expect(answer).toMatchObject({ status: 400, body: { code: 'invalid-request' } });
    expect(answer.body.errors).toEqual(errors.map((error) => expect.objectContaining(error)));
    expect(office.writes()).toBe(before);
  });
});

describe('a claim’s life', () => {
  test('from the form to an award whose amount can be recomputed', async () => {
    const claim = await inReview();
    const claimId = claim.claimId;
    expect((await decide('village', 'approve')).body).toEqual({ claimId, status: 'review' });
    expect((await decide('street', 'approve')).body).toEqual({ claimId, status: 'posting' });

    const posted = await ask('posting', { query: { programme: 'rural-reward' } });
    expect(posted).toMatchObject({
      status: 200,
      headers: { 'x-robots-tag': 'noindex, nofollow, noarchive' },
      // Fewer than five in the street: only the district is said.
      body: { postings: [{ name: '王**', areaCode: '320602' }] },
    });
    office.clock.move('2008-06-10');
    await office.sweep();
    expect((await decide('district', 'approve')).body).toEqual({ claimId, status: 'awaiting-funds' });
    await office.award();
    expect(await statusOf(claim)).toBe('awarded');

    const person = aClaimForm().applicant.residentId;
    const found = await ask('searchAwards', { user: 'auditor', body: { person } });
    const listed = await ask('awards', { user: 'auditor', query: { person } });
    expect(found.body).toEqual(listed.body);
    expect(found.body.awards).toEqual([
      expect.objectContaining({ claimId, status: 'active', amount: { fen: 30000, currency: 'CNY' } }),
    ]);
    expect((await ask('awards', { user: 'far-auditor', query: { person } })).body).toEqual({ awards: [] });
    expect(JSON.stringify(office.lines)).not.toContain(person);

    const { awardId, recordHash } = found.body.awards[0];
    const record = await ask('decisionRecord', { user: 'auditor', params: { awardId } });
    expect(record.body).toMatchObject({
      awardId,
      recordHash,
      recomputes: true,
      record: { amountFen: 30000 },
    });
    expect(JSON.stringify(record.body)).not.toContain(person);
    const first = { user: 'auditor', params: { awardId }, query: { period: '2008-H1' } };
    expect((await ask('decisionRecord', first)).body).toEqual(record.body);
    const next = { user: 'auditor', params: { awardId }, query: { period: '2008-H2' } };
    expect((await ask('decisionRecord', next)).status).toBe(404);
    const far = await ask('decisionRecord', { user: 'far-auditor', params: { awardId } });
    expect(far).toMatchObject({ status: 403, body: { code: 'wrong-area' } });

    expect((await ask('verifyAudit', { user: 'auditor' })).body).toMatchObject({
      verified: true,
      faults: [],
    });
    const chain = await ask('auditEntries', { user: 'auditor', query: { kind: 'claim', id: claimId } });
    expect(chain.body.entries.map(({ event }: { event: string }) => event)).toEqual([
      'submitted',
      'verify',
      'met',
      'approve',
      'approve',
      'ended',
      'approve',
      'committed',
    ]);
  });

  test('a record altered behind our back does not recompute', async () => {
    await inReview();
    for (const user of ['village', 'street']) await decide(user, 'approve');
    office.clock.move('2008-06-10');
    await office.sweep();
    await decide('district', 'approve');
    await office.award();
    const person = aClaimForm().applicant.residentId;
    const { awardId } = (await ask('awards', { user: 'auditor', query: { person } })).body.awards[0];
    await office.table.transact([
      { update: { pk: `AWARD#${awardId}`, sk: 'HEAD' }, set: { recordHash: '0'.repeat(64) } },
    ]);
    const record = await ask('decisionRecord', { user: 'auditor', params: { awardId } });
    expect(record).toMatchObject({ status: 200, body: { recomputes: false } });
  });

  test('is withdrawn before the first decision, and not after it', async () => {
    const early = await inReview();
    expect((await ask('withdraw', early.holder)).body.status).toBe('withdrawn');
    const late = await inReview();
    await decide('village', 'approve');
    expect(await ask('withdraw', late.holder)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });
});

describe('deciding a task', () => {
  test('of two reviewers at once one wins, and the other is told that it changed', async () => {
    await inReview();
    const { body } = await ask('tasks', { user: 'village' });
    const [task] = body.tasks;
    const asked = {
      params: { taskId: task.taskId },
      body: { outcome: 'approve', reason: '已核对', payloadHash: task.payloadHash },
    };
    const answers = await Promise.all([
      ask('decide', { ...asked, user: 'village' }),
      ask('decide', { ...asked, user: 'village-2' }),
    ]);
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
    // Late by more than a moment: the claim lies on another desk by now.
    const late = await ask('decide', { ...asked, user: 'village-2' });
    expect(late).toMatchObject({ status: 409, body: { code: 'changed-since' } });
    expect((await ask('decide', { ...asked, user: 'clerk' })).status).toBe(403);
  });

  test('the same key gets the same answer, although the claim has moved on', async () => {
    await inReview();
    const { body } = await ask('tasks', { user: 'village' });
    const asked = {
      user: 'village',
      key: 'first-decision',
      params: { taskId: body.tasks[0].taskId },
      body: { outcome: 'approve', reason: '已核对', payloadHash: body.tasks[0].payloadHash },
    };
    const answers = await Promise.all(Array.from({ length: 5 }, async () => ask('decide', asked)));
    expect(new Set(answers.map((answer) => JSON.stringify(answer.body))).size).toBe(1);
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200]);
  });

  test('who took the claim in does not review it', async () => {
    const claim = await submitted('village');
    await office.verify(claim.claimId);
    const answer = await decide('village', 'approve');
    expect(answer).toMatchObject({ status: 409, body: { code: 'took-part' } });
    expect((await decide('village-2', 'approve')).status).toBe(200);
  });

  test('lists hold one’s own stages and areas; a cursor of something else is refused', async () => {
    await inReview();
    expect((await ask('tasks', { user: 'village' })).body.tasks).toHaveLength(1);
    expect((await ask('tasks', { user: 'street' })).body.tasks).toHaveLength(0);
    expect((await ask('tasks', { user: 'street', query: { stage: 'village' } })).body.tasks).toHaveLength(0);
    for (const cursor of ['x', 'village:320602100|x', 'street:']) {
      const answer = await ask('tasks', { user: 'village', query: { cursor } });
      expect(answer).toMatchObject({
        status: 400,
        body: { errors: [{ pointer: '/query/cursor', code: 'not-valid' }] },
      });
    }
    expect(office.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});

describe('evidence', () => {
  /** A file sent for a claim; by default it has arrived. */
  async function file({ params, accessCode }: Asked, arrived = true): Promise<string> {
    const reference = params?.reference;
    const { body } = await ask('upload', {
      ...(accessCode !== undefined && { accessCode }),
      body: { reference, mediaType: 'image/png' },
    });
    if (arrived) office.uploaded.add(body.uploadId);
    return body.uploadId;
  }

  test('in review makes it another claim: the stages before are void', async () => {
    const claim = await inReview();
    await decide('village', 'approve');
    const answer = await ask('addEvidence', { ...claim.holder, body: { files: [await file(claim.holder)] } });
    expect(answer).toMatchObject({ status: 202, body: { status: 'verifying' } });
    expect((await ask('tasks', { user: 'street' })).body.tasks).toEqual([]);
    await office.verify(claim.claimId);
    expect((await ask('tasks', { user: 'village-2' })).body.tasks).toHaveLength(1);
  });

  test('before the review only adds; an open task shows it, and the old hash no longer decides', async () => {
    office.registers.unavailable.set('attestations', 'down');
    const claim = await submitted();
    await expect(office.verify(claim.claimId)).rejects.toMatchObject({ name: 'RegisterUnavailable' });
    await office.assess(claim.claimId);
    expect(await statusOf(claim)).toBe('manual');
    const [task] = (await ask('tasks', { user: 'street' })).body.tasks;
    const answer = await ask('addEvidence', { ...claim.holder, body: { files: [await file(claim.holder)] } });
    expect(answer).toMatchObject({ status: 202, body: { status: 'manual' } });
    const [shown] = (await ask('tasks', { user: 'street' })).body.tasks;
    expect(shown.taskId).toBe(task.taskId);
    expect(shown.payloadHash).not.toBe(task.payloadHash);
    const stale = await ask('decide', {
      user: 'street',
      params: { taskId: task.taskId },
      body: { outcome: 'return', reason: '请补充', payloadHash: task.payloadHash },
    });
    expect(stale).toMatchObject({ status: 409, body: { code: 'changed-since' } });
  });

  test('names files that were sent for this claim, and have arrived', async () => {
    const claim = await inReview();
    const other = await submitted();
    const files = [
      'upload-nobody-made',
      await file(other.holder),
      await file(claim.holder, false),
      await file(claim.holder),
    ];
    const answer = await ask('addEvidence', { ...claim.holder, body: { files } });
    expect(answer.status).toBe(400);
    expect(answer.body.errors).toEqual(
      [0, 1, 2].map((at) =>
        expect.objectContaining({ pointer: `/files/${String(at)}`, code: 'no-such-upload' }),
      ),
    );
    expect(await statusOf(claim)).toBe('review');
  });

  describe('on an open task', () => {
    /** A claim in review with these files, and the village's task. */
    async function withFiles(...files: readonly Uint8Array[]) {
      const claim = await submitted();
      const evidenceIds: string[] = [];
      for (const bytes of files) {
        const evidenceId = await file(claim.holder, false);
        office.uploaded.add(evidenceId, bytes);
        evidenceIds.push(evidenceId);
      }
      await ask('addEvidence', { ...claim.holder, body: { files: evidenceIds } });
      expect([...office.uploaded.accepted]).toEqual(expect.arrayContaining(evidenceIds));
      await office.verify(claim.claimId);
      const { tasks } = (await ask('tasks', { user: 'village' })).body;
      const { taskId } = tasks.find((task: { claimId: string }) => task.claimId === claim.claimId);
      return { ...claim, taskId: taskId as string, evidenceIds };
    }
    const pdf = Buffer.from('%PDF-1.7 家庭户口簿');

    test('is listed with what it is, and opens as it was sent', async () => {
      const picture = aPng(5_000);
      const { taskId, claimId, evidenceIds, holder } = await withFiles(picture, pdf);
      const [first = '', second = ''] = evidenceIds;
      const listed = await ask('listEvidence', { user: 'village', params: { taskId } });
      expect(listed.body.evidence).toEqual([
        {
          evidenceId: first,
          sentAt: expect.stringMatching(/^2008-05-20T/),
          file: { mediaType: 'image/png', sizeBytes: 5_000 },
        },
        expect.objectContaining({
          evidenceId: second,
          file: expect.objectContaining({ sizeBytes: pdf.length }),
        }),
      ]);
      const open = (evidenceId: string) =>
        ask('readEvidence', { user: 'village', params: { taskId, evidenceId } });
      const shown = await open(first);
      expect(shown.bytes.equals(picture)).toBe(true);
      const { reference } = holder.params;
      expect(shown).toMatchObject({
        status: 200,
        headers: {
          'content-type': 'image/png',
          'content-disposition': `inline; filename="${reference}-1.png"`,
          'content-security-policy': "default-src 'none'; sandbox",
          'x-content-type-options': 'nosniff',
          'cache-control': 'no-store',
        },
      });
      const saved = await open(second);
      expect(saved.bytes.equals(pdf)).toBe(true);
      expect(saved.headers).toMatchObject({
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="${reference}-2.pdf"`,
      });
      // Who opened which of them is noted.
      await open(first);
      const { body } = await ask('auditEntries', {
        user: 'auditor',
        query: { kind: 'claim-reading', id: claimId },
      });
      expect(body.entries).toMatchObject(
        [first, second].map((evidenceId) => ({
          actor: { kind: 'staff', id: 'village' },
          event: 'paper-opened',
          detail: { evidenceId },
        })),
      );
    });

    test('of more than 4 MB is fetched from where the answer says; one that is no longer kept is not', async () => {
      const { taskId, evidenceIds, holder } = await withFiles(aPng(4 * 1024 * 1024 + 1), aPng());
      const [large = '', gone = ''] = evidenceIds;
      office.uploaded.stored.delete(gone);
      const { evidence } = (await ask('listEvidence', { user: 'village', params: { taskId } })).body;
      expect(evidence[1]).toEqual({ evidenceId: gone, sentAt: expect.any(String) });
      const open = (evidenceId: string) =>
        ask('readEvidence', { user: 'village', params: { taskId, evidenceId } });
      expect(await open(large)).toMatchObject({
        status: 303,
        headers: { location: `https://files.invalid/${large}/${holder.params.reference}-1.png` },
      });
      expect(await open(gone)).toMatchObject({ status: 404, body: { code: 'not-found' } });
    });

    test('opens to whoever may read the task, and by that task alone', async () => {
      const { taskId, claimId, evidenceIds, holder } = await withFiles(aPng());
      const [evidenceId = ''] = evidenceIds;
      const other = await withFiles(aPng());
      await office.addStaff('far-village', 'village.reviewer', { area: '320602200' });
      for (const user of ['far-village', 'street', 'auditor']) {
        expect((await ask('listEvidence', { user, params: { taskId } })).status).toBe(403);
        expect((await ask('readEvidence', { user, params: { taskId, evidenceId } })).status).toBe(403);
      }
      const kin = office.keyed.blindIndex('person', aClaimForm().applicant.residentId);
      await office.addStaff('kin', 'village.reviewer', { residentIndex: kin });
      expect(await ask('readEvidence', { user: 'kin', params: { taskId, evidenceId } })).toMatchObject({
        status: 409,
        body: { code: 'own-family' },
      });
      const unnamed = await file(holder);
      const open = (params: Record<string, string>) => ask('readEvidence', { user: 'village', params });
      for (const another of ['upload-nobody-made', unnamed, other.evidenceIds[0] ?? '']) {
        expect((await open({ taskId, evidenceId: another })).status).toBe(404);
      }
      expect((await open({ taskId: 'claim-nobody-made.1', evidenceId })).status).toBe(404);
      expect((await open({ taskId, evidenceId })).status).toBe(200);
      const [task] = (await ask('tasks', { user: 'village' })).body.tasks.filter(
        (one: { claimId: string }) => one.claimId === claimId,
      );
      await ask('decide', {
        user: 'village',
        params: { taskId },
        body: { outcome: 'approve', reason: '材料齐全', payloadHash: task.payloadHash },
      });
      expect(await open({ taskId, evidenceId })).toMatchObject({
        status: 409,
        body: { code: 'changed-since' },
      });
    });
  });

  test('is not taken once it is decided', async () => {
    const claim = await inReview();
    const files = [await file(claim.holder)];
    await ask('withdraw', claim.holder);
    const answer = await ask('addEvidence', { ...claim.holder, body: { files } });
    expect(answer).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });
});

describe('objections to a posting', () => {
  async function posted() {
    const claim = await inReview();
    for (const user of ['village', 'street']) await decide(user, 'approve');
    const { body } = await ask('posting', { query: { programme: 'rural-reward', area: street } });
    return { ...claim, postingId: body.postings[0].postingId as string };
  }

  test('one, sent ten times at once, is one; admitted it stops the clock, dismissed the posting goes on', async () => {
    const claim = await posted();
    const lodge: Asked = {
      params: { postingId: claim.postingId },
      body: { fact: '户口已于去年迁往外地' },
      key: randomUUID(),
    };
    const answers = await Promise.all(Array.from({ length: 10 }, async () => ask('object', lodge)));
    expect(new Set(answers.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(answers[0]?.status).toBe(202);
    const id = answers[0]?.body.objectionId as string;

    const admit: Asked = { params: { id }, body: { outcome: 'admit', reason: '可核实' }, key: 'admit-once' };
    expect(await ask('decideObjection', { ...admit, user: 'street' })).toMatchObject({
      status: 409,
      body: { code: 'took-part' },
    });
    const admitted = await Promise.all(
      [1, 2].map(async () => ask('decideObjection', { ...admit, user: 'district' })),
    );
    expect(admitted.map(({ body }) => body)).toEqual(
      [1, 2].map(() => ({ objectionId: id, status: 'admitted' })),
    );
    expect(await statusOf(claim)).toBe('objected');
    const dismiss = { params: { id }, body: { outcome: 'dismiss', reason: '不属实' }, user: 'district' };
    expect((await ask('decideObjection', dismiss)).body.status).toBe('dismissed');
    expect(await statusOf(claim)).toBe('posting');
    expect(await ask('decideObjection', dismiss)).toMatchObject({
      status: 409,
      body: { code: 'wrong-state' },
    });
  });

  test('a posting that never was, and a programme that is not posted, are not found', async () => {
    const body = { fact: '不属实' };
    expect((await ask('object', { params: { postingId: 'posting-x' }, body })).status).toBe(404);
    expect((await ask('posting', { query: { programme: 'special-hardship' } })).status).toBe(404);
    const area = await ask('posting', { query: { programme: 'rural-reward', area: '1' } });
    expect(area).toMatchObject({ status: 400, body: { errors: [{ pointer: '/query/area' }] } });
  });
});

async function notices() {
  const shards = Array.from({ length: outboxShards }, async (_, shard) =>
    office.table.query({ pk: outboxPk(shard) }),
  );
  return (await Promise.all(shards)).flatMap(({ items }) => items.map(messageOf));
}

describe('a rejection', () => {
  const old = { phone: '13900000001', email: 'old@example.org' };

  async function rejected(by = 'village') {
    const claim = await inReview();
    await decide(by, 'reject');
    expect(await statusOf(claim)).toBe('proposed-rejection');
    const early = await decide('district', 'reject');
    expect(early).toMatchObject({ status: 409, body: { code: 'hearing-open' } });
    expect(early.body.detail).toMatch(/2008-0[56]-\d\d/);
    office.clock.move('2008-06-20');
    await decide('district', 'reject');
    return claim;
  }

  test('is heard before it is confirmed: an answer has the claim verified anew', async () => {
    const claim = await inReview();
    await decide('village', 'reject');
    const answer = await ask('answer', {
      ...claim.holder,
      body: { message: '户口已迁回', changes: { phone: '13900000002', email: 'wang@example.org' } },
    });
    expect(answer).toMatchObject({ status: 202, body: { status: 'verifying' } });
    const { applicant } = await openContent(office.table, office.envelopes, claim.claimId);
    expect(applicant).toMatchObject({
      name: '王秀英',
      phone: '13900000002',
      email: 'wang@example.org',
    });
    const other = await submitted();
    const early = await ask('answer', { ...other.holder, body: { message: '?' } });
    expect(early).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });

  test('tells why it was, when the time to appeal is over too', async () => {
    const claim = await rejected();
    expect((await ask('read', claim.holder)).body.message).toBe('已核对');
    office.clock.move('2008-09-30');
    await office.sweep();
    expect((await ask('read', claim.holder)).body).toMatchObject({ status: 'closed', message: '已核对' });
  });

  test('is told to its holder as “you”, and to staff as of the applicant', async () => {
    const claim = await inReview();
    await decide('village', 'reject');
    const toHolder = (await ask('read', claim.holder)).body;
    const toStaff = (await ask('read', { params: claim.holder.params, user: 'clerk' })).body;
    const lastOf = ({ timeline }: { timeline: { text: string }[] }) => timeline.at(-1)?.text;
    expect([toHolder.nextStep, lastOf(toHolder)]).toEqual([
      '在作出决定前，您可以说明情况或补充材料。',
      '审核人员提出不予批准，请您说明',
    ]);
    expect(JSON.stringify([toStaff.nextStep, toStaff.timeline])).not.toMatch(/您/);
    expect(lastOf(toStaff)).toContain('申请人');
  });

  test.each([
    ['another phone and e-mail', { phone: '13900000002', email: 'new@example.org' }, [old.phone, old.email]],
    ['another phone', { phone: '13900000002' }, [old.phone]],
    ['the phone that was there', { phone: old.phone }, undefined],
    ['nothing of it', { address: '崇川路1号' }, undefined],
  ])('answered with %s: the contact given up is told, and the one there is', async (_, changes, told) => {
    const form = aClaimForm();
    const applicant = { ...form.applicant, ...old };
    const { body } = await ask('submit', { body: { ...form, applicant } });
    await office.verify(body.claimId);
    await decide('village', 'reject');
    const { reference, accessCode } = body;
    await ask('answer', { params: { reference }, accessCode, body: { message: '我换了号码', changes } });
    const about = (await notices()).filter((one) => one.type === 'notify' && one.text === 'contact-changed');
    const to = await Promise.all(
      about.map(async (notice) =>
        notice.type === 'notify' ? noticeAddresses(office, notice) : Promise.reject(new Error('no notice')),
      ),
    );
    const ways = to.map((addresses) =>
      addresses.map((one) =>
        one.kind === 'text' ? one.number.slice(3) : one.kind === 'mail' && one.address,
      ),
    );
    const now = { ...old, ...changes };
    const expected = told === undefined ? [] : [[now.phone, now.email], told];
    expect(ways.toSorted()).toEqual(expected.toSorted());
    // The rows that carry it name a version, and no number.
    expect(JSON.stringify(about)).not.toMatch(/139|example/);
  });

  test('is appealed once, and decided by who took no part', async () => {
    const claim = await rejected();
    expect(await statusOf(claim)).toBe('rejected');
    const lodge: Asked = { ...claim.holder, body: { grounds: '登记有误' }, key: randomUUID() };
    const lodged = await Promise.all(Array.from({ length: 5 }, async () => ask('lodgeAppeal', lodge)));
    expect(new Set(lodged.map(({ status, body }) => JSON.stringify([status, body]))).size).toBe(1);
    expect(lodged[0]).toMatchObject({ status: 202, body: { status: 'lodged' } });
    const second = await ask('lodgeAppeal', { ...claim.holder, body: { grounds: '再申诉' } });
    expect(second).toMatchObject({ status: 409, body: { code: 'wrong-state' } });

    const params = { id: lodged[0]?.body.appealId as string };
    const act = async (outcome: string, key?: string) =>
      ask('decideAppeal', {
        user: 'appeals',
        params,
        body: { outcome, reason: '已复核' },
        ...(key !== undefined && { key }),
      });
    expect((await act('assign')).body.status).toBe('reviewing');
    const upheld = await act('uphold', 'uphold-once');
    expect(upheld).toMatchObject({ status: 200, body: { status: 'upheld' } });
    expect((await act('uphold', 'uphold-once')).body).toEqual(upheld.body);
    expect(await act('remit', 'uphold-once')).toMatchObject({
      status: 409,
      body: { code: 'idempotency-key-reused' },
    });
    expect(await statusOf(claim)).toBe('awaiting-funds');
    // Assigning it decides nothing, and what is repeated is counted once.
    expect(await readDecidedAppeals(office.table, 2008)).toMatchObject([{ decided: 1, inTime: 1 }]);
  });

  describe('whose appeal came on paper', () => {
    const paper = { grounds: '登记有误，本人不服', writtenOn: '2008-06-19', signed: true };
    const entered = (claim: { readonly holder: Asked }, more: Partial<Asked> = {}) =>
      ask('enterPaperAppeal', { user: 'clerk', params: claim.holder.params ?? {}, body: paper, ...more });
    const entriesOf = async (kind: string, id: string) =>
      (await ask('auditEntries', { user: 'auditor', query: { kind, id } })).body.entries;

    test('is appealed by the clerk who enters it, without the code, and decided by somebody else', async () => {
      const claim = await rejected();
      const answers = await Promise.all([1, 2, 3].map(async () => entered(claim, { key: 'paper-appeal-1' })));
      expect(new Set(answers.map(({ status, text }) => `${String(status)} ${text}`)).size).toBe(1);
      const appealId = answers[0]?.body.appealId as string;
      expect(answers[0]).toMatchObject({ status: 202, body: { status: 'lodged' } });
      expect(await entriesOf('appeal', appealId)).toMatchObject([
        {
          event: 'lodged',
          actor: { kind: 'staff', id: 'clerk' },
          detail: { paper: { writtenOn: '2008-06-19', signed: true } },
        },
      ]);
      expect(JSON.stringify(await entriesOf('appeal', appealId))).not.toContain(paper.grounds);
      const { body } = await ask('read', claim.holder);
      expect(body.timeline.at(-1)).toMatchObject({ event: 'appeal-lodged' });
      expect(body.may).toEqual([]);
      expect(await notices()).toContainEqual(
        expect.objectContaining({ subjectId: claim.claimId, text: 'appeal-lodged' }),
      );
    });

    test('is decided by nobody who entered it, and entered by nobody who decided the claim', async () => {
      const grant = (role: Role) => ({ role, areaCode: office.district });
      const staff: readonly (readonly [string, Role])[] = [
        ['writes-and-hears', 'appeals.officer'],
        ['reviews-and-writes', 'village.reviewer'],
      ];
      for (const [sub, role] of staff) {
        const user = { sub, grants: [grant('clerk'), grant(role)] };
        await addUser(office.table, user, { kind: 'system', id: 'test' }, office.clock.now());
      }
      const claim = await rejected('reviews-and-writes');
      const tookPart = { status: 409, body: { code: 'took-part' } };
      expect(await entered(claim, { user: 'reviews-and-writes' })).toMatchObject(tookPart);
      const { body } = await entered(claim, { user: 'writes-and-hears' });
      const assign = { params: { id: body.appealId }, body: { outcome: 'assign', reason: '复核' } };
      expect(await ask('decideAppeal', { ...assign, user: 'writes-and-hears' })).toMatchObject(tookPart);
      expect(await ask('decideAppeal', { ...assign, user: 'appeals' })).toMatchObject({ status: 200 });
    });

    test('is not entered after the window, nor twice, nor beside the claimant’s own', async () => {
      const claim = await rejected();
      office.clock.move('2008-08-20');
      expect(await entered(claim)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
      office.clock.move('2008-08-19');
      expect((await entered(claim)).status).toBe(202);
      expect(await entered(claim)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
      expect(await ask('lodgeAppeal', { ...claim.holder, body: { grounds: '再' } })).toMatchObject({
        status: 409,
      });
    });

    test('is entered neither by the claim’s family nor by an office elsewhere, nor by who is no clerk', async () => {
      const claim = await rejected();
      const kin = office.keyed.blindIndex('person', aClaimForm().children[0]?.residentId ?? '');
      await office.addStaff('kin', 'clerk', { residentIndex: kin });
      const before = office.writes();
      expect(await entered(claim, { user: 'kin' })).toMatchObject({
        status: 409,
        body: { code: 'own-family' },
      });
      expect(await entered(claim, { user: 'far-clerk' })).toMatchObject({ status: 403 });
      for (const user of ['village', 'district', 'appeals']) {
        expect(await entered(claim, { user })).toMatchObject({ status: 403, body: { code: 'wrong-role' } });
      }
      expect((await entered(claim, { user: 'clerk', params: { reference: 'HM0000000000' } })).status).toBe(
        404,
      );
      expect(office.writes()).toBe(before);
    });

    test.each<readonly [string, object, string, string]>([
      ['a date to come', { writtenOn: '2008-06-21' }, '/writtenOn', 'in-the-future'],
      ['no signature', { signed: false }, '/signed', 'must-be-declared'],
      ['nothing on it', { grounds: ' ' }, '/grounds', 'too-short'],
    ])('is refused with %s', async (_, wrong, pointer, code) => {
      const claim = await rejected();
      const before = office.writes();
      expect(await entered(claim, { body: { ...paper, ...wrong } })).toMatchObject({
        status: 400,
        body: { errors: [{ pointer, code }] },
      });
      expect(office.writes()).toBe(before);
    });
  });
});

describe('a lost access code', () => {
  const { residentId } = aClaimForm().applicant;

  test('is given again by a clerk to who shows the card, which the claim then says', async () => {
    const claim = await inReview();
    const params = claim.holder.params;
    const asked: Asked = { user: 'clerk', params, body: { residentId }, key: 'counter-7' };
    const given = await ask('giveCode', asked);
    expect(given).toMatchObject({ status: 200, body: { accessCode: claim.holder.accessCode } });
    expect((await ask('giveCode', asked)).body).toEqual(given.body);
    const { timeline } = (await ask('read', claim.holder)).body;
    expect(timeline.filter(({ event }: { event: string }) => event === 'code-given')).toHaveLength(1);
    // What is open for review is still what it was.
    expect((await decide('village', 'approve')).status).toBe(200);
  });

  test('is not given for another’s card, in another’s area, or by anybody else', async () => {
    const claim = await submitted();
    const params = claim.holder.params;
    const before = office.writes();
    const other = aClaimForm().spouse.residentId;
    expect(await ask('giveCode', { user: 'clerk', params, body: { residentId: other } })).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/residentId', code: 'not-valid' }] },
    });
    for (const user of ['far-clerk', 'street', 'auditor']) {
      expect((await ask('giveCode', { user, params, body: { residentId } })).status).toBe(403);
    }
    const unknown = { reference: 'HM0000000000' };
    expect((await ask('giveCode', { user: 'clerk', params: unknown, body: { residentId } })).status).toBe(
      404,
    );
    expect(office.writes()).toBe(before);
  });
});

describe('what a claim tells its holder', () => {
  const read = async (claim: { readonly holder: Asked }) => (await ask('read', claim.holder)).body;

  test('is what they may do now, which the API then lets them do', async () => {
    const claim = await submitted();
    expect((await read(claim)).may).toEqual(['add-evidence', 'withdraw']);
    await office.verify(claim.claimId);
    await decide('village', 'approve');
    expect((await read(claim)).may).toEqual(['add-evidence']);
    expect(await ask('withdraw', claim.holder)).toMatchObject({ status: 409 });
    await decide('street', 'reject');
    expect((await read(claim)).may).toEqual(['answer', 'add-evidence']);
    office.clock.move('2008-06-20');
    await decide('district', 'reject');
    const rejected = await read(claim);
    expect(rejected).toMatchObject({ may: ['appeal'], appealUntil: '2008-08-19' });
    office.clock.move('2008-08-20');
    const late = await read(claim);
    expect(late.may).toEqual([]);
    expect(late).not.toHaveProperty('appealUntil');
    expect(await ask('lodgeAppeal', { ...claim.holder, body: { grounds: '迟' } })).toMatchObject({
      status: 409,
    });
  });

  test('is by when the office takes its step, until it is late, and until when the claim is posted', async () => {
    const claim = await submitted();
    expect(await read(claim)).not.toHaveProperty('nextBy');
    await office.verify(claim.claimId);
    const { nextBy } = await read(claim);
    expect(nextBy).toBe('2008-06-17');
    office.clock.move(nextBy);
    expect(await read(claim)).toMatchObject({ nextBy });
    office.clock.move('2008-06-18');
    expect(await read(claim)).not.toHaveProperty('nextBy');
    await decide('village', 'approve');
    await decide('street', 'approve');
    expect(await read(claim)).toMatchObject({ status: 'posting', nextBy: '2008-06-25' });
  });

  test('is at whose desk it is, and who has passed it', async () => {
    const claim = await inReview();
    expect((await read(claim)).nextStep).toBe('村（社区）正在审核，您无需做任何事。');
    await decide('village', 'approve');
    expect((await read(claim)).nextStep).toBe('街道（镇）正在审核，您无需做任何事。');
    await decide('street', 'approve');
    office.clock.move('2008-06-10');
    await office.sweep();
    expect((await read(claim)).nextStep).toBe('区里正在审批，您无需做任何事。');
    await decide('district', 'approve');
    await office.award();
    expect((await read(claim)).timeline.map(({ text }: { text: string }) => text)).toEqual([
      '已收到您的申请',
      '开始核对登记信息',
      '条件核对完毕，转入审核',
      '村（社区）审核通过',
      '街道（镇）审核通过',
      '公示结束',
      '区级审批通过',
      '已批准，等待发放',
    ]);
  });

  test('is what a reviewer wrote to them, while they have to answer it, and to nobody else', async () => {
    const claim = await inReview();
    await decide('village', 'return', { reason: '请补拍户口簿。' });
    expect(await read(claim)).toMatchObject({
      status: 'awaiting-applicant',
      message: '请补拍户口簿。',
      answerUntil: '2008-06-17',
    });
    expect((await read(claim)).timeline.at(-1)).toMatchObject({ event: 'return', text: '请您补充材料' });
    const seenByStaff = await ask('read', { params: claim.holder.params, user: 'street' });
    expect(seenByStaff.status).toBe(200);
    expect(seenByStaff.body).not.toHaveProperty('message');
    // Papers added meanwhile are no word of the office's, and do not hide it.
    await ask('answer', { ...claim.holder, body: { message: '已补拍' } });
    expect(await read(claim)).not.toHaveProperty('message');
  });

  test('is the decision once there is one, with its registers and how the amount comes about', async () => {
    const claim = await inReview();
    expect(await read(claim)).not.toHaveProperty('decision');
    await decide('village', 'reject');
    expect(await read(claim)).not.toHaveProperty('decision');
    office.clock.move('2008-06-20');
    await decide('district', 'reject');
    const { decision } = await read(claim);
    expect(decision).toMatchObject({ outcome: 'rejected', amountSteps: [] });
    expect(decision.decidedAt).toMatch(/^2008-06-/);
    const { conditions } = (await ask('read', { ...claim.holder, headers: { 'accept-language': 'en' } }))
      .body;
    expect(conditions).toContainEqual(
      expect.objectContaining({
        code: 'household-type',
        source: '国人口发〔2004〕36号, pilot plan: the person and the spouse are both registered as rural',
      }),
    );
    const registers = decision.registers.map(({ register }: { register: string }) => register);
    expect(new Set(registers)).toEqual(new Set(['population', 'marriages', 'attestations']));
    expect(registers).toHaveLength(3);
  });

  test('says a condition in the policy’s words: what is asked, or what it means that it is not met', async () => {
    const claim = await inReview();
    const { conditions } = await read(claim);
    expect(conditions).toContainEqual(
      expect.objectContaining({
        code: 'household-type',
        result: 'met',
        text: expect.stringMatching(/^您本人是/),
      }),
    );
    const { body } = await ask('submit', {
      body: { ...aClaimForm(), programme: 'special-hardship' },
    });
    const other = { params: { reference: body.reference }, accessCode: body.accessCode };
    await office.verify(body.claimId);
    const failed = (await read({ holder: other })).conditions.filter(
      ({ result }: { result: string }) => result === 'failed',
    );
    expect(failed.length).toBeGreaterThan(0);
    for (const { text } of failed) expect(text).toMatch(/登记/);
  });
});

test('today’s audit entries are paged, and a day or a subject is asked for, not both', async () => {
  await submitted();
  const events: string[] = [];
  for (let cursor: string | undefined; ;) {
    const { body } = await ask('auditEntries', {
      user: 'auditor',
      query: cursor === undefined ? {} : { cursor },
    });
    events.push(...body.entries.map(({ event }: { event: string }) => event));
    cursor = body.cursor;
    if (cursor === undefined) break;
  }
  expect(events.filter((event) => event === 'submitted')).toHaveLength(1);
  expect(events.filter((event) => event === 'added')).toHaveLength(9);
  const both = await ask('auditEntries', { user: 'auditor', query: { kind: 'claim', on: '2008-05-20' } });
  expect(both.body.errors.map(({ pointer }: { pointer: string }) => pointer)).toEqual([
    '/query/id',
    '/query/on',
  ]);
  expect((await ask('verifyAudit', { user: 'clerk' })).status).toBe(403);
});

test('the audit is exported as far as it is sealed, for auditors of the whole district', async () => {
  const { claimId } = await submitted();
  const nothing = await ask('exportAudit', { user: 'auditor' });
  expect(nothing).toMatchObject({ status: 200, text: '{"end":{"seals":0}}\n' });
  expect(nothing.headers).toMatchObject({ 'content-type': 'application/x-ndjson' });

  await createSealAudit(office)();
  const { text, headers } = await ask('exportAudit', { user: 'auditor' });
  const lines = text
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line));
  expect(lines.map((line) => Object.keys(line)[0])).toEqual([
    ...Array.from({ length: 10 }, () => 'entry'),
    'seal',
    'anchor',
    'end',
  ]);
  expect(lines.map(({ entry }) => entry?.subjectId)).toContain(claimId);
  expect(headers.link).toBeUndefined();
  expect(headers['content-disposition']).toBe('attachment; filename="audit-from-seal-1.ndjson"');
  expect(
    (await ask('auditEntries', { user: 'auditor', query: { kind: 'claim', id: claimId } })).body,
  ).toMatchObject({
    entries: [{ event: 'submitted', seal: 1 }],
  });
  expect((await ask('verifyAudit', { user: 'auditor' })).body).toMatchObject({
    verified: true,
    seals: 1,
    unsealed: 0,
  });

  expect((await ask('exportAudit', { user: 'auditor', query: { from: '2' } })).text).toBe(
    '{"end":{"seals":1}}\n',
  );
  expect((await ask('exportAudit', { user: 'auditor', query: { from: '0' } })).status).toBe(400);
  expect((await ask('exportAudit', { user: 'clerk' })).status).toBe(403);
  expect((await ask('exportAudit', { user: 'far-auditor' })).status).toBe(403);
});
