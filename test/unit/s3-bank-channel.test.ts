import { describe, expect, test } from '@jest/globals';
import { createHash } from 'node:crypto';
import { s3BankChannel } from '../../functions/adapters/s3/bank-channel.ts';
import { s3BankFiles } from '../../functions/adapters/s3/bank-files.ts';
import { objectKey } from '../../functions/adapters/s3/bank-files.ts';
import { s3FileLinks } from '../../functions/adapters/s3/file-links.ts';
import { s3UploadedFiles } from '../../functions/adapters/s3/uploaded-files.ts';
import type { OutgoingFile } from '../../functions/app/payments/ports.ts';
import { fen } from '../../functions/domain/money/fen.ts';
import { aPayment, aPaymentFile, collect } from '../builders/bank-messages.ts';
import { BankFilesInMemory } from '../fakes/bank-files-in-memory.ts';
import { S3Bucket } from '../fakes/s3-bucket.ts';

const text = '<Document/>';
const sha256 = createHash('sha256').update(text).digest('hex');
const file: OutgoingFile = {
  messageId: 'RUN1-1',
  bank: 'DEMOCNSH',
  format: 'pain.001',
  sha256,
  count: 1,
  totalFen: fen(30_000),
  async *content() {
    yield Buffer.from(text.slice(0, 4));
    yield Buffer.from(text.slice(4));
  },
};

function aChannel() {
  const bucket = new S3Bucket();
  const faults: unknown[] = [];
  const channel = s3BankChannel({
    objects: bucket.objects,
    bank: 'DEMOCNSH',
    reportFault: (fault) => faults.push(fault),
  });
  const receive = (outcome: string) =>
    bucket.stored.set('receipts/DEMOCNSH/RUN1-1.json', Buffer.from(JSON.stringify({ outcome })));
  return { bucket, channel, faults, receive };
}

describe('the way to the bank by a bucket', () => {
  test('a file in the bucket is not yet a file at the bank', async () => {
    const { bucket, channel } = aChannel();
    expect(await channel.send(file)).toBe('timed-out');
    expect(bucket.stored.get('outgoing/DEMOCNSH/RUN1-1.xml')?.toString()).toBe(text);
    expect(await channel.enquire(file)).toBe('silence');
  });

  test('the agent’s receipt says whether the bank has it', async () => {
    const { channel, receive } = aChannel();
    await channel.send(file);
    receive('received');
    expect(await channel.enquire(file)).toBe('has-it');
    expect(await channel.send(file)).toBe('acknowledged');
    receive('refused');
    expect(await channel.enquire(file)).toBe('has-it-not');
    expect(await channel.send(file)).toBe('refused');
  });

  test('what was never handed over the bank cannot have', async () => {
    expect(await aChannel().channel.enquire(file)).toBe('has-it-not');
  });

  test('a file that is there is never replaced', async () => {
    const { bucket, channel } = aChannel();
    bucket.stored.set('outgoing/DEMOCNSH/RUN1-1.xml', Buffer.from('taken by the agent'));
    expect(await channel.send(file)).toBe('timed-out');
    expect(bucket.stored.get('outgoing/DEMOCNSH/RUN1-1.xml')?.toString()).toBe('taken by the agent');
  });

  test('no answer of S3 leaves it in doubt; a refusal means that nothing was handed over', async () => {
    const { bucket, channel, faults } = aChannel();
    const cut = new Error('the line was cut');
    bucket.next.push(503, cut);
    expect(await channel.send(file)).toBe('timed-out');
    expect(await channel.send(file)).toBe('timed-out');
    expect(faults).toEqual([expect.objectContaining({ $metadata: expect.anything() }), cut]);
    bucket.next.push(403);
    await expect(channel.send(file)).rejects.toMatchObject({ name: 'BankUnavailable' });
    expect(bucket.stored.size).toBe(0);
  });

  test('a receipt that cannot be read is a fault, not an answer', async () => {
    const { channel, receive } = aChannel();
    receive('perhaps');
    await expect(channel.enquire(file)).rejects.toThrow();
  });
});

describe('the banks’ files in a bucket', () => {
  test('are the same bytes as anywhere, and read as they were written', async () => {
    const bucket = new S3Bucket();
    const files = s3BankFiles(bucket.objects);
    const payments = [aPayment()];
    const format = { format: 'pain.001', version: '09' } as const;
    const key = 'run-1/RUN1-1.xml';
    const written = await files.write(key, aPaymentFile(payments), format);
    expect(written).toEqual(await new BankFilesInMemory().write(key, aPaymentFile(payments), format));
    const read = Buffer.concat(await collect(files.read(key)));
    expect(createHash('sha256').update(read).digest('hex')).toBe(written.sha256);
    expect([...bucket.stored.keys()]).toEqual(['files/run-1/RUN1-1.xml']);
    await expect(collect(files.read('run-2/RUN2-1.xml'))).rejects.toThrow('no object');
  });

  test('are fetched by an address that is signed for one of them, for a minute', async () => {
    const links = s3FileLinks({ client: new S3Bucket().client, bucket: 'bank-files', objectKey });
    const address = await links.issue('run-1/RUN1-1.xml', {
      name: 'RUN1-1.xml',
      mediaType: 'application/xml',
    });
    const { origin, pathname, searchParams } = new URL(address);
    expect(origin).toBe('https://bank-files.s3.ap-east-1.amazonaws.com');
    expect(pathname).toBe('/files/run-1/RUN1-1.xml');
    expect(Object.fromEntries(searchParams)).toMatchObject({
      'X-Amz-Expires': '60',
      'X-Amz-Signature': expect.stringMatching(/^[0-9a-f]{64}$/),
      'X-Amz-SignedHeaders': 'host',
      'response-content-disposition': 'attachment; filename="RUN1-1.xml"',
      'response-content-type': 'application/xml',
    });
  });

  test('an uploaded file is told by its first bytes and its whole length', async () => {
    const bucket = new S3Bucket();
    bucket.stored.set('quarantine/upload-1', Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(1_000)]));
    const uploads = s3UploadedFiles(bucket.objects);
    expect(await uploads.find('upload-1')).toEqual({ mediaType: 'application/pdf', sizeBytes: 1_008 });
    expect(await uploads.find('upload-2')).toBeUndefined();
    expect(await uploads.read('upload-1')).toEqual(bucket.stored.get('quarantine/upload-1'));
    expect(await uploads.read('upload-2')).toBeUndefined();
  });

  test('a file that was handed in is kept when quarantine is cleared', async () => {
    const bucket = new S3Bucket();
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7'), Buffer.alloc(1_000)]);
    bucket.stored.set('quarantine/upload-1', bytes);
    const uploads = s3UploadedFiles(bucket.objects);
    await uploads.accept('upload-1');
    bucket.stored.delete('quarantine/upload-1');
    const get = async () => Promise.reject(new Error('read again'));
    await s3UploadedFiles({ ...bucket.objects, get }).accept('upload-1');
    expect(await uploads.find('upload-1')).toEqual({ mediaType: 'application/pdf', sizeBytes: 1_008 });
    expect(await uploads.read('upload-1')).toEqual(bytes);
    expect([...bucket.stored.keys()]).toEqual(['accepted/upload-1']);
    await expect(uploads.accept('upload-2')).rejects.toThrow('upload-2 is no file that could be kept');
  });
});
