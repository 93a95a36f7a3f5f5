import { type BankProfile, type FileFormat, fileKinds } from '../../contracts/bank/bank-profile.ts';
import { maxBodyBytes } from '../../contracts/http/route-contract.ts';
import { UnwritablePayment } from '../../contracts/bank/unwritable-payment.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { FileLinks } from '../ports/file-links.ts';
import type { Table } from '../store/ports.ts';
import { readPlan } from './chunks.ts';
import type { BankFiles, BankFormats } from './ports.ts';
import { fileObject } from './run-files.ts';
import { readRunHead, type RunHead } from './run-head.ts';

export interface ReadBankFileInput {
  readonly runId: string;
  /** Its place in the run, from 1. */
  readonly file: number;
  /** The one that is released and sent when absent. */
  readonly format?: FileFormat['format'];
}

/** The file as it is or, if it is too large for an answer, from where. */
export type BankFile = { readonly name: string; readonly mediaType: string } & (
  { readonly content: Uint8Array } | { readonly location: string }
);

export type ReadBankFileError =
  | { readonly kind: 'not-found' }
  /** The released file says what the format asked for cannot carry, or would in it be too large for an answer. */
  | { readonly kind: 'bank-file-unwritable' };

interface ReadBankFileDeps {
  readonly table: Table;
  readonly bankFiles: Pick<BankFiles, 'read'>;
  readonly fileLinks: FileLinks;
  readonly bankFormats: BankFormats;
  readonly banks: ReadonlyMap<string, BankProfile>;
}

/**
 * A run's file, to be downloaded: the bytes as they were built, or what they say in another format. The other is made
 * of the file itself and not of the awards, whose accounts may have changed since.
 */
export function createReadBankFile(deps: ReadBankFileDeps) {
  const { table, bankFiles, fileLinks } = deps;
  return async ({
    runId,
    file,
    format: wanted,
  }: ReadBankFileInput): Promise<Result<BankFile, ReadBankFileError>> => {
    const head = await readRunHead(table, runId);
    const built = head?.files.find((one) => one.file === file);
    if (!head || !built) return err({ kind: 'not-found' });
    const released = head.terms.files.format;
    const format =
      wanted === undefined || wanted === released.format ? released : formatOf(deps, head, wanted);
    if (!format) return err({ kind: 'not-found' });
    const key = fileObject(head, built.messageId);
    const { extension, mediaType } = fileKinds[format.format];
    const as = {
      name: `${built.messageId}.${extension}`,
      mediaType: format.format === 'csv' ? `${mediaType}; charset=${format.encoding}` : mediaType,
    };
    if (format === released) {
      const content = await atMost(maxBodyBytes, bankFiles.read(key));
      return ok(content ? { ...as, content } : { ...as, location: await fileLinks.issue(key, as) });
    }
    try {
      const content = await atMost(
        maxBodyBytes,
        await rewritten(deps, head, built, bankFiles.read(key), format),
      );
      return content ? ok({ ...as, content }) : err({ kind: 'bank-file-unwritable' });
    } catch (error) {
      if (error instanceof UnwritablePayment) return err({ kind: 'bank-file-unwritable' });
      throw error;
    }
  };
}

/** The whole content; undefined, and no more read than shows it, where it is larger than that. */
async function atMost(bytes: number, content: AsyncIterable<Uint8Array>): Promise<Uint8Array | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of content) {
    size += chunk.byteLength;
    if (size > bytes) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** As the bank's profile has it; pain.001 needs no profile. */
function formatOf(
  { banks }: ReadBankFileDeps,
  { terms }: RunHead,
  wanted: FileFormat['format'],
): FileFormat | undefined {
  const known = banks.get(terms.debtor.bankId)?.files.formats.find(({ format }) => format === wanted);
  return known ?? (wanted === 'pain.001' ? { format: wanted, version: '09' } : undefined);
}

async function rewritten(
  { table, bankFormats }: ReadBankFileDeps,
  { runId, attempt, terms }: RunHead,
  { messageId, count, totalFen }: RunHead['files'][number],
  bytes: AsyncIterable<Uint8Array>,
  format: FileFormat,
): Promise<AsyncIterable<Uint8Array>> {
  const plan = await readPlan(table, runId, attempt);
  if (!plan) throw new Error(`no plan for attempt ${String(attempt)} at ${runId}`);
  const batch = { debtor: terms.debtor, executionDate: plan.date };
  const payments = bankFormats.read(bytes, terms.files.format, { ...batch, messageId });
  return bankFormats.write(
    {
      messageId,
      createdAt: plan.at,
      initiatingParty: terms.initiatingParty,
      batches: [{ ...batch, paymentInformationId: messageId, count, totalFen, payments }],
    },
    format,
  );
}
