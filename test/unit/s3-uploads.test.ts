import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { S3Client } from '@aws-sdk/client-s3';
import { s3UploadForms } from '../../functions/adapters/s3/upload-forms.ts';
import type { S3Objects } from '../../functions/adapters/s3/objects.ts';
import { s3UploadedFiles } from '../../functions/adapters/s3/uploaded-files.ts';

describe('S3’s presigned POST', () => {
  test('allows one key, one type, 10 MB, until it expires, and nothing else', async () => {
    const forms = s3UploadForms({
      client: new S3Client({
        region: 'cn-north-1',
        credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'session' },
      }),
      bucket: 'evidence',
      prefix: 'quarantine',
      maxBytes: 10 * 1024 * 1024,
      now: Date.now,
    });
    const begun = Date.now();
    const { uploadUrl, fields } = await forms.issue({
      uploadId: 'upload-1',
      mediaType: 'image/png',
      expiresAt: new Date(begun + 1_800_000).toISOString(),
    });
    expect(uploadUrl).toBe('https://evidence.s3.cn-north-1.amazonaws.com.cn/');
    const { Policy: policy = '', 'X-Amz-Signature': signature, ...conditions } = fields;
    expect(conditions).toEqual({
      bucket: 'evidence',
      key: 'quarantine/upload-1',
      'Content-Type': 'image/png',
      'X-Amz-Algorithm': 'AWS4-HMAC-SHA256',
      'X-Amz-Credential': expect.stringMatching(/^AKIA\/\d{8}\/cn-north-1\/s3\/aws4_request$/),
      'X-Amz-Date': expect.stringMatching(/^\d{8}T\d{6}Z$/),
      'X-Amz-Security-Token': 'session',
    });
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    const decoded = JSON.parse(Buffer.from(policy, 'base64').toString());
    expect(Math.abs(Date.parse(decoded.expiration) - begun - 1_800_000)).toBeLessThan(60_000);
    const byText = (a: unknown, b: unknown) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1);
    expect(decoded.conditions.toSorted(byText)).toEqual(
      [
        ...Object.entries(conditions).map(([name, value]) => ({ [name]: value })),
        ['content-length-range', 1, 10 * 1024 * 1024],
      ].toSorted(byText),
    );
  });
});

test('S3 sends the browser where the form says, and nowhere else', async () => {
  const forms = s3UploadForms({
    client: new S3Client({
      region: 'cn-north-1',
      credentials: { accessKeyId: 'AKIA', secretAccessKey: 'secret' },
    }),
    bucket: 'evidence',
    prefix: 'quarantine',
    maxBytes: 1,
    now: Date.now,
  });
  const returnTo = 'https://huimin.example/claims/HM1/evidence';
  const { fields } = await forms.issue({
    uploadId: 'upload-1',
    mediaType: 'application/octet-stream',
    expiresAt: new Date(Date.now() + 1_800_000).toISOString(),
    returnTo,
  });
  const { conditions } = JSON.parse(Buffer.from(fields.Policy ?? '', 'base64').toString());
  expect(fields.success_action_redirect).toBe(returnTo);
  expect(conditions).toContainEqual({ success_action_redirect: returnTo });
});

describe('a file in quarantine', () => {
  const put: S3Objects['put'] = async () => Promise.reject(new Error('nothing is written'));
  const has: S3Objects['has'] = async () =>
    Promise.reject(new Error('nothing is asked for by its name alone'));
  const finding = (get: S3Objects['get']) => s3UploadedFiles({ get, put, has }).find('upload-1');
  const answering =
    (bytes: readonly number[], contentRange: string): S3Objects['get'] =>
    async () => ({ body: Readable.from([Buffer.from(bytes)]), contentRange });

  test('is told by its first bytes and the length of the whole', async () => {
    const asked: unknown[] = [];
    const pdf = answering([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37], 'bytes 0-7/12345');
    const found = await finding(async (...input) => {
      asked.push(input);
      return input[0].startsWith('quarantine/') ? pdf(...input) : undefined;
    });
    expect(found).toEqual({ mediaType: 'application/pdf', sizeBytes: 12345 });
    expect(asked).toEqual([
      ['accepted/upload-1', 'bytes=0-7'],
      ['quarantine/upload-1', 'bytes=0-7'],
    ]);
  });

  test('of no known kind, or not there, is none', async () => {
    expect(await finding(answering([1, 2, 3], 'bytes 0-2/3'))).toBeUndefined();
    expect(await finding(async () => undefined)).toBeUndefined();
    await expect(finding(async () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  });
});
