import { createHash, randomUUID } from 'node:crypto';
import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { goldenBankFile } from '../builders/bank-messages.ts';
import {
  aHardshipFamily,
  anUnknownFamily,
  aRetireesWidow,
  aRuralFamily,
  registersOf,
} from '../builders/families.ts';
import {
  claimIs,
  decide,
  expecting,
  type HeldClaim,
  moveClock,
  readClaim,
  submit,
  tasksAt,
  until,
} from '../builders/people-at-work.ts';
import {
  type Answer,
  type BuiltSystem,
  buildSystem,
  freePort,
  runCommand,
  type RunningSystem,
  startSystem,
  temporaryFolder,
} from '../builders/running-system.ts';
import { schemaErrors } from '../builders/xsd.ts';

const rural = [320_001, 320_002, 320_003, 320_004, 320_005].map((area) => aRuralFamily(area));
const hardship = aHardshipFamily(320_011);
const widow = aRetireesWidow(320_021);
const urban = [320_031, 320_032].map((area) => aRuralFamily(area, 'urban'));
const unknown = anUnknownFamily(320_041);
const withdrawing = aRuralFamily(320_051);
const objectedTo = aRuralFamily(320_061);

let built: BuiltSystem;
let system: RunningSystem;
let port: number;
let registers: string;
let dataFolder: string;

beforeAll(async () => {
  const known = [...rural, hardship, widow, ...urban, withdrawing, objectedTo];
  [built, port, registers, dataFolder] = await Promise.all([
    buildSystem(),
    freePort(),
    registersOf(known),
    temporaryFolder('journey'),
  ]);
  system = await startSystem({ built, port, registers, dataFolder, today: '2008-05-20' });
}, 60_000);

afterAll(async () => {
  await system.end('SIGKILL');
  await Promise.all([registers, dataFolder].map((f) => rm(f, { recursive: true })));
});

const asked = (method: string, path: string, more: Parameters<RunningSystem['call']>[2] = {}) =>
  system.call(method, path, more);
const get = async (user: string, path: string) =>
  expecting(200, asked('GET', path, { token: await system.token(user) }));
const post = async (user: string, path: string, body?: unknown): Promise<Answer> =>
  asked('POST', path, { token: await system.token(user), key: randomUUID(), body });

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex');

/** Prepares a period's run, reads what it holds, and lets another person release it. */
async function payPeriod(programme: string, period: string) {
  const { runId } = await expecting(
    202,
    post('finance.preparer', '/api/payment-runs', { programme, period }),
  );
  const path = `/api/payment-runs/${runId}`;
  const run = await until(
    () => get('finance.approver', path),
    ({ status }) => status === 'prepared',
  );
  const { payloadHash } = run;
  const own = await post('finance.preparer', `${path}/release`, { payloadHash });
  const stale = await post('finance.approver', `${path}/release`, { payloadHash: '0'.repeat(64) });
  const released = await post('finance.approver', `${path}/release`, { payloadHash });
  await until(
    () => get('finance.approver', path),
    ({ status }) => !['prepared', 'released'].includes(status),
  );
  return { runId: String(runId), path, run, refused: [own, stale], released };
}

const paidRuns: string[] = [];

