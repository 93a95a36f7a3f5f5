import { randomUUID } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { type Drafts, createDrafts } from '../../functions/app/drafts/drafts.ts';
import type { ApiAnswer, ApiRequest } from '../../functions/contracts/api-client.ts';
import { listAreas } from '../../functions/contracts/http/areas.ts';
import { answerRequest, readClaim } from '../../functions/contracts/http/claims.ts';
import { listProgrammes } from '../../functions/contracts/http/programmes.ts';
import type { Page } from '../../functions/web/kernel/page.ts';
import { allPages } from '../../functions/web/pages.ts';
import { noSheets, noSignIn } from '../builders/nobody-visits.ts';
import { pageBrowser, pagesOrigin } from '../builders/page-browser.ts';
import { MovableClock } from '../fakes/movable-clock.ts';
import { seededSecrets } from '../fakes/seeded-secrets.ts';

const reference = readClaim.answers[200].example.reference;
const accessCode = 'ABCD-EFGH-JKMN';
const sameOrigin = { origin: pagesOrigin };

const json = (status: number, body: object | undefined, type = 'application/json'): ApiAnswer => ({
  status,
  headers: { 'content-type': type },
  body: Buffer.from(body === undefined ? '' : JSON.stringify(body)),
});
const problem = (status: number, code: string): ApiAnswer =>
  json(status, { type: '', title: code, status, code, instance: '' }, 'application/problem+json');

let database: SqliteDatabase;
let drafts: Drafts;
let pages: readonly Page[];
let asked: ApiRequest[];
let browser: ReturnType<typeof pageBrowser>;

/** The API's own examples, and a claim that opens with its code alone. */
async function api(request: ApiRequest): Promise<ApiAnswer> {
  asked.push(request);
  const { method, target, headers } = request;
  switch (`${method} ${target}`) {
    case 'GET /api/programmes':
      return json(200, listProgrammes.answers[200].example);
    case 'GET /api/areas':
      return json(200, listAreas.answers[200].example);
    case `GET /api/claims/${reference}`:
      return headers['x-access-code'] === accessCode
        ? json(200, { ...readClaim.answers[200].example, may: ['answer', 'add-evidence'] })
        : problem(404, 'not-found');
    case 'POST /api/claims/check':
      return json(204, undefined);
    case `POST /api/claims/${reference}/answers`:
      return json(202, answerRequest.answers[202].example);
    default:
      return problem(401, 'no-token');
  }
}

beforeEach(() => {
  database = SqliteDatabase.open(':memory:');
  asked = [];
  const { envelopes, ids } = seededSecrets(7);
  const table = createSqliteTable(database);
  const clock = new MovableClock('2008-05-20');
  const keyed = {
    blindIndex: (purpose: string, value: string) => `${purpose} ${value}`,
    accessCode: (id: string) => `code-of-${id}`,
    isAccessCode: (id: string, code: string) => code === `code-of-${id}`,
  };
  drafts = createDrafts({ table, envelopes, keyed, clock, ids, newKey: randomUUID });
  pages = allPages({ signIn: noSignIn, drafts, sheets: noSheets });
  browser = pageBrowser(pages, api);
});
afterEach(() => {
  browser.close();
  database.close();
});

const fieldIn = (html: string, name: string): string | undefined =>
  new RegExp(`name="${name}"[^>]*value="([^"]*)"`).exec(html)?.[1];
const remembered = () => browser.visits.open(browser.cookies.get('huimin-visit') ?? '');
const writes = () => asked.filter(({ method }) => method !== 'GET');

