import * as z from 'zod';
import type { BankChannel, OutgoingFile } from '../../app/payments/ports.ts';
import { fileKinds } from '../../contracts/bank/bank-profile.ts';
import { stepError } from '../../app/ports/step-errors.ts';
import { type S3Objects, refusedStatus } from './objects.ts';

export interface S3BankChannelOptions {
  readonly objects: S3Objects;
  /** The bank's code: each bank's agent sees its own prefixes alone. */
  readonly bank: string;
  /** Told why a file's fate is not known; the run goes on and asks. */
  readonly reportFault: (fault: unknown) => void;
}

/** What the bank's agent writes when it has handed a file to the bank, or the bank would not take it. */
const receiptSchema = z.object({ outcome: z.enum(['received', 'refused']) });

type Receipt = z.infer<typeof receiptSchema>['outcome'];

/**
 * The way to a bank whose own agent takes files from a bucket: `outgoing/<bank>/<messageId>.xml` (or `.csv`) is ours to write and
 * the agent's to read, `receipts/<bank>/<messageId>.json` (`{"outcome": "received"}` or `"refused"`) the other way
 * round, and neither deletes.
 *
 * That S3 has a file says nothing of the bank, so a file that was just put is `timed-out` (nobody knows), and becomes
 * `acknowledged` by the receipt that a later enquiry finds, or by the bank's pain.002, whichever is first. A file that
 * is not in `outgoing` was never handed over, and the bank cannot have it; one without a receipt is silence.
 */
export function s3BankChannel({ objects, bank, reportFault }: S3BankChannelOptions): BankChannel {
  const outgoing = ({ messageId, format }: Pick<OutgoingFile, 'messageId' | 'format'>): string =>
    `outgoing/${bank}/${messageId}.${fileKinds[format].extension}`;

  async function receipt(messageId: string): Promise<Receipt | undefined> {
    const found = await objects.get(`receipts/${bank}/${messageId}.json`);
    if (!found) return undefined;
    const chunks = await Array.fromAsync(found.body);
    return receiptSchema.parse(JSON.parse(Buffer.concat(chunks).toString('utf8'))).outcome;
  }

  return {
    async send(file) {
      const { messageId, format, sha256 } = file;
      const bytes = Buffer.concat(await Array.fromAsync(file.content()));
      try {
        // What the agent may have taken already, at an earlier try, is never replaced.
        await objects.put(outgoing(file), bytes, {
          mediaType: fileKinds[format].mediaType,
          sha256,
          ifAbsent: true,
        });
      } catch (error) {
        if (refusedStatus(error) !== undefined) {
          throw stepError('BankUnavailable', 'S3 takes no file for the bank', { cause: error });
        }
        reportFault(error);
        return 'timed-out';
      }
      switch (await receipt(messageId)) {
        case 'received':
          return 'acknowledged';
        case 'refused':
          return 'refused';
        case undefined:
          return 'timed-out';
      }
    },
    async enquire(file) {
      const found = await receipt(file.messageId);
      if (found) return found === 'received' ? 'has-it' : 'has-it-not';
      return (await objects.has(outgoing(file))) ? 'silence' : 'has-it-not';
    },
  };
}