describe('rural reward, from five families’ claims to settled payments', () => {
  let claims: HeldClaim[] = [];

  test('anybody may claim, and the access code alone opens the claim', async () => {
    const key = randomUUID();
    const answer = await asked('POST', '/api/claims', { body: rural[0]!.claim, key });
    expect(answer.status).toBe(202);
    expect(answer.body).toEqual({
      claimId: expect.any(String),
      reference: expect.stringMatching(/^HM[0-9A-Z]{10}$/),
      accessCode: expect.any(String),
      status: 'submitted',
    });
    const again = await asked('POST', '/api/claims', { body: rural[0]!.claim, key });
    expect([again.status, again.text]).toEqual([202, answer.text]);
    const others = await Promise.all(rural.slice(1).map(({ claim }) => submit(system, claim)));
    claims = [answer.body, ...others];

    await claimIs(system, claims[0]!, 'review');
    expect(await readClaim(system, claims[0]!)).toMatchObject({
      reference: claims[0]!.reference,
      programme: 'rural-reward',
      timeline: expect.arrayContaining([expect.objectContaining({ event: 'submitted' })]),
      conditions: expect.arrayContaining([expect.objectContaining({ code: 'age', result: 'met' })]),
      amount: { fen: 30_000, currency: 'CNY' },
    });
    const english = await asked('GET', `/api/claims/${claims[0]!.reference}`, {
      accessCode: claims[0]!.accessCode,
      headers: { 'accept-language': 'en' },
    });
    expect(english.body.nextStep).toBe(
      'The village or community is looking at your claim. You need do nothing.',
    );
  });

  test('village and street approve, each in its turn, and the five are posted with masked names', async () => {
    for (const claim of claims) await claimIs(system, claim, 'review');
    const early = await tasksAt(system, 'street');
    expect(early).toEqual([]);
    for (const stage of ['village', 'street'] as const) {
      for (const claim of claims) {
        expect(await decide(system, stage, claim, 'approve')).toMatchObject({ status: 200 });
      }
    }
    const posted = await asked('GET', '/api/posting?programme=rural-reward&area=320602100');
    expect(posted.status).toBe(200);
    expect(posted.body.postings).toHaveLength(5);
    expect(posted.body.postings[0]).toEqual({
      postingId: expect.stringMatching(/^posting-/),
      programme: 'rural-reward',
      name: expect.stringMatching(/^[王李周吴郑]\*\*$/u),
      areaCode: '320602100',
      until: '2008-05-27',
    });
    expect(posted.text).not.toContain('璎');
    expect(await tasksAt(system, 'district')).toEqual([]);
  });

  test('a duplicate of what a reviewer has confirmed looks the same in public, and is named to a clerk', async () => {
    const duplicate = await submit(system, rural[0]!.claim);
    expect(duplicate).toEqual({
      ...claims[0],
      claimId: expect.any(String),
      reference: expect.any(String),
      accessCode: expect.any(String),
    });
    expect(duplicate.claimId).not.toBe(claims[0]!.claimId);
    // Staff see that it is one; who made it learns nothing of the claim that stands.
    const seenByStaff = () => get('auditor', `/api/claims/${duplicate.reference}`);
    await until(seenByStaff, ({ status }) => status === 'duplicate');
    expect(await readClaim(system, duplicate)).toMatchObject({ status: 'submitted', conditions: [] });
    const byClerk = await post('clerk', '/api/claims', rural[0]!.claim);
    expect(byClerk).toMatchObject({ status: 409, body: { code: 'duplicate-claim' } });
    expect(byClerk.text).not.toContain(claims[0]!.reference);
  });

  test('when the posting has passed the district approves, and the award’s record says why', async () => {
    await moveClock(system, '2008-05-28');
    for (const claim of claims) {
      expect(await decide(system, 'district', claim, 'approve')).toMatchObject({ status: 200 });
    }
    for (const claim of claims) await claimIs(system, claim, 'awarded');
    const person = rural[0]!.claim.applicant.residentId;
    const found = await expecting(200, post('finance.preparer', '/api/awards/search', { person }));
    expect(found.awards).toEqual([
      expect.objectContaining({
        programme: 'rural-reward',
        period: '2008-H1',
        awardedOn: '2008-05-28',
        amount: { fen: 30_000, currency: 'CNY' },
      }),
    ]);
    expect(await get('auditor', `/api/awards?person=${person}`)).toEqual(found);
    const { awardId, recordHash } = found.awards[0];
    const record = await get('auditor', `/api/awards/${awardId}/decision-record`);
    expect(record).toMatchObject({ awardId, recordHash, recomputes: true });
    expect(record.record).toMatchObject({ amountFen: 30_000 });
    expect(JSON.stringify(record)).toContain('国人口发');
  });

  test('one prepares, another releases exactly that, and the bank’s statement settles it', async () => {
    const { runId, path, run, refused, released } = await payPeriod('rural-reward', '2008-H1');
    paidRuns.push(runId);
    expect(run).toMatchObject({ payments: 5, totalFen: 150_000, preparedBy: 'user-finance.preparer' });
    expect(refused.map(({ status, body }) => [status, body.code])).toEqual([
      [403, 'wrong-role'],
      [409, 'stale-payload'],
    ]);
    expect(released).toMatchObject({ status: 202 });

    const file = await asked('GET', `${path}/bank-file?format=pain.001`, {
      token: await system.token('finance.reconciler'),
    });
    expect(file.status).toBe(200);
    expect(sha256(file.text)).toBe(run.files[0].sha256);
    const version = /urn:iso:std:iso:20022:tech:xsd:(pain\.001\.001\.\d\d)/.exec(file.text)?.[1];
    expect(await schemaErrors(version!, file.text)).toEqual([]);
    expect(file.text).toContain('<NbOfTxs>5</NbOfTxs>');
    expect(file.text).toContain('<CtrlSum>1500.00</CtrlSum>');

    const { delivered } = await expecting(200, asked('POST', '/local/bank/end-of-day'));
    expect(delivered).toContainEqual(expect.stringContaining('camt.053'));
    const reconciliation = await until(
      () => get('finance.reconciler', `${path}/reconciliation`),
      ({ agrees }) => agrees === true,
    );
    expect(reconciliation).toMatchObject({
      award: { count: 5, fen: 150_000 },
      instruction: { count: 5, fen: 150_000 },
      statement: { settled: { count: 5, fen: 150_000 }, outstanding: { count: 0, fen: 0 } },
      deviations: [],
    });
    expect(await get('finance.reconciler', '/api/exceptions')).toEqual({ exceptions: [] });

    const truth = await expecting(200, asked('GET', '/local/bank/truth'));
    expect(truth).toHaveLength(5);
    for (const payment of truth) {
      expect(payment).toMatchObject({ fen: 30_000, status: 'settled', times: 1 });
      expect(file.text).toContain(`<EndToEndId>${payment.endToEndId}</EndToEndId>`);
    }
  });
});

