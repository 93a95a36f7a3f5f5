import type { CreditTransfer } from '../../../contracts/bank/payment-file.ts';
import type { PlanItem, SealItem } from '../../../contracts/store/payment-run.ts';
import { merkleRoot } from '../../../domain/audit/merkle.ts';
import { addFen } from '../../../domain/money/fen.ts';
import { messageIdOf } from '../../../domain/payments/file-id.ts';
import { payloadHashOf } from '../../../domain/payments/payload-hash.ts';
import { endToEndIdOf } from '../../../domain/payments/payment-id.ts';
import type { AwardsForRoll } from '../../awards/ports.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Action, Table } from '../../store/ports.ts';
import { readChunk, readPlan, readSeals } from '../chunks.ts';
import type { BankFiles } from '../ports.ts';
import { bringChunksTo, chunkNumbers } from '../post-chunks.ts';
import { decideRun, existingRunHead, type RunHead, stepActor } from '../run-head.ts';
import { defaultChunkSize, fileKey, runKey } from '../run-keys.ts';

export interface BuildFilesDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly awards: Pick<AwardsForRoll, 'payeeAccount'>;
  readonly bankFiles: Pick<BankFiles, 'write'>;
  readonly chunkSize?: number;
}

// The files are put in the transaction that prepares the run, beside its head, its audit entry and the wake.
const mostFiles = 90;
// Envelopes opened at once while a file is written.
const accountsAtOnce = 100;

type RunFile = RunHead['files'][number];

/**
 * Writes the bank's files, obligates the run's total, and makes the run ready to be released. Message ids and
 * creation times come from the plan, so a second try writes the same bytes.
 */
export function createBuildFiles(deps: BuildFilesDeps) {
  const { table } = deps;

  return async ({ runId, attempt }: { readonly runId: string; readonly attempt: number }): Promise<void> => {
    const head = await existingRunHead(table, runId);
    if (head.state !== 'building' || head.attempt !== attempt || head.fault !== undefined) return;
    const plan = await readPlan(table, runId, attempt);
    if (!plan) throw new Error(`no plan for attempt ${String(attempt)} at ${runId}`);
    const seals = await readSeals(table, head, chunkNumbers(plan.chunks));
    const files: RunFile[] = [];
    for (const [at, range] of fileRanges(head, seals, deps.chunkSize ?? defaultChunkSize).entries()) {
      files.push(await writeFile(deps, head, plan, seals, at + 1, range));
    }
    const posted = await bringChunksTo(deps, head, filledChunks(seals), 'prepared', [stillBuilding(head)]);
    if (posted.ok) {
      await prepare(deps, head, plan, seals, files);
    } else if (posted.error.kind === 'short') {
      await stopAtShortage(deps, head, `commitment-short:${posted.error.account}:${posted.error.share}`);
    }
    // Overtaken: cancelled meanwhile, as the next step finds out.
  };
}

/** Chunks that hold a payment: the others book nothing and stand in no file. */
function filledChunks(seals: readonly SealItem[]): readonly number[] {
  return [...seals.keys()].filter((chunk) => (seals[chunk]?.count ?? 0) > 0);
}

function stillBuilding({ runId, attempt }: RunHead): Action {
  return {
    check: runKey(runId),
    if: {
      all: [
        { attribute: 'state', is: '=', value: 'building' },
        { attribute: 'attempt', is: '=', value: attempt },
      ],
    },
  };
}

/** Runs of chunks that go into one file each, by the bank's limit. */
function fileRanges(
  head: RunHead,
  seals: readonly SealItem[],
  chunkSize: number,
): readonly (readonly number[])[] {
  const filled = filledChunks(seals);
  const chunksAFile = Math.max(
    Math.ceil(head.terms.paymentsPerFile / chunkSize),
    Math.ceil(filled.length / mostFiles),
  );
  const ranges: (readonly number[])[] = [];
  for (let from = 0; from < filled.length; from += chunksAFile)
    ranges.push(filled.slice(from, from + chunksAFile));
  return ranges.map((range, at) => {
    // Empty chunks between belong to the file too, so that files follow one another without a gap.
    const next = ranges[at + 1]?.[0] ?? seals.length;
    const first = at === 0 ? 0 : (range[0] ?? 0);
    return Array.from({ length: next - first }, (_, offset) => first + offset);
  });
}