describe('the claim form after a long time away', () => {
  const you = { 'applicant.name': '王"㐂<', 'applicant.residentId': '320602194503129980' };

  /** A form begun, with one page saved, and the next in sight. @returns its hidden fields */
  async function begun() {
    const start = await browser.get('/apply/rural-reward');
    await browser.post('/apply/rural-reward', { _csrf: start.csrf! });
    const { html, csrf } = await browser.get('/apply/rural-reward/you');
    const { location } = await browser.post('/apply/rural-reward/you', { _csrf: csrf!, ...you });
    expect(location).toBe('/apply/rural-reward/home');
    return { _csrf: csrf!, _draft: fieldIn(html, '_draft')! };
  }
  const draftNow = async (field: string) => {
    const [draftReference = '', code = ''] = field.split(' ');
    return drafts.find(draftReference, code);
  };

  test('goes on as if nothing had been, when the browser still has its cookie', async () => {
    const hidden = await begun();
    await browser.clock.advance(11 * 3_600_000);
    const home = { ...hidden, 'applicant.areaCode': '320602001' };
    const { status, location } = await browser.post('/apply/rural-reward/home', home);
    expect([status, location]).toEqual([303, '/apply/rural-reward/spouse']);
    expect((await draftNow(hidden._draft))?.answers).toEqual({ ...you, 'applicant.areaCode': '320602001' });
    expect((await browser.get('/apply/rural-reward/spouse')).status).toBe(200);
  });

  test('comes back with what was typed when the cookie is gone, and keeps it at the next try', async () => {
    const hidden = await begun();
    browser.cookies.clear();
    const typed = { ...hidden, 'applicant.name': '<b>改"名', 'applicant.residentId': '1' };
    const shown = await browser.post('/apply/rural-reward/you', typed, sameOrigin);
    expect(shown.status).toBe(403);
    expect(shown.html).toContain('我们保留了您填的内容');
    expect(fieldIn(shown.html, 'applicant.name')).toBe('&lt;b>改&quot;名');
    expect(fieldIn(shown.html, 'applicant.residentId')).toBe('1');
    expect((await draftNow(hidden._draft))?.answers).toEqual(you);
    expect(await remembered()).toEqual({});
    expect(shown.csrf).not.toBe(hidden._csrf);

    const again = { ...typed, _csrf: shown.csrf! };
    expect((await browser.post('/apply/rural-reward/you', again)).location).toBe('/apply/rural-reward/home');
    expect((await draftNow(hidden._draft))?.answers['applicant.name']).toBe('<b>改"名');
  });

  test('shows its answers at the end again, and sends nothing', async () => {
    const hidden = await begun();
    browser.cookies.clear();
    asked = [];
    const check = { ...hidden, declaration: 'yes' };
    const shown = await browser.post('/apply/rural-reward/check', check, sameOrigin);
    expect(shown.status).toBe(403);
    expect(shown.html).toContain('320602194503129980');
    expect(shown.html).toMatch(/id="declaration"[^>]*checked/);
    expect(writes()).toEqual([]);
  });

  test.each([
    ['says nothing of where it comes from', {}],
    ['comes from another site', { 'sec-fetch-site': 'cross-site', origin: 'https://evil.example' }],
    ['comes from a neighbour of ours', { 'sec-fetch-site': 'same-site', origin: pagesOrigin }],
    ['hides its origin', { origin: 'null' }],
  ])('is not filled in by a form that %s', async (_, headers) => {
    const { _draft } = await begun();
    browser.cookies.clear();
    const shown = await browser.post('/apply/rural-reward/you', { _draft, ...you }, headers);
    expect(shown.status).toBe(403);
    expect(shown.html).not.toContain('320602194503129980');
    expect(await remembered()).toEqual({});
  });

  test('of one tab does not write into what another has begun', async () => {
    const first = await begun();
    const second = await begun();
    const typed = { ...second, ...first, 'applicant.areaCode': '320602001' };
    await browser.post('/apply/rural-reward/home', { ...typed, _csrf: second._csrf });
    expect((await draftNow(first._draft))?.answers['applicant.areaCode']).toBe('320602001');
    expect((await draftNow(second._draft))?.answers).toEqual(you);
  });

  test('that was sent leads to the receipt when it comes a second time', async () => {
    const hidden = await begun();
    const draft = await draftNow(hidden._draft);
    await drafts.end(draft!);
    await browser.visits.keep(browser.cookies.get('huimin-visit')!, { claim: { reference, accessCode } });
    const again = await browser.post('/apply/rural-reward/check', { ...hidden, declaration: 'yes' });
    expect(again.location).toBe(`/claims/${reference}/receipt`);
    expect(writes().map(({ target }) => target)).not.toContain('/api/claims');
  });

  test('begins anew when its draft has been sent', async () => {
    const { _draft } = await begun();
    const sent = await draftNow(_draft);
    await drafts.end(sent!);
    browser.cookies.clear();
    const shown = await browser.post('/apply/rural-reward/you', { _draft, ...you }, sameOrigin);
    expect(shown.location).toBe('/apply/rural-reward');
  });
});