describe('a bank’s message of more than 4 MB', () => {
  const camt = (body: string) =>
    '<?xml version="1.0" encoding="UTF-8"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.053.001.08">' +
    '<BkToCstmrStmt><GrpHdr><MsgId>LARGE-1</MsgId><CreDtTm>2008-06-21T08:00:00</CreDtTm></GrpHdr>' +
    `${'<!-- a bank that is not brief -->'.repeat(140_000)}${body}</BkToCstmrStmt></Document>`;
  const uploads = '/api/bank-messages/uploads';

  async function sent(text: string, token: string) {
    const form = await expecting(
      200,
      asked('POST', uploads, { token, key: randomUUID(), body: { mediaType: 'application/xml' } }),
    );
    const data = new FormData();
    for (const [name, value] of Object.entries<string>(form.fields)) data.append(name, value);
    data.append('file', new Blob([text]), 'statement.xml');
    const path = `${uploads}/${String(form.uploadId)}`;
    expect((await asked('POST', `${path}/import`, { token })).body).toMatchObject({ code: 'wrong-state' });
    expect((await fetch(form.uploadUrl, { method: 'POST', body: data })).status).toBe(204);
    expect(await asked('POST', `${path}/import`, { token })).toMatchObject({ status: 202 });
    return until(
      () => get('finance.reconciler', path),
      ({ status }) => status !== 'importing',
    );
  }

  test('is sent by form, imported, and says what came of it', async () => {
    const token = await system.token('finance.reconciler');
    const whole = camt('');
    expect(whole.length).toBeGreaterThan(4 * 1024 * 1024);
    expect(await sent(whole, token)).toMatchObject({
      status: 'imported',
      result: { messageId: 'LARGE-1', matched: 0, exceptions: 0 },
    });
    expect(await sent(whole.slice(0, -20), token)).toMatchObject({
      status: 'refused',
      refusal: { code: 'bank-message-unreadable', reason: 'truncated' },
    });
  });
});

