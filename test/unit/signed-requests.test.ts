import { describe, expect, test } from '@jest/globals';
import { createHash, createHmac } from 'node:crypto';
import { type SignedRequest, signedRequests } from '../../functions/adapters/aws/signed-requests.ts';

const secretAccessKey = 'wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY';

function requesting(service: 's3' | 'kms', answers: readonly (number | Error)[]) {
  const sent: { url: string; init: RequestInit }[] = [];
  const waits: number[] = [];
  const request = signedRequests({
    service,
    region: 'ap-east-1',
    credentials: async () => ({ accessKeyId: 'AKIATEST', secretAccessKey, sessionToken: 'session' }),
    fetch: async (url, init) => {
      const answer = answers[sent.length]!;
      sent.push({ url, init });
      if (answer instanceof Error) throw answer;
      return new Response('{}', { status: answer });
    },
    wait: async (attempt) => waits.push(attempt),
  });
  return { sent, waits, request };
}

/** Signature Version 4 written from its description, apart from the library that signs. */
function signatureOf(service: string, url: string, { method, headers, body }: RequestInit): string {
  const all = new Headers(headers);
  const [, scope, names] = /Credential=AKIATEST\/(.*?), SignedHeaders=(.*?),/.exec(
    all.get('authorization')!,
  )!;
  const hash = (data: string | Uint8Array) => createHash('sha256').update(data).digest('hex');
  const sign = (key: string | Buffer, data: string) => createHmac('sha256', key).update(data).digest();
  const { pathname } = new URL(url);
  const canonical = [
    method,
    service === 's3' ? pathname : encodeURI(pathname),
    '',
    ...names!.split(';').map((name) => `${name}:${all.get(name)!}`),
    '',
    names,
    all.get('x-amz-content-sha256') ?? hash((body as Uint8Array | undefined) ?? ''),
  ].join('\n');
  const toSign = ['AWS4-HMAC-SHA256', all.get('x-amz-date'), scope, hash(canonical)].join('\n');
  const key = scope!.split('/').reduce<string | Buffer>(sign, `AWS4${secretAccessKey}`);
  return sign(key, toSign).toString('hex');
}

const signed = ({ headers }: RequestInit) =>
  /Signature=(\w+)/.exec(new Headers(headers).get('authorization')!)![1];

describe('requests to AWS', () => {
  test.each<['s3' | 'kms', string, SignedRequest]>([
    [
      's3',
      'https://files.s3.ap-east-1.amazonaws.com/files/run%201/%E5%90%8D.xml',
      {
        method: 'PUT',
        headers: {
          'x-amz-content-sha256': createHash('sha256').update('x').digest('hex'),
          'if-none-match': '*',
        },
        body: Buffer.from('x'),
      },
    ],
    ['s3', 'https://files.s3.ap-east-1.amazonaws.com/a', { method: 'GET', headers: { range: 'bytes=0-7' } }],
    [
      'kms',
      'https://kms.ap-east-1.amazonaws.com/',
      { method: 'POST', headers: { 'x-amz-target': 'TrentService.Decrypt' }, body: Buffer.from('{}') },
    ],
  ])('to %s are signed by Signature Version 4: %s', async (service, url, toSend) => {
    const { sent, request } = requesting(service, [200]);
    await request(url, toSend);
    expect(sent[0]!.url).toBe(url);
    expect(signed(sent[0]!.init)).toBe(signatureOf(service, url, sent[0]!.init));
    expect(new Headers(sent[0]!.init.headers).get('x-amz-security-token')).toBe('session');
  });

  test('are tried again when nobody answers, or the service is at fault', async () => {
    const { sent, waits, request } = requesting('s3', [503, new TypeError('fetch failed'), 429, 200]);
    expect((await request('https://x.s3.ap-east-1.amazonaws.com/a', { method: 'GET' })).status).toBe(200);
    expect(sent).toHaveLength(4);
    expect(waits).toEqual([1, 2, 3]);
  });

  test('are not when we are', async () => {
    const { sent, request } = requesting('s3', [403]);
    expect((await request('https://x.s3.ap-east-1.amazonaws.com/a', { method: 'GET' })).status).toBe(403);
    expect(sent).toHaveLength(1);
  });

  test('end with what was answered last, or that nobody did', async () => {
    const url = 'https://x.s3.ap-east-1.amazonaws.com/a';
    const answered = requesting('s3', [500, 500, 500, 503]);
    expect((await answered.request(url, { method: 'GET' })).status).toBe(503);
    const silent = requesting('s3', [500, 500, 500, new TypeError('fetch failed')]);
    await expect(silent.request(url, { method: 'GET' })).rejects.toThrow('s3 did not answer');
  });
});
