import { createHash } from 'node:crypto';
import { isFinal } from '../../../domain/lifecycle/lifecycle.ts';
import { runLifecycle } from '../../../domain/payments/run-lifecycle.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Table } from '../../store/ports.ts';
import { advanceRun } from '../advance-run.ts';
import { rejectGivenUp } from '../give-up-files.ts';
import type { BankChannel, BankFiles, OutgoingFile } from '../ports.ts';
import { noFurtherPayoutChange, readStaleness } from '../payout-changes.ts';
import { payeeChanged } from '../release-run.ts';
import { fileObject, moveFile, readFiles } from '../run-files.ts';
import { decideRun, existingRunHead, type RunHead, stepActor } from '../run-head.ts';

export interface SendFilesDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly bankFiles: Pick<BankFiles, 'read'>;
  readonly bankChannel: BankChannel;
}

export interface SendFilesOutput {
  /** `unknown`: come back after `waitSeconds` and ask again. `rebuild`: the run is being built anew. */
  readonly outcome: 'sent' | 'unknown' | 'rebuild' | 'settled';
  readonly waitSeconds: number;
}

const actor = stepActor('send-files');
type RunFile = RunHead['files'][number];

/**
 * Hands a released run's files to the bank, each under the one message id it was built with. Whatever a crash or a
 * timeout left in doubt is asked after before anything is sent, so repeating this step never makes a second file.
 */
export function createSendFiles(deps: SendFilesDeps) {
  return async ({ runId }: { readonly runId: string }): Promise<SendFilesOutput> => {
    let head = await existingRunHead(deps.table, runId);
    if (head.state === 'released') head = await fileRun(deps, head);
    if (head.state === 'filed' || head.state === 'unknown') {
      await clearDoubts(deps, head);
      head = await backToFiled(deps, head);
      if (head.state === 'filed') await handOver(deps, head);
      await rejectGivenUp(deps, head);
      head = await advanceRun(deps, runId);
      head = await noteDoubts(deps, head);
    }
    return outputOf(head);
  };
}

function outputOf(head: RunHead): SendFilesOutput {
  if (head.state === 'filed' || head.state === 'unknown') {
    return { outcome: 'unknown', waitSeconds: waitSeconds(head.silences) };
  }
  if (head.state === 'building' || head.state === 'prepared') return { outcome: 'rebuild', waitSeconds: 0 };
  if (isFinal(runLifecycle, head.state)) return { outcome: 'settled', waitSeconds: 0 };
  return { outcome: 'sent', waitSeconds: 0 };
}

/** A minute at first, then twice as long each time, up to six hours: a bank's answer may take days. */
function waitSeconds(silences: number): number {
  return Math.min(60 * 2 ** Math.min(silences, 12), 6 * 3600);
}

/** Marks the run as filed before anything leaves the house, unless an account has changed at the last moment. */
async function fileRun(deps: SendFilesDeps, released: RunHead): Promise<RunHead> {
  for (const file of released.files) await checkHash(deps, released, file);
  const result = await decideRun<never>(deps, released.runId, actor, async (head) => {
    if (head.state !== 'released') return { kind: 'stay' };
    const { isStale, count } = await readStaleness(deps.table, head);
    if (isStale) return payeeChanged(head);
    return {
      kind: 'move',
      event: 'filed',
      changes: { payoutChangesSeen: count },
      also: [noFurtherPayoutChange(head.programme, count)],
    };
  });
  if (!result.ok) throw new Error(`${released.runId} cannot be filed (${result.error.kind})`);
  return result.value;
}

/** @throws when the stored file is not the one that was released (invariants.md 9): nothing is sent */
export async function checkHash(
  { bankFiles }: Pick<SendFilesDeps, 'bankFiles'>,
  head: RunHead,
  file: RunFile,
): Promise<void> {
  const hash = createHash('sha256');
  for await (const bytes of bankFiles.read(fileObject(head, file.messageId))) hash.update(bytes);
  if (hash.digest('hex') !== file.sha256) throw new Error(`file ${file.messageId} is not the one released`);
}