async function writeFile(
  deps: BuildFilesDeps,
  head: RunHead,
  plan: PlanItem,
  seals: readonly SealItem[],
  file: number,
  range: readonly number[],
): Promise<RunFile> {
  const { runId, attempt, terms } = head;
  const firstChunk = range[0] ?? 0;
  const lastChunk = range.at(-1) ?? firstChunk;
  const messageId = messageIdOf({ runId, attempt, file });
  const key = `payment-runs/${runId}/${messageId}.xml`;
  const ofRange = range.flatMap((chunk) => seals[chunk] ?? []);
  const count = ofRange.reduce((sum, seal) => sum + seal.count, 0);
  const totalFen = addFen(...ofRange.map((seal) => seal.totalFen));
  const { sha256 } = await deps.bankFiles.write(key, {
    messageId,
    createdAt: plan.at,
    initiatingParty: terms.initiatingParty,
    debtor: terms.debtor,
    executionDate: plan.date,
    count,
    totalFen,
    payments: paymentsOf(deps, head, seals, range),
  });
  return { file, messageId, key, sha256, count, totalFen, firstChunk, lastChunk };
}

async function* paymentsOf(
  { table, awards }: BuildFilesDeps,
  head: RunHead,
  seals: readonly SealItem[],
  range: readonly number[],
): AsyncGenerator<CreditTransfer> {
  const { runId, attempt, terms } = head;
  for (const chunk of range) {
    const seal = seals[chunk];
    if (!seal || seal.count === 0) continue;
    const payments = await readChunk(table, { runId, attempt, chunk });
    if (!payments) throw new Error(`chunk ${String(chunk)} of ${runId} is sealed and empty`);
    const excluded = new Set(seal.excluded);
    const reissues = new Map(seal.reissues.map(({ position, reissue }) => [position, reissue]));
    const positions = [...payments.paymentIds.keys()].filter((position) => !excluded.has(position));
    for (let from = 0; from < positions.length; from += accountsAtOnce) {
      const group = positions.slice(from, from + accountsAtOnce);
      const accounts = await Promise.all(
        group.map((position) => awards.payeeAccount(payments.awardIds[position] ?? '')),
      );
      for (const [at, position] of group.entries()) {
        const account = accounts[at];
        const [paymentId, amountFen] = [payments.paymentIds[position], payments.amountsFen[position]];
        if (!account || paymentId === undefined || amountFen === undefined) continue;
        yield {
          endToEndId: endToEndIdOf(paymentId, reissues.get(position) ?? 0),
          amountFen,
          creditor: { name: account.holder, account: account.number, bankId: account.bank },
          ...(terms.remittance === undefined ? {} : { remittance: terms.remittance }),
        };
      }
    }
  }
}

async function prepare(
  deps: BuildFilesDeps,
  head: RunHead,
  plan: PlanItem,
  seals: readonly SealItem[],
  files: readonly RunFile[],
): Promise<void> {
  const { runId, attempt } = head;
  const count = seals.reduce((sum, seal) => sum + seal.count, 0);
  const totalFen = addFen(...seals.map((seal) => seal.totalFen));
  const payloadHash = payloadHashOf({ runId, attempt, count, totalFen, files });
  const participants = new Set([...head.participants, ...seals.flatMap((seal) => seal.participants)]);
  await decideRun<never>(deps, runId, stepActor('build-files'), (now) => {
    if (now.state !== 'building' || now.attempt !== attempt) return { kind: 'stay' };
    return {
      kind: 'move',
      event: 'built',
      changes: {
        chunks: plan.chunks,
        payments: count,
        totalFen,
        leftOut: leftOutOf(seals),
        files: [...files],
        payloadHash,
        participants: [...participants],
        accountChangesSeen: plan.accountChangesSeen,
      },
      detail: {
        attempt,
        payments: count,
        totalFen,
        payloadHash,
        root: merkleRoot(seals.map(({ root }) => root)),
      },
      also: files.map(({ file }) => ({
        put: { ...fileKey(runId, attempt, file), file, status: 'ready' },
        if: { exists: false },
      })),
    };
  });
}

function leftOutOf(seals: readonly SealItem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [reason, count] of seals.flatMap((seal) => Object.entries(seal.leftOut))) {
    counts[reason] = (counts[reason] ?? 0) + count;
  }
  return counts;
}

/** The run stays where it is until somebody prepares it again: a shortage waits, and refuses nobody. */
async function stopAtShortage(deps: BuildFilesDeps, head: RunHead, fault: string): Promise<void> {
  await decideRun<never>(deps, head.runId, stepActor('build-files'), (now) =>
    now.state === 'building' && now.attempt === head.attempt && now.fault === undefined
      ? { kind: 'note', event: 'stopped', changes: { fault }, detail: { fault } }
      : { kind: 'stay' },
  );
}
