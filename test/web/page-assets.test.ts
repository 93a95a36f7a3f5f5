import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { compressed } from '../../functions/handlers/pages/edge/compressed.ts';
import {
  type PageAssets,
  loadPageAssets,
  withAssets,
} from '../../functions/handlers/pages/edge/page-assets.ts';
import { buildPageAssets } from '../../infra/assets/page-assets.ts';
import { anApiEvent } from '../builders/api-event.ts';

let folder: string;
let assets: PageAssets;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'huimin-assets-'));
  await buildPageAssets(folder);
  assets = await loadPageAssets(folder);
});
afterAll(() => rm(folder, { recursive: true }));

const pages = {
  owns: (path: string) => path === '/claims',
  handler: async () => ({ statusCode: 200, body: 'a page' }),
};

test('what was built is served under the addresses that pages name, for ever', async () => {
  const { owns, handler } = withAssets(pages, assets);
  for (const path of Object.values(assets.addresses)) {
    expect(owns(path)).toBe(true);
    const plain = await handler(anApiEvent({ method: 'GET', path }));
    const zipped = await handler(
      anApiEvent({ method: 'GET', path, headers: { 'accept-encoding': 'gzip, br' } }),
    );
    expect(plain.headers).toMatchObject({ 'cache-control': expect.stringContaining('immutable') });
    expect(zipped.headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' });
    const text = Buffer.from(plain.body!, 'base64').toString();
    expect(text.length).toBeGreaterThan(1_000);
    expect(gunzipSync(Buffer.from(zipped.body!, 'base64')).toString()).toBe(text);
  }
});

test('everything else is the pages’, other files of the folder too', async () => {
  const { owns, handler } = withAssets(pages, assets);
  expect([owns('/claims'), owns('/assets/manifest.json'), owns('/assets/../claims')]).toEqual([
    true,
    false,
    false,
  ]);
  expect(await handler(anApiEvent({ method: 'GET', path: '/assets/manifest.json' }))).toEqual({
    statusCode: 200,
    body: 'a page',
  });
});

test.each([
  ['a long page', 'text/html; charset=utf-8', 2_000, 'gzip', true],
  ['a page for a browser that does not take it', 'text/html; charset=utf-8', 2_000, undefined, false],
  ['a short page', 'text/html; charset=utf-8', 100, 'gzip', false],
  ['a file', 'application/xml', 2_000, 'gzip', false],
])('%s', (_, type, length, accept, zipped) => {
  const answer = { statusCode: 200, headers: { 'content-type': type }, body: '惠'.repeat(length / 3) };
  const sent = compressed(answer, accept);
  if (!zipped) {
    expect(sent).toBe(answer);
    return;
  }
  expect(sent.headers).toEqual({
    'content-type': type,
    'content-encoding': 'gzip',
    vary: 'accept-encoding',
  });
  expect(gunzipSync(Buffer.from(sent.body!, 'base64')).toString()).toBe(answer.body);
});
