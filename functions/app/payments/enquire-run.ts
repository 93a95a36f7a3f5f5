import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import { outstandingOf } from '../../domain/reconciliation/run-totals.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { EnquiryOutcome } from './ports.ts';
import { markSilence } from './run-files.ts';
import { decideRun, readRunHead, type RunHead, type RunNotFound, type RunWrongState } from './run-head.ts';
import { checkHash, createSendFiles, outgoing, type SendFilesDeps } from './steps/send-files.ts';
import { readTotals } from './totals.ts';

export interface EnquireRunInput {
  readonly runId: string;
  readonly actor: Actor;
  /** The one file to ask after; all of the run's when left out. */
  readonly file?: number;
}

export interface EnquiredFile {
  readonly file: number;
  readonly answer: EnquiryOutcome;
  /** Whether it was handed over again, because the bank never had it, or part of it. */
  readonly sentAgain: boolean;
}

export interface EnquiredRun {
  readonly head: RunHead;
  /** What the bank says of each file; none while the sending itself is in doubt, which asks by itself. */
  readonly files: readonly EnquiredFile[];
}

/**
 * Asks the bank after a run: of which nobody knows whether it arrived, or which has payments outstanding that no
 * statement has spoken of. What the bank never received goes out again in the same file, under the same ids; while it
 * is silent the payments are unknown, and stay so (invariants.md 7).
 */
export function createEnquireRun(deps: SendFilesDeps) {
  const { table } = deps;
  const sendFiles = createSendFiles(deps);

  return async ({
    runId,
    actor,
    file,
  }: EnquireRunInput): Promise<Result<EnquiredRun, RunNotFound | RunWrongState>> => {
    const head = await readRunHead(table, runId);
    if (!head) return err({ kind: 'not-found' });
    if (head.state === 'filed' || head.state === 'unknown') {
      await sendFiles({ runId });
      return note([]);
    }
    if (head.state !== 'sent' && head.state !== 'settling')
      return err({ kind: 'wrong-state', state: head.state });
    const outstanding = outstandingOf(
      { count: head.payments, fen: head.totalFen },
      await readTotals(table, head),
    );
    const asked: EnquiredFile[] = [];
    for (const one of outstanding.count > 0 ? head.files : []) {
      if (file === undefined || file === one.file) asked.push(await chase(deps, head, one));
    }
    return note(asked);

    async function note(
      files: readonly EnquiredFile[],
    ): Promise<Result<EnquiredRun, RunNotFound | RunWrongState>> {
      const noted = await decideRun<never>(deps, runId, actor, () => ({
        kind: 'note',
        event: 'enquired',
        detail: { files: files.map((one): Json => ({ ...one })) },
      }));
      return noted.ok ? ok({ head: noted.value, files }) : noted;
    }
  };
}

async function chase(
  deps: SendFilesDeps,
  head: RunHead,
  built: RunHead['files'][number],
): Promise<EnquiredFile> {
  const { table, clock, bankChannel, bankFiles } = deps;
  const { file } = built;
  const answer = await bankChannel.enquire(outgoing(bankFiles, head, built));
  const sentAgain = answer === 'has-part' || answer === 'has-it-not';
  let isSilent = answer === 'silence';
  if (sentAgain) {
    await checkHash(deps, head, built);
    isSilent = (await bankChannel.send(outgoing(bankFiles, head, built))) === 'timed-out';
  }
  await markSilence(table, head, file, isSilent ? clock.now() : undefined);
  return { file, answer, sentAgain };
}
