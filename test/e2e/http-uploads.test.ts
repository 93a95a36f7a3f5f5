import { afterAll, beforeAll, describe, expect, test } from '@jest/globals';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEnvelopes } from '../../functions/adapters/envelope/envelopes.ts';
import { openKeyed } from '../../functions/adapters/envelope/keyed.ts';
import { randomIds } from '../../functions/adapters/ids/random-ids.ts';
import { openLocalKey } from '../../functions/adapters/localkey/local-key.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { createAccess } from '../../functions/app/access/access.ts';
import { submitted } from '../../functions/app/claims/claim-head.ts';
import { referenceRow } from '../../functions/app/claims/find-claim.ts';
import { createCreateUpload, readUpload } from '../../functions/app/uploads/create-upload.ts';
import { claimHeadSchema } from '../../functions/contracts/store/claim-head.ts';
import { isAsAnnounced, maxEvidenceBytes } from '../../functions/domain/claims/evidence-file.ts';
import { err } from '../../functions/domain/result/result.ts';
import { areaCode } from '../../functions/domain/review/area.ts';
import { createCreateUploadHandler } from '../../functions/handlers/http/uploads/create-upload/handler.ts';
import { createManualClock } from '../../local/clock/manual-clock.ts';
import { createDispatch } from '../../local/http/dispatch.ts';
import { createPrometheus } from '../../local/http/prometheus.ts';
import { openServer, type Server } from '../../local/http/server.ts';
import { openQuarantine, type Quarantine } from '../../local/uploads/quarantine.ts';
import { receiveUploads } from '../../local/uploads/receive-upload.ts';
import { localUploadForms } from '../../local/uploads/upload-forms.ts';
import { servedRoutes } from '../builders/served-routes.ts';
import { edgeDeps } from '../fakes/edge-deps.ts';

const district = areaCode('320602');
const clock = createManualClock('2008-05-20T01:00:00Z');
const ids = randomIds();
const reference = ids.newReference();
const jpeg = new Uint8Array([0xff, 0xd8, 0xff, 0xe0, 1, 2, 3]);
const dataFolder = mkdtempSync(join(tmpdir(), 'huimin-uploads-'));
const database = SqliteDatabase.open(':memory:');
const table = createSqliteTable(database);
const reported: unknown[] = [];

let server: Server;
let quarantine: Quarantine;
let accessCode: string;

beforeAll(async () => {
  const wrapper = await openLocalKey(dataFolder);
  const keyed = await openKeyed({ table, wrapper, district });
  const envelopes = createEnvelopes({ table, clock, wrapper, district });
  accessCode = keyed.accessCode('claim-1');
  quarantine = await openQuarantine({ folder: join(dataFolder, 'uploads'), envelopes });
  const head = claimHeadSchema.parse({
    version: 0,
    auditHash: '',
    claimId: 'claim-1',
    reference,
    programme: 'rural-reward',
    policyVersion: 'v1',
    period: '2008',
    state: 'review',
    position: 0,
    areaCode: '320602001',
    channel: 'public',
    submittedAt: clock.now(),
    submittedOn: '2008-05-20',
    identityConfirmed: false,
    personIndex: 'p',
    applicantIndex: 'a',
    accountVersion: 0,
    contentCommitment: 'c',
    verification: 1,
    evidenceIds: [],
    escalation: 0,
    decisions: 0,
    duties: [],
    openObjections: 0,
    execution: 1,
  });
  const { actions } = submitted(head, { actor: { kind: 'public', id: 'public' }, at: clock.now() });
  expect(await table.transact([referenceRow(head, 'h'), ...actions])).toMatchObject({ ok: true });

  const verifier = { verify: async () => err('missing' as const) };
  const deps = { ...edgeDeps(), access: createAccess({ verifier, table, keyed, district, clock }) };
  const metrics = createPrometheus([]);
  // The form's address names the port, which is known once the server listens.
  const forms = {
    issue: (terms: Parameters<ReturnType<typeof localUploadForms>['issue']>[0]) =>
      localUploadForms({ origin: server.origin, keyed, prefix: '/uploads' }).issue(terms),
  };
  const createUpload = createCreateUploadHandler({
    ...deps,
    createUpload: createCreateUpload({ table, clock, ids, forms }),
  });
  server = await openServer({
    dispatch: createDispatch({ routes: servedRoutes(deps, [createUpload]), metrics }),
    mounts: [
      receiveUploads({
        clock,
        keyed,
        prefix: '/uploads',
        maxBytes: maxEvidenceBytes,
        isOf: isAsAnnounced,
        quarantine,
        reportFault: (fault) => reported.push(fault),
      }),
    ],
    port: 0,
    reportFault: (fault) => reported.push(fault),
  });
});

