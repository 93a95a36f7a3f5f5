import { createHash, randomBytes } from 'node:crypto';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from '@jest/globals';
import { localVerifier } from '../../functions/adapters/identity/local-verifier.ts';
import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { createSqliteTable } from '../../functions/adapters/sqlite/sqlite-table.ts';
import { readUser } from '../../functions/app/access/users.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { Table } from '../../functions/app/store/ports.ts';
import { calendarDate } from '../../functions/domain/time/calendar-date.ts';
import { demoUserKeeper, demoUserNames } from '../../local/identity/demo-users.ts';
import { type Identity, openIdentity } from '../../local/identity/identity.ts';
import { requestToken } from '../../local/identity/request-token.ts';

// The business clock stands in 2008; tokens and sessions go by the wall clock.
const clock: Clock = { now: () => '2008-05-20T04:00:00.000Z', today: () => calendarDate('2008-05-20') };

let dataFolder: string;
let server: Server;
let origin: string;
let database: SqliteDatabase;
let table: Table;
let identity: Identity;
let faults: Error[];

async function start(): Promise<void> {
  database = SqliteDatabase.open(join(dataFolder, 'huimin.sqlite'));
  table = createSqliteTable(database);
  identity = await openIdentity({
    origin,
    dataFolder,
    database,
    keepUser: demoUserKeeper(table, clock),
    onFault: (error) => faults.push(error),
  });
}