describe('a form about a claim after a long time away', () => {
  const path = `/claims/${reference}/answer`;
  const typed = { message: '户口"已<迁回', 'changes.phone': '13900000002' };

  async function opened(): Promise<string> {
    const { csrf } = await browser.get('/claims');
    await browser.post('/claims', { _csrf: csrf!, reference, accessCode });
    return (await browser.get(path)).csrf!;
  }

  test.each([
    ['with its cookie', async () => browser.clock.advance(11 * 3_600_000)],
    ['without', async () => browser.cookies.clear()],
  ])('%s asks for the code, shows what was typed, and only then sends it', async (_, away) => {
    const _csrf = await opened();
    await away();
    const locked = await browser.post(path, { _csrf, ...typed }, sameOrigin);
    expect([locked.status, fieldIn(locked.html, 'message')]).toEqual([403, '户口&quot;已&lt;迁回']);
    expect(await remembered()).toEqual({});

    const wrong = await browser.post(path, { _csrf: locked.csrf!, ...typed, _accessCode: 'AAAA' });
    expect(wrong.status).toBe(400);
    expect(wrong.html).toContain('没有找到与这个编号和查询码相符的申请');
    expect(fieldIn(wrong.html, 'message')).toBe('户口&quot;已&lt;迁回');

    const shown = await browser.post(path, { _csrf: wrong.csrf!, ...typed, _accessCode: accessCode });
    expect(shown.html).toMatch(/<textarea[^>]*>户口&quot;已&lt;迁回<\/textarea>/);
    expect(fieldIn(shown.html, 'changes.phone')).toBe('13900000002');
    expect(shown.html).not.toContain(accessCode);
    expect(writes()).toEqual([]);

    const sent = await browser.post(path, { _csrf: shown.csrf!, ...typed });
    expect(sent.location).toBe(`/claims/${reference}`);
    expect(writes().map(({ body }) => JSON.parse(String(body)))).toEqual([
      { message: typed.message, changes: { phone: '13900000002' } },
    ]);
  });

  test('is not opened by a code that comes with a form that nobody proved to be ours', async () => {
    const shown = await browser.post(path, { ...typed, _accessCode: accessCode }, sameOrigin);
    expect(shown.html).toContain('请再输入一次查询码');
    expect(asked).toEqual([]);
    expect(await remembered()).toEqual({});
  });

  test('finds the photographs that had arrived', async () => {
    const upload = 'upload-4f5m1x9a0d2k7q8w3e6r5t1y0u';
    await opened();
    browser.cookies.clear();
    const back = await browser.get(`/claims/${reference}/evidence?key=uploads%2F${upload}`);
    expect(fieldIn(back.html, 'file')).toBe(upload);
  });
});

describe('every form that can be shown again', () => {
  const params: Record<string, string> = { programme: 'rural-reward', step: 'you', reference };
  test('reads, and changes nothing', async () => {
    const shown = pages.filter(({ again }) => again);
    expect(shown.length).toBeGreaterThan(12);
    for (const { path } of shown) {
      browser.cookies.clear();
      const target = path.replace(/\{(\w+)\}/g, (_, name: string) => params[name] ?? name);
      await browser.post(target, { a: 'b' }, sameOrigin);
      expect([path, writes(), await remembered()]).toEqual([path, [], {}]);
    }
  });

  test('for staff waits in the browser while they sign in', async () => {
    const typed = { grounds: '理由"<', signed: 'yes' };
    const waits = await browser.post(`/counter/claims/${reference}/appeal`, typed, sameOrigin);
    expect(waits.status).toBe(403);
    expect(waits.html).toContain('target="_blank"');
    expect([fieldIn(waits.html, 'grounds'), fieldIn(waits.html, 'signed')]).toEqual([
      '理由&quot;&lt;',
      'yes',
    ]);
    expect(asked).toEqual([]);
  });
});
