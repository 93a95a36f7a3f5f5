import { afterAll, beforeAll, expect, test } from '@jest/globals';
import { once } from 'node:events';
import { type Server, createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHttpApi } from '../../functions/adapters/api/http-api.ts';
import type { Api } from '../../functions/contracts/api-client.ts';

let server: Server;
let api: Api;

beforeAll(async () => {
  server = createServer((request, response) => {
    if (request.url === '/silent') return;
    if (request.url === '/file') {
      response.writeHead(303, { location: 'https://files.invalid/1' }).end();
      return;
    }
    let body = '';
    request.on('data', (chunk) => (body += String(chunk)));
    request.on('end', () => {
      const { method, url, headers } = request;
      const { authorization, 'x-huimin-origin': origin } = headers;
      response.writeHead(409, { 'content-type': 'application/problem+json' });
      response.end(JSON.stringify({ method, url, authorization, origin, body }));
    });
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  api = createHttpApi({
    origin: `http://127.0.0.1:${String(port)}`,
    headers: { 'x-huimin-origin': 'secret' },
    timeoutMilliseconds: 200,
  });
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

test('a request goes as it is, with what shows where it comes from', async () => {
  const answer = await api({
    method: 'POST',
    target: '/api/claims?x=%E5%B4%87',
    headers: { authorization: 'Bearer a', 'x-huimin-origin': 'forged' },
    body: '{"a":"崇川"}',
  });
  expect(answer.status).toBe(409);
  expect(answer.headers['content-type']).toBe('application/problem+json');
  expect(JSON.parse(Buffer.from(answer.body).toString())).toEqual({
    method: 'POST',
    url: '/api/claims?x=%E5%B4%87',
    authorization: 'Bearer a',
    origin: 'secret',
    body: '{"a":"崇川"}',
  });
});

test('a file’s address is passed on to the browser, not followed', async () => {
  const { status, headers } = await api({ method: 'GET', target: '/file', headers: {} });
  expect([status, headers.location]).toEqual([303, 'https://files.invalid/1']);
});

test('an API that does not answer is a fault', async () => {
  await expect(api({ method: 'GET', target: '/silent', headers: {} })).rejects.toThrow(/timeout/);
});