describe('the other two programmes', () => {
  test('special hardship is never posted, and pays by the month', async () => {
    const claim = await submit(system, hardship.claim);
    for (const stage of ['village', 'street', 'district'] as const) {
      expect(await decide(system, stage, claim, 'approve')).toMatchObject({ status: 200 });
    }
    await claimIs(system, claim, 'awarded');
    expect((await readClaim(system, claim)).amount).toEqual({ fen: 48_000, currency: 'CNY' });
    const posting = await asked('GET', '/api/posting?programme=special-hardship');
    expect(posting).toMatchObject({ status: 404 });
    const { run, runId } = await payPeriod('special-hardship', '2008-H1');
    paidRuns.push(runId);
    expect(run).toMatchObject({ payments: 1, totalFen: 48_000 });
  });

  test('a widow claims for her husband, and is paid herself', async () => {
    const claim = await submit(system, widow.claim);
    for (const stage of ['village', 'street'] as const) {
      expect(await decide(system, stage, claim, 'approve')).toMatchObject({ status: 200 });
    }
    await claimIs(system, claim, 'posting');
    await moveClock(system, '2008-06-06');
    expect(await decide(system, 'district', claim, 'approve')).toMatchObject({ status: 200 });
    await claimIs(system, claim, 'awarded');
    const { path, run, runId } = await payPeriod('retiree-one-off', '2007');
    paidRuns.push(runId);
    expect(run).toMatchObject({ payments: 1, totalFen: 320_000 });
    const file = await asked('GET', `${path}/bank-file`, { token: await system.token('finance.preparer') });
    expect(file.text).toContain(widow.claim.applicant.name);
  });
});