beforeEach(async () => {
  dataFolder = await mkdtemp(join(tmpdir(), 'huimin-identity-'));
  faults = [];
  server = createServer((request, response) => {
    identity.handle(request, response).catch((error: unknown) => {
      faults.push(error as Error);
      response.writeHead(500).end();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  origin = `http://127.0.0.1:${String((server.address() as AddressInfo).port)}`;
  await start();
});

afterEach(async () => {
  await new Promise((resolve) => server.close(resolve));
  database.close();
  await rm(dataFolder, { recursive: true });
  expect(faults).toEqual([]);
});

const restart = async () => {
  database.close();
  await start();
};

const payloadOf = (token: string) => JSON.parse(Buffer.from(token.split('.')[1]!, 'base64url').toString());
interface Answer {
  access_token: string;
  id_token: string;
  refresh_token?: string;
  issuer: string;
  jwks_uri: string;
  keys: object[];
}
const jsonOf = async (response: Response) => (await response.json()) as Answer;
const verify = (token: string) => localVerifier(identity).verify(`Bearer ${token}`);
const tokenFor = async (user: string) => {
  const asked = await requestToken({ user, origin, dataFolder });
  if (!asked.ok) throw new Error(asked.error);
  return asked.value;
};

describe('the token command', () => {
  test('gets a token that says who it is for and nothing of what they may do', async () => {
    const token = await tokenFor('street.reviewer@320602001');
    expect(await verify(token)).toEqual({ ok: true, value: { sub: 'user-street.reviewer@320602001' } });
    expect(Object.keys(payloadOf(token)).sort()).toEqual([
      'aud',
      'client_id',
      'exp',
      'iat',
      'iss',
      'jti',
      'sub',
    ]);
    expect(payloadOf(token)).toMatchObject({ iss: `${origin}/oidc`, aud: 'huimin-api' });
  });

  test('leaves a record of the user with the role and area that the name says', async () => {
    await tokenFor('street.reviewer@320602001');
    await tokenFor('street.reviewer@320602001');
    expect(await readUser(table, 'user-street.reviewer@320602001')).toEqual({
      sub: 'user-street.reviewer@320602001',
      grants: [{ role: 'street.reviewer', areaCode: '320602001' }],
    });
  });

  test('gives the same person the same sub, and a token from before a restart is still good', async () => {
    const before = await tokenFor('clerk');
    await restart();
    expect(await verify(before)).toEqual({ ok: true, value: { sub: 'user-clerk' } });
    expect(payloadOf(await tokenFor('clerk')).sub).toBe('user-clerk');
  });

  test('keeps its secret from everybody but the owner of the data folder', async () => {
    expect((await stat(join(dataFolder, 'identity.json'))).mode & 0o777).toBe(0o600);
  });

  test.each(['', 'nobody', 'clerk@', 'clerk@320613', 'clerk@32060200', 'clerk@320602001@320602002', 'CLERK'])(
    'refuses %p and says who there is',
    async (user) => {
      const asked = await requestToken({ user, origin, dataFolder });
      expect(asked).toMatchObject({ ok: false, error: expect.stringContaining('users: clerk, attestor,') });
    },
  );

  test('says so when the system does not run', async () => {
    const asked = await requestToken({ user: 'clerk', origin: 'http://127.0.0.1:1', dataFolder });
    expect(asked).toMatchObject({ ok: false, error: expect.stringContaining('start it with npm start') });
  });

  test('says so when there is no data folder, or it is another system’s', async () => {
    const other = join(dataFolder, 'other');
    expect(await requestToken({ user: 'clerk', origin, dataFolder: other })).toMatchObject({
      ok: false,
      error: expect.stringContaining('start it with npm start'),
    });
    const elsewhere = SqliteDatabase.open(':memory:');
    await openIdentity({
      origin,
      dataFolder: other,
      database: elsewhere,
      keepUser: () => Promise.resolve(),
      onFault: (error) => faults.push(error),
    });
    elsewhere.close();
    expect(await requestToken({ user: 'clerk', origin, dataFolder: other })).toMatchObject({
      ok: false,
      error: expect.stringContaining('another data folder'),
    });
  });

  test('cannot be imitated without the secret, nor by the web pages’ client', async () => {
    const body = new URLSearchParams({ grant_type: 'urn:huimin:grant-type:demo-user', user: 'admin' });
    const ask = (id: string, secret: string) =>
      fetch(`${origin}/oidc/token`, { method: 'POST', body, headers: { authorization: basic(id, secret) } });
    expect((await ask('huimin-token', 'guess')).status).toBe(401);
    expect((await ask('huimin-web', identity.webClient.clientSecret)).status).toBe(400);
    expect((await fetch(`${origin}/oidc/token`, { method: 'POST', body })).status).toBe(400);
  });
});

const basic = (id: string, secret: string) => `Basic ${Buffer.from(`${id}:${secret}`).toString('base64')}`;

/** As much of a browser as a sign-in needs: cookies, and redirects one at a time. */
function browser() {
  const cookies = new Map<string, string>();
  return async (url: string, form?: Record<string, string>, language = 'zh-CN') => {
    const response = await fetch(url, {
      redirect: 'manual',
      headers: {
        cookie: Array.from(cookies, ([name, value]) => `${name}=${value}`).join('; '),
        'accept-language': language,
      },
      ...(form && { method: 'POST', body: new URLSearchParams(form) }),
    });
    for (const cookie of response.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(cookie)!;
      if (value === '') cookies.delete(name!);
      else cookies.set(name!, value!);
      expect(cookie.toLowerCase()).toContain('httponly');
    }
    const location = response.headers.get('location');
    return { status: response.status, response, next: location === null ? '' : new URL(location, url).href };
  };
}

describe('sign-in for the web pages', () => {
  const verifierOf = () => randomBytes(32).toString('base64url');
  const authUrl = (codeVerifier: string, more: Record<string, string> = {}) => {
    const query = new URLSearchParams({
      client_id: identity.webClient.clientId,
      redirect_uri: identity.webClient.redirectUri,
      response_type: 'code',
      scope: 'openid',
      state: 'state-1',
      code_challenge: createHash('sha256').update(codeVerifier).digest('base64url'),
      code_challenge_method: 'S256',
      ...more,
    });
    return `${origin}/oidc/auth?${query.toString()}`;
  };
  const exchange = (code: string, codeVerifier: string) =>
    fetch(`${origin}/oidc/token`, {
      method: 'POST',
      headers: { authorization: basic(identity.webClient.clientId, identity.webClient.clientSecret) },
      body: new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        code_verifier: codeVerifier,
        redirect_uri: identity.webClient.redirectUri,
      }),
    });
  /** Signs in, and returns the code that the callback gets. */
  async function signIn(go: ReturnType<typeof browser>, codeVerifier: string, form: Record<string, string>) {
    const page = await go(authUrl(codeVerifier));
    const resume = await go(page.next, form);
    const callback = await go(resume.next);
    return new URL(callback.next).searchParams.get('code')!;
  }

  test('chooses a demo user, comes back with a code, and gets an access token for the API', async () => {
    const [go, codeVerifier] = [browser(), verifierOf()];
    const code = await signIn(go, codeVerifier, { user: 'street.reviewer', area: '320602001' });
    const tokens = await jsonOf(await exchange(code, codeVerifier));
    expect(await verify(tokens.access_token)).toEqual({
      ok: true,
      value: { sub: 'user-street.reviewer@320602001' },
    });
    expect(tokens.refresh_token).toBeUndefined();
    expect(await readUser(table, 'user-street.reviewer@320602001')).toBeDefined();
    expect(await verify(tokens.id_token)).toEqual({ ok: false, error: 'invalid' });
    expect((await exchange(code, codeVerifier)).status).toBe(400);
  });

  test('a session outlives a restart: the next page needs no new sign-in', async () => {
    const [go, codeVerifier] = [browser(), verifierOf()];
    await signIn(go, codeVerifier, { user: 'auditor' });
    await restart();
    const callback = await go(authUrl(codeVerifier));
    expect(callback.next).toMatch(/\/staff\/callback\?.*code=/);
    const code = new URL(callback.next).searchParams.get('code')!;
    const tokens = await jsonOf(await exchange(code, codeVerifier));
    expect(payloadOf(tokens.access_token).sub).toBe('user-auditor');
  });

  test('needs PKCE, the right verifier and the registered address', async () => {
    const [go, codeVerifier] = [browser(), verifierOf()];
    const plain = await go(authUrl(codeVerifier, { code_challenge: '', code_challenge_method: '' }));
    expect(plain.next).toContain('error=invalid_request');
    const elsewhere = await go(authUrl(codeVerifier, { redirect_uri: 'http://127.0.0.1:9/staff/callback' }));
    expect([elsewhere.status, elsewhere.next]).toEqual([400, '']);
    const code = await signIn(go, codeVerifier, { user: 'auditor' });
    expect((await exchange(code, verifierOf())).status).toBe(400);
  });

  test('the page is plain, in both languages, and asks again after a wrong choice', async () => {
    const go = browser();
    const { next } = await go(authUrl(verifierOf()));
    const chinese = await go(next);
    const html = await chinese.response.text();
    expect(html).toContain('<html lang="zh-CN">');
    expect(html).not.toMatch(/<script|<style|\son\w+=/i);
    expect(html.match(/type="radio"/g)).toHaveLength(demoUserNames.length);
    expect(chinese.response.headers.get('content-security-policy')).toContain("default-src 'none'");
    expect(await (await go(next, undefined, 'en-GB,en')).response.text()).toContain('<html lang="en">');
    for (const form of [
      {},
      { user: 'nobody' },
      { user: 'clerk', area: '<script>' },
      { user: 'x'.repeat(9000) },
    ]) {
      const again = await go(next, form, 'en');
      expect(again.status).toBe(400);
      expect(await again.response.text()).toContain('role="alert"');
    }
  });

  test('the page of somebody else’s sign-in does not open', async () => {
    const { next } = await browser()(authUrl(verifierOf()));
    const stranger = await browser()(next, { user: 'admin' });
    expect([stranger.status, stranger.next]).toEqual([400, '']);
    expect(await stranger.response.text()).toContain('无法登录');
  });

  test('signing out ends the session', async () => {
    const [go, codeVerifier] = [browser(), verifierOf()];
    await signIn(go, codeVerifier, { user: 'auditor' });
    const ask = await go(`${origin}/oidc/session/end?client_id=huimin-web`);
    expect(ask.response.headers.get('content-security-policy')).toContain("default-src 'none'");
    const html = await ask.response.text();
    expect(html).not.toMatch(/<script/i);
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(html)![1]!;
    await go(`${origin}/oidc/session/end/confirm`, { xsrf, logout: 'yes' });
    const callback = await go(authUrl(codeVerifier));
    expect(callback.next).toContain('/oidc/sign-in/');
  });
});

test('discovery names the issuer, and the published keys are those the verifier has', async () => {
  const discovery = await jsonOf(await fetch(`${origin}/oidc/.well-known/openid-configuration`));
  expect(discovery).toMatchObject({ issuer: `${origin}/oidc`, token_endpoint: `${origin}/oidc/token` });
  const published = await jsonOf(await fetch(discovery.jwks_uri));
  expect(published.keys).toMatchObject(identity.jwks.keys);
  expect(JSON.stringify(published)).not.toContain('"d"');
  expect(JSON.stringify(identity.jwks)).not.toContain('"d"');
});

test('it owns what lies under its path and no more', () => {
  expect(['/oidc', '/oidc/auth', '/oidc/sign-in/x'].every((path) => identity.owns(path))).toBe(true);
  expect(['/', '/oidcx', '/api/oidc'].some((path) => identity.owns(path))).toBe(false);
});