afterAll(async () => {
  await server.close();
  database.close();
  rmSync(dataFolder, { recursive: true });
  expect(reported).toEqual([]);
});

interface Form {
  readonly uploadId: string;
  readonly uploadUrl: string;
  readonly fields: Record<string, string>;
}

const ask = (body: object, headers: Record<string, string> = {}) =>
  fetch(`${server.origin}/api/uploads`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-access-code': accessCode, ...headers },
    body: JSON.stringify({ reference, mediaType: 'image/jpeg', ...body }),
  });

const aForm = async (headers: Record<string, string> = {}) => (await (await ask({}, headers)).json()) as Form;

function send(
  form: Form,
  file: Uint8Array<ArrayBuffer> | string | undefined,
  fields: Record<string, string> = {},
) {
  const data = new FormData();
  for (const [name, value] of Object.entries({ ...form.fields, ...fields })) data.set(name, value);
  if (typeof file === 'string') data.set('file', file);
  else if (file !== undefined) data.set('file', new Blob([file]), '照片.jpg');
  return fetch(form.uploadUrl, { method: 'POST', body: data });
}

const code = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

describe('sending a file', () => {
  test('goes from the form to quarantine, sealed, bound to its claim', async () => {
    const form = await aForm();
    expect((await send(form, jpeg)).status).toBe(204);
    expect(await quarantine.find(form.uploadId)).toEqual({ mediaType: 'image/jpeg', sizeBytes: jpeg.length });
    expect(await quarantine.read(form.uploadId)).toEqual(jpeg);
    expect(await readUpload(table, form.uploadId)).toEqual({
      claimId: 'claim-1',
      mediaType: 'image/jpeg',
      issuedAt: clock.now(),
    });
    const onDisk = readFileSync(join(dataFolder, 'uploads', form.uploadId));
    expect(onDisk.includes(Buffer.from(jpeg))).toBe(false);
    expect(onDisk.includes(Buffer.from(jpeg).toString('base64'))).toBe(false);
    expect(readdirSync(join(dataFolder, 'uploads'))).toEqual([form.uploadId]);
  });

  test('of 10 MB passes, of a byte more does not', async () => {
    const large = new Uint8Array(maxEvidenceBytes);
    large.set(jpeg);
    expect((await send(await aForm(), large)).status).toBe(204);
    const larger = new Uint8Array(maxEvidenceBytes + 1);
    larger.set(jpeg);
    expect(await code(await send(await aForm(), larger))).toEqual([413, 'upload-too-large']);
  });

  test('twice is no harm, another file under the same form is refused', async () => {
    const form = await aForm();
    expect((await send(form, jpeg)).status).toBe(204);
    expect((await send(form, jpeg)).status).toBe(204);
    expect(await code(await send(form, new Uint8Array([...jpeg, 4])))).toEqual([409, 'upload-already-sent']);
    expect(await quarantine.read(form.uploadId)).toEqual(jpeg);
  });

  test('of another kind than announced, or none, is refused by its bytes', async () => {
    const png = new Uint8Array([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);
    for (const file of [png, new Uint8Array([1, 2, 3]), new Uint8Array(), 'text', undefined]) {
      const form = await aForm();
      expect(await code(await send(form, file))).toEqual([415, 'upload-media-type']);
      expect(await quarantine.find(form.uploadId)).toBeUndefined();
    }
  });

  test('with a form that was altered, or belongs to another upload, is refused', async () => {
    const form = await aForm();
    const other = await aForm();
    expect(await code(await send(form, jpeg, { 'Content-Type': 'image/png' }))).toEqual([
      403,
      'upload-refused',
    ]);
    expect(await code(await send(form, jpeg, { 'x-expires': '2099-01-01T00:00:00.000Z' }))).toEqual([
      403,
      'upload-refused',
    ]);
    expect(await code(await send({ ...form, uploadUrl: other.uploadUrl }, jpeg))).toEqual([
      403,
      'upload-refused',
    ]);
    expect(await code(await send({ ...form, fields: {} }, jpeg))).toEqual([403, 'upload-refused']);
  });

  test('after half an hour is refused', async () => {
    const form = await aForm();
    await clock.advance(30 * 60_000 + 1);
    expect(await code(await send(form, jpeg))).toEqual([403, 'upload-refused']);
  });

  test.each([
    ['POST', '/uploads/../master-key.json', 404],
    ['POST', '/uploads/upload-x', 404],
    ['GET', `/uploads/upload-${'a'.repeat(26)}`, 405],
    ['POST', `/uploads/upload-${'a'.repeat(26)}`, 415],
  ])('%s %s is answered %s', async (method, path, status) => {
    expect((await fetch(server.origin + path, { method })).status).toBe(status);
  });

  test('as something that only says it is a form is refused', async () => {
    const { uploadUrl } = await aForm();
    const headers = { 'content-type': 'multipart/form-data; boundary=x' };
    expect(await code(await fetch(uploadUrl, { method: 'POST', headers, body: 'no form' }))).toEqual([
      403,
      'upload-refused',
    ]);
  });
});

describe('a browser’s form', () => {
  const returnTo = 'https://huimin.example/claims/HM1/evidence?file=upload-a';
  const aBrowsersForm = async () => (await (await ask({ mediaType: undefined, returnTo })).json()) as Form;
  const sentBack = async (form: Form, file: Uint8Array<ArrayBuffer>, fields: Record<string, string> = {}) => {
    const data = new FormData();
    for (const [name, value] of Object.entries({ ...form.fields, ...fields })) data.set(name, value);
    data.set('file', new Blob([file]), 'x');
    const answer = await fetch(form.uploadUrl, { method: 'POST', body: data, redirect: 'manual' });
    return [answer.status, answer.headers.get('location')];
  };

  test('goes back to its page, which is told what arrived', async () => {
    const form = await aBrowsersForm();
    expect(await sentBack(form, jpeg)).toEqual([303, `${returnTo}&key=${form.uploadId}`]);
    expect(await quarantine.find(form.uploadId)).toMatchObject({ mediaType: 'image/jpeg' });
    expect(await readUpload(table, form.uploadId)).toMatchObject({ claimId: 'claim-1' });
  });

  test.each([
    ['too large', new Uint8Array(maxEvidenceBytes + 1), 'upload-too-large'],
    ['of 12 MB', new Uint8Array(12 * 1024 * 1024), 'upload-too-large'],
    ['of another kind', new Uint8Array([1, 2, 3]), 'upload-media-type'],
  ])('%s goes back to its page, which is told why', async (_, file, refused) => {
    const form = await aBrowsersForm();
    const [status, location] = await sentBack(form, file);
    expect([status, location]).toEqual([303, `${returnTo}&key=${form.uploadId}&refused=${refused}`]);
    expect(await quarantine.find(form.uploadId)).toBeUndefined();
  });

  test('goes nowhere but where its leave says', async () => {
    const form = await aBrowsersForm();
    const elsewhere = { success_action_redirect: 'https://elsewhere.example/' };
    expect(await sentBack(form, jpeg, elsewhere)).toEqual([403, null]);
    expect((await ask({ returnTo: 'javascript:alert(1)' })).status).toBe(400);
  });
});

describe('leave to send', () => {
  test('is for the holder of the claim alone', async () => {
    expect((await ask({}, { 'x-access-code': 'AAAA-AAAA-AAAA' })).status).toBe(404);
    expect((await ask({ reference: ids.newReference() })).status).toBe(404);
    expect((await ask({ mediaType: 'text/html' })).status).toBe(400);
  });

  test('asked for again with the same key is the same upload, also at once', async () => {
    const headers = { 'idempotency-key': '0190d5f3-6d1e-7c8a-9b2f-3a4b5c6d7e8f' };
    const forms = await Promise.all(Array.from({ length: 5 }, () => aForm(headers)));
    expect(new Set(forms.map(({ uploadId }) => uploadId)).size).toBe(1);
    expect(await code(await ask({ mediaType: 'image/png' }, headers))).toEqual([
      409,
      'idempotency-key-reused',
    ]);
  });
});
