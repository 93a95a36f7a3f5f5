import { Readable } from 'node:stream';
import { describe, expect, test } from '@jest/globals';
import { signPolicy } from '../../functions/adapters/s3/post-policy.ts';
import { s3UploadForms } from '../../functions/adapters/s3/upload-forms.ts';
import type { S3Objects } from '../../functions/adapters/s3/objects.ts';
import { s3UploadedFiles } from '../../functions/adapters/s3/uploaded-files.ts';

describe('S3’s presigned POST', () => {
  test('is signed as AWS’s own example is', () => {
    // https://docs.aws.amazon.com/AmazonS3/latest/API/sigv4-post-example.html
    const policy = Buffer.from(
      [
        '{ "expiration": "2015-12-30T12:00:00.000Z",',
        '  "conditions": [',
        '    {"bucket": "sigv4examplebucket"},',
        '    ["starts-with", "$key", "user/user1/"],',
        '    {"acl": "public-read"},',
        '    {"success_action_redirect": "http://sigv4examplebucket.s3.amazonaws.com/successful_upload.html"},',
        '    ["starts-with", "$Content-Type", "image/"],',
        '    {"x-amz-meta-uuid": "14365123651274"},',
        '    {"x-amz-server-side-encryption": "AES256"},',
        '    ["starts-with", "$x-amz-meta-tag", ""],',
        '',
        '    {"x-amz-credential": "AKIAIOSFODNN7EXAMPLE/20151229/us-east-1/s3/aws4_request"},',
        '    {"x-amz-algorithm": "AWS4-HMAC-SHA256"},',
        '    {"x-amz-date": "20151229T000000Z" }',
        '  ]',
        '}',
      ].join('\r\n'),
    ).toString('base64');
    expect(
      signPolicy(policy, {
        secretAccessKey: 'wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY',
        day: '20151229',
        region: 'us-east-1',
      }),
    ).toBe('8afdbf4008c03f22c2cd3cdb72e4afbb1f6a588f3255ac628749a66d7f09699e');
  });

  test('allows one key, one type, 10 MB, until it expires, and nothing else', async () => {
    const forms = s3UploadForms({
      bucket: 'evidence',
      region: 'cn-north-1',
      credentials: async () => ({ accessKeyId: 'AKIA', secretAccessKey: 'secret', sessionToken: 'session' }),
      now: () => new Date('2026-11-23T01:02:03.456Z'),
    });
    const expiresAt = '2026-11-23T01:32:03.456Z';
    const { uploadUrl, fields } = await forms.issue({
      uploadId: 'upload-1',
      mediaType: 'image/png',
      expiresAt,
    });
    expect(uploadUrl).toBe('https://evidence.s3.cn-north-1.amazonaws.com/');
    const { policy = '', 'x-amz-signature': signature, ...conditions } = fields;
    expect(conditions).toEqual({
      key: 'quarantine/upload-1',
      'Content-Type': 'image/png',
      'x-amz-algorithm': 'AWS4-HMAC-SHA256',
      'x-amz-credential': 'AKIA/20261123/cn-north-1/s3/aws4_request',
      'x-amz-date': '20261123T010203Z',
      'x-amz-security-token': 'session',
    });
    expect(signature).toMatch(/^[0-9a-f]{64}$/);
    expect(JSON.parse(Buffer.from(policy, 'base64').toString())).toEqual({
      expiration: expiresAt,
      conditions: [
        { bucket: 'evidence' },
        ...Object.entries(conditions).map(([name, value]) => ({ [name]: value })),
        ['content-length-range', 1, 10 * 1024 * 1024],
      ],
    });
  });
});

describe('a file in quarantine', () => {
  const finding = (get: S3Objects['get']) => s3UploadedFiles({ get }).find('upload-1');
  const answering =
    (bytes: readonly number[], contentRange: string): S3Objects['get'] =>
    async () => ({ body: Readable.from([Buffer.from(bytes)]), contentRange });

  test('is told by its first bytes and the length of the whole', async () => {
    const asked: unknown[] = [];
    const pdf = answering([0x25, 0x50, 0x44, 0x46, 0x2d, 0x31, 0x2e, 0x37], 'bytes 0-7/12345');
    const found = await finding((...input) => {
      asked.push(input);
      return pdf(...input);
    });
    expect(found).toEqual({ mediaType: 'application/pdf', sizeBytes: 12345 });
    expect(asked).toEqual([['quarantine/upload-1', 'bytes=0-7']]);
  });

  test('of no known kind, or not there, is none', async () => {
    expect(await finding(answering([1, 2, 3], 'bytes 0-2/3'))).toBeUndefined();
    expect(await finding(async () => undefined)).toBeUndefined();
    await expect(finding(async () => Promise.reject(new Error('away')))).rejects.toThrow('away');
  });
});