describe('claims that do not go straight', () => {
  /** Submits a claim and sends one file of evidence to it, by form as a browser does. */
  async function sendFile(claim: HeldClaim, bytes: Uint8Array<ArrayBuffer>, mediaType: string) {
    const { reference, accessCode } = claim;
    const form = await expecting(
      200,
      asked('POST', '/api/uploads', { accessCode, key: randomUUID(), body: { reference, mediaType } }),
    );
    const data = new FormData();
    for (const [name, value] of Object.entries<string>(form.fields)) data.append(name, value);
    data.append('file', new Blob([bytes]), 'scan');
    const sent = await fetch(form.uploadUrl, { method: 'POST', body: data });
    return { uploadId: String(form.uploadId), sent };
  }

  const png = new Uint8Array(
    Buffer.from(
      'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
      'base64',
    ),
  );

  test('what the registers refuse is heard, rejected, and may be appealed', async () => {
    const [claim, hasty] = await Promise.all(urban.map((family) => submit(system, family.claim)));
    await Promise.all([
      claimIs(system, claim!, 'proposed-rejection'),
      claimIs(system, hasty!, 'proposed-rejection'),
    ]);
    const view = await readClaim(system, claim!);
    expect(view.conditions).toContainEqual(
      expect.objectContaining({ code: 'household-type', result: 'failed' }),
    );
    expect(await decide(system, 'rejection', claim!, 'reject')).toMatchObject({
      status: 409,
      body: { code: 'hearing-open' },
    });
    expect(await decide(system, 'rejection', claim!, 'approve')).toMatchObject({
      status: 409,
      body: { code: 'rules-not-met' },
    });

    const { reference, accessCode } = claim!;
    const answered = await asked('POST', `/api/claims/${reference}/answers`, {
      accessCode,
      key: randomUUID(),
      body: { message: '户口已于三月迁回。' },
    });
    expect(answered.status).toBe(202);
    await until(
      () => readClaim(system, claim!),
      ({ status, version }) => status === 'proposed-rejection' && version > view.version,
    );
    const early = await asked('POST', `/api/claims/${reference}/appeals`, {
      accessCode,
      key: randomUUID(),
      body: { grounds: '登记有误。' },
    });
    expect(early).toMatchObject({ status: 409, body: { code: 'wrong-state' } });

    await moveClock(system, '2008-06-23');
    expect(await decide(system, 'rejection', claim!, 'reject')).toMatchObject({ status: 200 });
    await claimIs(system, claim!, 'rejected');
    const appeal = await asked('POST', `/api/claims/${reference}/appeals`, {
      accessCode,
      key: randomUUID(),
      body: { grounds: '登记有误。' },
    });
    expect(appeal).toMatchObject({ status: 202, body: { status: 'lodged' } });
    const path = `/api/appeals/${appeal.body.appealId}/decision`;
    const byReviewer = await post('district.approver', path, { outcome: 'dismiss', reason: '户籍无误' });
    expect(byReviewer).toMatchObject({ status: 403, body: { code: 'wrong-role' } });
    for (const [outcome, status] of [
      ['assign', 'reviewing'],
      ['dismiss', 'dismissed'],
    ]) {
      const decided = await post('appeals.officer', path, { outcome, reason: '已核对' });
      expect(decided).toMatchObject({ status: 200, body: { status } });
    }
    expect(await readClaim(system, claim!)).toMatchObject({ status: 'rejected' });
  });

  test('what no register knows is settled by people’s findings, and nobody decides twice', async () => {
    const claim = await submit(system, unknown.claim);
    await claimIs(system, claim, 'manual');
    const view = await readClaim(system, claim);
    const open = view.conditions.filter(({ result }: { result: string }) => result === 'unknown');
    expect(open.length).toBeGreaterThan(0);
    const none = await decide(system, 'manual', claim, 'approve');
    expect(none).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/findings', code: 'missing' }] },
    });

    expect(await decide(system, 'manual', claim, 'return')).toMatchObject({ status: 200 });
    await claimIs(system, claim, 'awaiting-applicant');
    const { uploadId, sent } = await sendFile(claim, png, 'image/png');
    expect(sent.status).toBe(204);
    const { reference, accessCode } = claim;
    const evidence = await asked('POST', `/api/claims/${reference}/evidence`, {
      accessCode,
      key: randomUUID(),
      body: { files: [uploadId] },
    });
    expect(evidence.status).toBe(202);
    const answered = await asked('POST', `/api/claims/${reference}/answers`, {
      accessCode,
      key: randomUUID(),
      body: { message: '附户口簿。', changes: { phone: '13900000099' } },
    });
    expect(answered.status).toBe(202);
    await claimIs(system, claim, 'manual');
    const findings = open.map(({ code }: { code: string }) => ({
      code,
      result: 'met',
      basis: '户口簿原件',
      evidenceIds: [uploadId],
    }));
    expect(await decide(system, 'manual', claim, 'approve', { findings })).toMatchObject({ status: 200 });
    await claimIs(system, claim, 'review');
    expect(await decide(system, 'village', claim, 'approve')).toMatchObject({ status: 200 });
    // The person who found the facts may not be the street's second pair of eyes as well.
    const [task] = (await tasksAt(system, 'street')).filter(({ claimId }) => claimId === claim.claimId);
    const sameHand = await post('street.reviewer@320602100', `/api/tasks/${task.taskId}/decision`, {
      outcome: 'approve',
      reason: '已核对',
      payloadHash: task.payloadHash,
    });
    expect(sameHand).toMatchObject({ status: 409, body: { code: 'took-part' } });
    expect(await decide(system, 'street', claim, 'approve')).toMatchObject({ status: 200 });
  });

  test('files that are not what they say are refused', async () => {
    const claim = await submit(system, anUnknownFamily(320_042).claim);
    const { sent, uploadId } = await sendFile(
      claim,
      new Uint8Array(Buffer.from('MZ no picture')),
      'image/png',
    );
    expect(sent.status).toBe(415);
    const evidence = await asked('POST', `/api/claims/${claim.reference}/evidence`, {
      accessCode: claim.accessCode,
      key: randomUUID(),
      body: { files: [uploadId] },
    });
    expect(evidence).toMatchObject({
      status: 400,
      body: { errors: [{ pointer: '/files/0', code: 'no-such-upload' }] },
    });
  });

  test('a claim is withdrawn before its first review, and not after', async () => {
    const claim = await submit(system, withdrawing.claim);
    await claimIs(system, claim, 'review');
    const withdraw = ({ reference, accessCode }: HeldClaim) =>
      asked('POST', `/api/claims/${reference}/withdrawal`, { accessCode, key: randomUUID() });
    expect(await withdraw(claim)).toMatchObject({ status: 202, body: { status: 'withdrawn' } });
    const again = await submit(system, withdrawing.claim);
    expect(await decide(system, 'village', again, 'approve')).toMatchObject({ status: 200 });
    expect(await withdraw(again)).toMatchObject({ status: 409, body: { code: 'wrong-state' } });
  });

  test('an objection stops a posting until it is decided', async () => {
    const claim = await submit(system, objectedTo.claim);
    for (const stage of ['village', 'street'] as const) await decide(system, stage, claim, 'approve');
    await claimIs(system, claim, 'posting');
    const { postings } = await expecting(200, asked('GET', '/api/posting?programme=rural-reward'));
    const posted = postings.find(({ postingId }: { postingId: string }) =>
      postingId.endsWith(claim.claimId.replace('claim-', '')),
    );
    const objection = await asked('POST', `/api/posting/${posted.postingId}/objections`, {
      key: randomUUID(),
      body: { fact: '该户户口已迁往外地。' },
    });
    expect(objection.status).toBe(202);
    const path = `/api/objections/${objection.body.objectionId}/decision`;
    expect(await post('district.approver', path, { outcome: 'admit', reason: '须核实' })).toMatchObject({
      status: 200,
    });
    await claimIs(system, claim, 'objected');
    await moveClock(system, '2008-07-14');
    expect(await readClaim(system, claim)).toMatchObject({ status: 'objected' });
    expect(await post('district.approver', path, { outcome: 'dismiss', reason: '不属实' })).toMatchObject({
      status: 200,
    });
    await claimIs(system, claim, 'posting');
  });
});

