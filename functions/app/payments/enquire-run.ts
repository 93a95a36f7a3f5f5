import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import { outstandingOf } from '../../domain/reconciliation/run-totals.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { decideRun, readRunHead, type RunHead, type RunNotFound, type RunWrongState } from './run-head.ts';
import { createSendFiles, outgoing, type SendFilesDeps } from './steps/send-files.ts';
import { readTotals } from './totals.ts';

export interface EnquireRunInput {
  readonly runId: string;
  readonly actor: Actor;
}

export interface EnquiredRun {
  readonly head: RunHead;
  /** What the bank says of each file asked after, and whether it was handed over again for what never arrived. */
  readonly files: readonly { readonly file: number; readonly answer: string; readonly sentAgain: boolean }[];
}

/**
 * Asks the bank after a run: of which nobody knows whether it arrived, or which has payments outstanding that no
 * statement has spoken of. What the bank never received goes out again in the same file, under the same ids.
 */
export function createEnquireRun(deps: SendFilesDeps) {
  const sendFiles = createSendFiles(deps);

  return async ({
    runId,
    actor,
  }: EnquireRunInput): Promise<Result<EnquiredRun, RunNotFound | RunWrongState>> => {
    const head = await readRunHead(deps.table, runId);
    if (!head) return err({ kind: 'not-found' });
    if (head.state === 'filed' || head.state === 'unknown') {
      await sendFiles({ runId });
      return ok({ head: (await readRunHead(deps.table, runId)) ?? head, files: [] });
    }
    if (head.state !== 'sent' && head.state !== 'settling')
      return err({ kind: 'wrong-state', state: head.state });
    const totals = await readTotals(deps.table, head);
    const isOutstanding = outstandingOf({ count: head.payments, fen: head.totalFen }, totals).count > 0;
    const files = isOutstanding ? await chase(deps, head) : [];
    const noted = await decideRun<never>(deps, runId, actor, () => ({
      kind: 'note',
      event: 'enquired',
      detail: { files: files.map((file): Json => ({ ...file })) },
    }));
    return noted.ok ? ok({ head: noted.value, files }) : noted;
  };
}

async function chase(
  { bankChannel, bankFiles }: SendFilesDeps,
  head: RunHead,
): Promise<EnquiredRun['files']> {
  const files: { file: number; answer: string; sentAgain: boolean }[] = [];
  for (const built of head.files) {
    const answer = await bankChannel.enquire(outgoing(bankFiles, head, built));
    const sentAgain = answer === 'has-part' || answer === 'has-it-not';
    if (sentAgain) await bankChannel.send(outgoing(bankFiles, head, built));
    files.push({ file: built.file, answer, sentAgain });
  }
  return files;
}
