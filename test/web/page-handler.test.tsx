import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import type { ApiAnswer, ApiRequest } from '../../functions/contracts/api-client.ts';
import { readMe } from '../../functions/contracts/http/staff.ts';
import type { Visit } from '../../functions/contracts/store/visit.ts';
import { Form } from '../../functions/web/components/form.tsx';
import { type Page, redirect, view } from '../../functions/web/kernel/page.ts';
import { pageBrowser, pagesOrigin } from '../builders/page-browser.ts';

type Browser = ReturnType<typeof pageBrowser>;

/** What was asked of the API, and what it answers by token. */
let asked: ApiRequest[];
let answers: Record<string, ApiAnswer>;
let posted: URLSearchParams[];
let browser: Browser;

const json = (status: number, body: object, type = 'application/json'): ApiAnswer => ({
  status,
  headers: { 'content-type': type },
  body: Buffer.from(JSON.stringify(body)),
});
const problem = (status: number, code: string) =>
  json(
    status,
    { type: '', title: `title of ${code}`, status, code, instance: '' },
    'application/problem+json',
  );

const pages: readonly Page[] = [
  {
    method: 'GET',
    path: '/form/{name}',
    who: 'anyone',
    serve: async ({ params, language }) =>
      view(
        `form ${language}`,
        <Form>
          <p>{params.name}</p>
        </Form>,
      ),
  },
  {
    method: 'POST',
    path: '/form/{name}',
    who: 'anyone',
    formLimitBytes: 100,
    serve: async ({ form }) => {
      posted.push(form);
      return redirect('/done', { draftId: 'draft-1' });
    },
  },
  {
    method: 'GET',
    path: '/work',
    who: 'staff',
    serve: async ({ staff, api }) => {
      const me = await api.call(readMe, {});
      return me.ok ? view('work', <p>{staff?.userId}</p>) : { kind: 'problem', problem: me.error };
    },
  },
  {
    method: 'GET',
    path: '/broken',
    who: 'anyone',
    serve: async () => {
      throw new Error('王秀英 320602194503129980');
    },
  },
  {
    method: 'GET',
    path: '/signed-in',
    who: 'anyone',
    serve: async () => ({
      kind: 'new-visit',
      to: '/work',
      visit: { staff: { userId: 'user-a', accessToken: 'token-a', idToken: 'id' } },
    }),
  },
];

beforeEach(() => {
  [asked, posted, answers] = [[], [], {}];
  browser = pageBrowser(pages, async (request) => {
    asked.push(request);
    return answers[request.headers.authorization ?? ''] ?? problem(401, 'token-expired');
  });
});
afterEach(() => browser.close());

async function remembered(): Promise<Visit> {
  return browser.visits.open(browser.cookies.get('huimin-visit') ?? '');
}

describe('a posted form', () => {
  test('is taken from the page it was shown on, and remembered before the answer', async () => {
    const { csrf } = await browser.get('/form/a');
    const answer = await browser.post('/form/a', { _csrf: csrf!, name: '王㐂' });
    expect([answer.status, answer.location]).toEqual([303, '/done']);
    expect(posted.map((form) => form.get('name'))).toEqual(['王㐂']);
    expect(await remembered()).toEqual({ draftId: 'draft-1' });
  });

  test.each([
    ['without the proof', { name: 'x' }, {}],
    ['with another visit’s proof', { _csrf: 'csrf of visit-00000000000000000000000000' }, {}],
    ['from another site', undefined, { 'sec-fetch-site': 'cross-site' }],
    ['from another origin', undefined, { origin: 'https://evil.example' }],
  ])('%s is refused, and nothing is done', async (_, fields, headers) => {
    const { csrf } = await browser.get('/form/a');
    const answer = await browser.post('/form/a', fields ?? { _csrf: csrf! }, headers);
    expect(answer.status).toBe(403);
    expect(answer.html).toContain('没有提交任何内容');
    expect(posted).toEqual([]);
    expect(await remembered()).toEqual({});
  });

  test('from a browser that lost its cookie is refused', async () => {
    const { csrf } = await browser.get('/form/a');
    browser.cookies.clear();
    expect((await browser.post('/form/a', { _csrf: csrf! })).status).toBe(403);
    expect(posted).toEqual([]);
  });

  test('larger than its page takes is refused', async () => {
    const { csrf } = await browser.get('/form/a');
    expect((await browser.post('/form/a', { _csrf: csrf!, name: 'x'.repeat(200) })).status).toBe(413);
    expect(posted).toEqual([]);
  });

  test('from our own origin by a browser that says so is taken', async () => {
    const { csrf } = await browser.get('/form/a');
    const headers = { origin: pagesOrigin, 'sec-fetch-site': 'same-origin' };
    expect((await browser.post('/form/a', { _csrf: csrf! }, headers)).status).toBe(303);
  });
});