describe('the books', () => {
  test('after the bank’s days every run agrees, the ledger balances and the audit verifies', async () => {
    await expecting(200, asked('POST', '/local/bank/end-of-day'));
    for (const runId of paidRuns) {
      const report = await until(
        () => get('finance.reconciler', `/api/payment-runs/${runId}/reconciliation`),
        ({ agrees }) => agrees === true,
      );
      expect(report.statement.settled).toEqual(report.award);
    }
    const balance = await get('auditor', '/api/ledger/trial-balance?recompute=true');
    expect(balance).toMatchObject({ balanced: true, differences: [] });
    expect(balance.debitsFen).toBe(balance.creditsFen);
    expect(await get('finance.reconciler', '/api/ledger/entries?account=A1')).toMatchObject({
      entries: expect.arrayContaining([expect.objectContaining({ amountFen: expect.any(Number) })]),
    });
    expect(await get('auditor', '/api/audit/verification')).toMatchObject({ verified: true, faults: [] });
    const truth = await expecting(200, asked('GET', '/local/bank/truth'));
    expect(truth.map(({ times }: { times: number }) => times)).toEqual(Array.from({ length: 7 }, () => 1));
  });

  test('a line of the bank’s that is nobody’s stands as an exception, which two people settle', async () => {
    const balance = await get('auditor', '/api/ledger/trial-balance');
    const importFile = async () =>
      asked('POST', '/api/bank-messages', {
        token: await system.token('finance.reconciler'),
        key: randomUUID(),
        raw: goldenBankFile('camt.054.001.08-returns.xml'),
        headers: { 'content-type': 'application/xml' },
      });
    const imported = await importFile();
    expect(imported).toMatchObject({
      status: 202,
      body: { matched: 0, returned: 0, exceptions: 1, alreadyImported: false },
    });
    expect(await importFile()).toMatchObject({
      status: 202,
      body: { messageId: imported.body.messageId, alreadyImported: true },
    });
    const { exceptions } = await get('finance.reconciler', '/api/exceptions');
    expect(exceptions).toEqual([
      expect.objectContaining({ reason: 'unknown-id', kind: 'bank-only', ageDays: 0, amountFen: 30_000 }),
    ]);
    const path = `/api/exceptions/${exceptions[0].exceptionId}/resolution`;
    for (const [user, body, status] of [
      ['finance.preparer', { event: 'take' }, 200],
      ['finance.preparer', { event: 'propose', resolution: '查明为银行误转' }, 400],
      [
        'finance.preparer',
        { event: 'propose', resolution: '查明无主，上缴国库', settlement: { kind: 'treasury' } },
        200,
      ],
      ['finance.preparer', { event: 'approve' }, 409],
      ['finance.approver', { event: 'approve' }, 200],
    ] as const) {
      expect([body, (await post(user, path, body)).status]).toEqual([body, status]);
    }
    expect(await get('finance.reconciler', '/api/exceptions')).toEqual({ exceptions: [] });
    const after = await get('auditor', '/api/ledger/trial-balance?recompute=true');
    const suspense = after.lines.filter(({ account }: { account: string }) => account === 'L4');
    expect(suspense).toEqual([expect.objectContaining({ debitFen: 30_000, creditFen: 30_000 })]);
    expect(after).toMatchObject({ balanced: true, differences: [] });
    expect(after.debitsFen).toBeGreaterThanOrEqual(balance.debitsFen);
  });

  test('the outbox holds the notices, by ids and never by names', async () => {
    const outbox = await asked('GET', '/outbox');
    const texts = new Set(outbox.body.map(({ text }: { text: string }) => text));
    expect([...texts]).toEqual(
      expect.arrayContaining(['rejection-proposed', 'rejected', 'answer-needed', 'paid']),
    );
    expect(outbox.text).not.toContain('璎');
  });

  test('a browser shows all of them at the same address, with as much of a number as tells whose it is', async () => {
    const outbox = await asked('GET', '/outbox');
    let shown = '';
    for (let path: string | undefined = '/outbox'; path !== undefined;) {
      const page = await fetch(system.origin + path, { headers: { accept: 'text/html,*/*;q=0.8' } });
      expect(page.headers.get('content-type')).toContain('text/html');
      shown += await page.text();
      path = /href="([^"]+)" rel="next"/.exec(shown.slice(shown.lastIndexOf('<html')))?.[1];
    }
    expect(shown.match(/<time/g)).toHaveLength(outbox.body.length);
    for (const { words } of outbox.body) expect(shown).toContain(words['zh-CN']);
    expect(shown).toContain('短信（中文） +86139****0099');
    expect(shown).not.toContain('13900000099');
    expect(
      (await fetch(`${system.origin}/outbox?cursor=none`, { headers: { accept: 'text/html' } })).status,
    ).toBe(404);
  });
});