/** Asks the bank after every file that may or may not have arrived. Silence leaves it in doubt. */
async function clearDoubts({ table, bankChannel }: SendFilesDeps, head: RunHead): Promise<void> {
  for (const { file, status } of await readFiles(table, head)) {
    const built = head.files.find((one) => one.file === file);
    if (!built || (status !== 'sending' && status !== 'unknown')) continue;
    const { format } = head.terms.files.format;
    const answer = await bankChannel.enquire({ messageId: built.messageId, format });
    if (answer === 'has-it') await moveFile(table, head, file, { from: [status], to: 'acknowledged' });
    if (answer === 'has-it-not' || answer === 'has-part') {
      await moveFile(table, head, file, { from: [status], to: 'ready' });
    }
    if (answer === 'silence') await moveFile(table, head, file, { from: [status], to: 'unknown' });
  }
}

/** No file in doubt any more, and one that the bank does not have: it goes out again, with the same id. */
async function backToFiled(deps: SendFilesDeps, head: RunHead): Promise<RunHead> {
  if (head.state !== 'unknown') return head;
  const result = await decideRun<never>(deps, head.runId, actor, async (now) => {
    if (now.state !== 'unknown') return { kind: 'stay' };
    const statuses = (await readFiles(deps.table, now)).map(({ status }) => status);
    const settled = statuses.every((status) => status === 'ready' || status === 'acknowledged');
    if (!settled || !statuses.includes('ready')) return { kind: 'stay' };
    return { kind: 'move', event: 'bank-has-it-not', changes: { silences: 0 } };
  });
  if (!result.ok) throw new Error(`${head.runId} cannot be sent again (${result.error.kind})`);
  return result.value;
}

async function handOver(deps: SendFilesDeps, head: RunHead): Promise<void> {
  const { table } = deps;
  for (const { file, status } of await readFiles(table, head)) {
    const built = head.files.find((one) => one.file === file);
    if (status !== 'ready' || !built) continue;
    // From here on a crash leaves the file in doubt, and the next try asks first. One that was given up does not move.
    if (!(await moveFile(table, head, file, { from: ['ready'], to: 'sending' }, 'filed'))) continue;
    const outcome = await send(deps, head, built);
    const to = outcome === 'acknowledged' ? 'acknowledged' : outcome === 'refused' ? 'ready' : 'unknown';
    await moveFile(table, head, file, { from: ['sending'], to, refused: outcome === 'refused' });
  }
}

/** A file as the bank's channel takes it. */
export function outgoing(
  bankFiles: Pick<BankFiles, 'read'>,
  head: RunHead,
  { messageId, sha256, count, totalFen }: RunFile,
): OutgoingFile {
  const { debtor, files } = head.terms;
  const content = (): AsyncIterable<Uint8Array> => bankFiles.read(fileObject(head, messageId));
  const { format } = files.format;
  return { messageId, bank: debtor.bankId, format, sha256, count, totalFen, content };
}

async function send({ table, bankFiles, bankChannel }: SendFilesDeps, head: RunHead, file: RunFile) {
  try {
    return await bankChannel.send(outgoing(bankFiles, head, file));
  } catch (error) {
    // The one error that says that nothing left the house; after any other the file is in doubt.
    if (error instanceof Error && error.name === 'BankUnavailable') {
      await moveFile(table, head, file.file, { from: ['sending'], to: 'ready' });
    }
    throw error;
  }
}

/** Puts a run with a file in doubt, or refused, where a person sees it. */
async function noteDoubts(deps: SendFilesDeps, head: RunHead): Promise<RunHead> {
  if (head.state !== 'filed' && head.state !== 'unknown') return head;
  const result = await decideRun<never>(deps, head.runId, actor, async (now) => {
    if (now.state !== 'filed' && now.state !== 'unknown') return { kind: 'stay' };
    const files = await readFiles(deps.table, now);
    const changes = { silences: now.silences + 1 };
    const detail = {
      files: files.map(({ file, status, refused }) => ({ file, status, refused: refused ?? false })),
    };
    const inDoubt = files.some(({ status }) => status === 'unknown' || status === 'sending');
    if (!inDoubt) return { kind: 'note', event: 'refused-by-bank', changes, detail };
    return { kind: 'move', event: now.state === 'filed' ? 'timeout' : 'silence', changes, detail };
  });
  if (!result.ok) throw new Error(`${head.runId} cannot be noted (${result.error.kind})`);
  return result.value;
}