describe('staff', () => {
  const me = json(200, { userId: 'user-a', grants: [{ role: 'clerk', areaCode: '320602' }] });

  test('who are not signed in are sent to sign in, and back', async () => {
    const { status, location } = await browser.get('/work?page=2');
    expect([status, location]).toEqual([303, '/staff/sign-in?returnTo=%2Fwork%3Fpage%3D2']);
    expect(asked).toEqual([]);
  });

  test('are known by their token, under a visit that nobody knew before the sign-in', async () => {
    answers['Bearer token-a'] = me;
    await browser.get('/form/a');
    const before = browser.cookies.get('huimin-visit')!;
    await browser.get('/signed-in');
    expect(browser.cookies.get('huimin-visit')).not.toBe(before);
    expect(await browser.visits.open(before)).toEqual({});
    const page = await browser.get('/work');
    expect(page.status).toBe(200);
    expect(page.html).toContain('<p>user-a</p>');
    expect(page.html).not.toContain('token-a');
  });

  test('whose token has run out sign in again', async () => {
    await browser.get('/signed-in');
    expect((await browser.get('/work')).location).toMatch(/^\/staff\/sign-in/);
  });

  test('whose roles were taken away are told so', async () => {
    answers['Bearer token-a'] = problem(403, 'wrong-role');
    await browser.get('/signed-in');
    const { status, html } = await browser.get('/work');
    expect(status).toBe(403);
    expect(html).toContain('title of wrong-role');
  });

  test('are forgotten when the visit has run out', async () => {
    answers['Bearer token-a'] = me;
    await browser.get('/signed-in');
    await browser.clock.advance(10 * 3_600_000);
    expect((await browser.get('/work')).location).toMatch(/^\/staff\/sign-in/);
  });
});

describe('a page', () => {
  test('speaks the language asked for, chosen before, or preferred', async () => {
    expect((await browser.get('/form/a')).html).toContain('<html lang="zh-CN"');
    expect((await browser.get('/form/a', { 'accept-language': 'en-GB' })).html).toContain('<html lang="en"');
    expect((await browser.get('/form/a?lang=en')).html).toContain('<html lang="en"');
    expect((await browser.get('/form/a')).html).toContain('<html lang="en"');
    expect((await browser.get('/form/a?lang=xx')).html).toContain('<html lang="en"');
  });

  test('lets no script or style of others in, and is never kept', async () => {
    const { headers, setCookies } = await browser.get('/form/a');
    expect(headers['content-security-policy']).toMatch(/default-src 'none'.*script-src 'self'/);
    expect(headers['content-security-policy']).not.toMatch(/unsafe/);
    expect(headers['cache-control']).toBe('no-store');
    expect(setCookies).toEqual([expect.stringMatching(/^huimin-visit=.*; HttpOnly; SameSite=Lax$/)]);
  });

  test('writes what it was given as text', async () => {
    const { html } = await browser.get('/form/%3Cscript%3Ealert(1)%3C%2Fscript%3E');
    expect(html).toContain('&lt;script>alert(1)&lt;/script>');
  });

  test('that does not exist, or not by this method, says so', async () => {
    expect(await browser.get('/nowhere')).toMatchObject({ status: 404 });
    expect(await browser.ask('POST', '/work')).toMatchObject({ status: 405 });
    expect([browser.owns('/work'), browser.owns('/nowhere')]).toEqual([true, false]);
  });

  test('that fails tells its number and nothing else', async () => {
    const { status, html } = await browser.get('/broken');
    expect(status).toBe(500);
    expect(html).toContain('request-1');
    expect(html).not.toContain('王秀英');
    expect(JSON.stringify(browser.logged)).not.toMatch(/\d{17}/);
  });
});