describe('the audit', () => {
  test('is sealed, exported by one command and verified by another, which finds what was changed', async () => {
    // The day's change seals what there is.
    await moveClock(system, '2008-07-15');
    const { entries, seals } = await get('auditor', '/api/audit/verification');
    expect(seals).toBeGreaterThan(0);
    const exported = await runCommand(built, 'local/commands/audit-export', [], {
      PORT: String(port),
      HUIMIN_DATA: dataFolder,
    });
    expect(exported).toMatchObject({ code: 0, stderr: '' });
    const path = join(dataFolder, 'export.ndjson');
    const verify = async (text: string) => {
      await writeFile(path, text);
      const anchors = join(dataFolder, 'audit-anchors.ndjson');
      return runCommand(built, 'local/commands/audit-verify', [path, '--anchors', anchors]);
    };
    const found = await verify(exported.stdout);
    expect(found).toMatchObject({ code: 0, stderr: '' });
    expect(found.stdout).toContain(`verified: ${entries.toLocaleString('en')} entries`);

    const forged = await verify(exported.stdout.replace('"outcome":"approve"', '"outcome":"reject"'));
    expect(forged.code).toBe(1);
    expect(forged.stdout).toMatch(/line [\d,]+: entry \d+ of claim claim-\w+ was altered/);
    const lost = await runCommand(built, 'local/commands/audit-verify', [join(dataFolder, 'no-such-file')]);
    expect(lost.code).toBe(2);
  });
});

describe('the process', () => {
  test('Ctrl-C ends it cleanly, and a restart keeps everything, answers to keys included', async () => {
    const key = randomUUID();
    const form = aRuralFamily(320_099).claim;
    const before = await asked('POST', '/api/claims', { body: form, key });
    expect(before.status).toBe(202);
    await claimIs(system, before.body, 'manual');
    const [audit, truth, balance] = await Promise.all([
      get('auditor', '/api/audit/verification'),
      asked('GET', '/local/bank/truth'),
      get('auditor', '/api/ledger/trial-balance'),
    ]);
    expect(await system.end('SIGINT')).toBe(0);

    system = await startSystem({ built, port, registers, dataFolder });
    expect(await expecting(200, asked('GET', '/healthz'))).toEqual({ status: 'ok', today: '2008-07-15' });
    // Sealing goes on by itself, and changes nothing of what was audited.
    const { verified, subjects, entries } = audit;
    expect(await get('auditor', '/api/audit/verification')).toMatchObject({ verified, subjects, entries });
    expect((await asked('GET', '/local/bank/truth')).text).toBe(truth.text);
    expect(await get('auditor', '/api/ledger/trial-balance')).toEqual(balance);
    const after = await asked('POST', '/api/claims', { body: form, key });
    expect([after.status, after.text]).toEqual([202, before.text]);
    const other = await asked('POST', '/api/claims', { body: rural[1]!.claim, key });
    expect(other).toMatchObject({ status: 409, body: { code: 'idempotency-key-reused' } });
    expect(await readClaim(system, before.body)).toMatchObject({ status: 'manual' });
  });
});
