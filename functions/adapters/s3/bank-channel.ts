import { GetObjectCommand, HeadObjectCommand, PutObjectCommand, type S3Client } from '@aws-sdk/client-s3';
import * as z from 'zod';
import type { BankChannel } from '../../app/payments/ports.ts';
import { stepError } from '../../app/ports/step-errors.ts';

export interface S3BankChannelOptions {
  readonly client: Pick<S3Client, 'send'>;
  readonly bucket: string;
  /** The bank's code: each bank's agent sees its own prefixes alone. */
  readonly bank: string;
  /** Told why a file's fate is not known; the run goes on and asks. */
  readonly reportFault: (fault: unknown) => void;
}

/** What the bank's agent writes when it has handed a file to the bank, or the bank would not take it. */
const receiptSchema = z.object({ outcome: z.enum(['received', 'refused']) });

type Receipt = z.infer<typeof receiptSchema>['outcome'];

/**
 * The way to a bank whose own agent takes files from a bucket: `outgoing/<bank>/<messageId>.xml` is ours to write and
 * the agent's to read, `receipts/<bank>/<messageId>.json` (`{"outcome": "received"}` or `"refused"`) the other way
 * round, and neither deletes.
 *
 * That S3 has a file says nothing of the bank, so a file that was just put is `timed-out` (nobody knows), and becomes
 * `acknowledged` by the receipt that a later enquiry finds, or by the bank's pain.002, whichever is first. A file that
 * is not in `outgoing` was never handed over, and the bank cannot have it; one without a receipt is silence.
 */
export function s3BankChannel({ client, bucket, bank, reportFault }: S3BankChannelOptions): BankChannel {
  const outgoing = (messageId: string) => ({ Bucket: bucket, Key: `outgoing/${bank}/${messageId}.xml` });

  async function receipt(messageId: string): Promise<Receipt | undefined> {
    const Key = `receipts/${bank}/${messageId}.json`;
    const found = await unlessMissing(() => client.send(new GetObjectCommand({ Bucket: bucket, Key })));
    if (!found?.Body) return undefined;
    return receiptSchema.parse(JSON.parse(await found.Body.transformToString())).outcome;
  }

  return {
    async send(file) {
      const { messageId, sha256 } = file;
      const chunks: Uint8Array[] = [];
      for await (const chunk of file.content()) chunks.push(chunk);
      try {
        await client.send(
          new PutObjectCommand({
            ...outgoing(messageId),
            Body: Buffer.concat(chunks),
            ContentType: 'application/xml',
            ChecksumSHA256: Buffer.from(sha256, 'hex').toString('base64'),
            // What the agent may have taken already is never replaced.
            IfNoneMatch: '*',
          }),
        );
      } catch (error) {
        if (statusOf(error) === 403) {
          throw stepError('BankUnavailable', 'the bucket for the bank refuses us', { cause: error });
        }
        // 412: it is there from an earlier try. Anything else may or may not have been stored.
        if (statusOf(error) === 412) return outcomeOf(await receipt(messageId));
        reportFault(error);
        return 'timed-out';
      }
      return outcomeOf(await receipt(messageId));
    },
    async enquire(messageId) {
      const found = await receipt(messageId);
      if (found) return found === 'received' ? 'has-it' : 'has-it-not';
      const handedOver = await unlessMissing(() => client.send(new HeadObjectCommand(outgoing(messageId))));
      return handedOver ? 'silence' : 'has-it-not';
    },
  };
}

function outcomeOf(receipt: Receipt | undefined): Awaited<ReturnType<BankChannel['send']>> {
  if (receipt === undefined) return 'timed-out';
  return receipt === 'received' ? 'acknowledged' : 'refused';
}

/** Undefined where there is no such object; S3 says so with 404 only to those who may list the bucket. */
async function unlessMissing<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (statusOf(error) === 404) return undefined;
    throw error;
  }
}

function statusOf(error: unknown): number | undefined {
  return (error as { $metadata?: { httpStatusCode?: number } }).$metadata?.httpStatusCode;
}
