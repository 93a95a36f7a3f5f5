import type { CreditTransfer } from '../../../contracts/bank/payment-file.ts';
import type { PlanItem, SealItem } from '../../../contracts/store/payment-run.ts';
import { merkleRoot } from '../../../domain/audit/merkle.ts';
import { addFen } from '../../../domain/money/fen.ts';
import { messageIdOf } from '../../../domain/payments/file-id.ts';
import { payloadHashOf } from '../../../domain/payments/payload-hash.ts';
import { endToEndIdOf, shortEndToEndIdOf } from '../../../domain/payments/payment-id.ts';
import type { PayeeAccounts } from '../../awards/ports.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Action, Table } from '../../store/ports.ts';
import { instructedAmounts, readChunk, readPlan, readSeals } from '../chunks.ts';
import { addVariances } from '../compare-roll.ts';
import { cutFiles, type FileCut } from '../cut-files.ts';
import type { BankFiles } from '../ports.ts';
import { bringChunksTo, chunkNumbers } from '../post-chunks.ts';
import { decideRun, existingRunHead, type RunHead, stepActor } from '../run-head.ts';
import { streetsOf } from '../payment-streets.ts';
import { fileObject, isInFile, newFiles } from '../run-files.ts';
import { runKey } from '../run-keys.ts';

export interface BuildFilesDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly awards: PayeeAccounts;
  readonly bankFiles: Pick<BankFiles, 'write'>;
}

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
    // Only now is it known whose claims the run pays: who had a part in one leaves its preparing to another.
    if (seals.some(({ participants }) => participants.includes(head.preparedBy))) {
      await stop(deps, head, 'preparer-took-part');
      return;
    }
    const cuts = await cutFiles(seals, head.terms.files, async (chunk) => {
      const seal = seals[chunk];
      return seal ? paymentsOf(deps, head, chunk, seal) : [];
    });
    if (!cuts.ok) {
      await stop(deps, head, cuts.error.kind);
      return;
    }
    const files: RunFile[] = [];
    for (const [at, cut] of cuts.value.entries()) {
      files.push(await writeFile(deps, head, plan, seals, at + 1, cut));
    }
    const posted = await bringChunksTo(deps, head, filledChunks(seals), 'prepared', [stillBuilding(head)]);
    if (posted.ok) {
      await prepare(deps, head, plan, seals, files);
    } else if (posted.error.kind === 'short') {
      await stop(deps, head, `commitment-short:${posted.error.account}:${posted.error.share}`);
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

async function writeFile(
  deps: BuildFilesDeps,
  head: RunHead,
  plan: PlanItem,
  seals: readonly SealItem[],
  file: number,
  cut: FileCut,
): Promise<RunFile> {
  const { runId, attempt, terms } = head;
  const messageId = messageIdOf({ runId, attempt, file });
  const { count, totalFen } = cut;
  const { sha256 } = await deps.bankFiles.write(
    fileObject(head, messageId),
    {
      messageId,
      createdAt: plan.at,
      initiatingParty: terms.initiatingParty,
      batches: [
        {
          paymentInformationId: messageId,
          debtor: terms.debtor,
          executionDate: plan.date,
          count,
          totalFen,
          payments: transfersOf(deps, head, seals, cut),
        },
      ],
    },
    terms.files.format,
  );
  return { file, messageId, sha256, ...cut };
}

/** The payments of a chunk that this run makes, in their order. */
async function paymentsOf(
  { table }: BuildFilesDeps,
  { runId, attempt }: RunHead,
  chunk: number,
  seal: SealItem,
) {
  const payments = await readChunk(table, { runId, attempt, chunk });
  if (!payments) throw new Error(`chunk ${String(chunk)} of ${runId} is sealed and empty`);
  const excluded = new Set(seal.excluded);
  const reissues = new Map(seal.reissues.map(({ position, reissue }) => [position, reissue]));
  const amounts = instructedAmounts(payments, seal);
  return payments.paymentIds.flatMap((paymentId, position) => {
    const [awardId, amountFen] = [payments.awardIds[position], amounts[position]];
    if (excluded.has(position) || awardId === undefined || amountFen === undefined) return [];
    return [{ paymentId, awardId, amountFen, position, reissue: reissues.get(position) ?? 0 }];
  });
}

async function* transfersOf(
  deps: BuildFilesDeps,
  head: RunHead,
  seals: readonly SealItem[],
  cut: FileCut,
): AsyncGenerator<CreditTransfer> {
  const { remittance, files } = head.terms;
  const endToEndId = files.endToEndIds === 'short' ? shortEndToEndIdOf : endToEndIdOf;
  for (let chunk = cut.first.chunk; chunk <= cut.last.chunk; chunk += 1) {
    const seal = seals[chunk];
    if (!seal || seal.count === 0) continue;
    const payments = (await paymentsOf(deps, head, chunk, seal)).filter(({ position }) =>
      isInFile(cut, { chunk, position }),
    );
    for (let from = 0; from < payments.length; from += accountsAtOnce) {
      const group = payments.slice(from, from + accountsAtOnce);
      const accounts = await Promise.all(group.map(({ awardId }) => deps.awards.payeeAccount(awardId)));
      for (const [at, { paymentId, amountFen, reissue }] of group.entries()) {
        const account = accounts[at];
        if (!account) continue;
        yield {
          endToEndId: endToEndId(paymentId, reissue),
          amountFen,
          creditor: { name: account.holder, account: account.number, bankId: account.bank },
          ...(remittance === undefined ? {} : { remittance }),
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
  const keptBack = keptBackOf(seals);
  const payloadHash = payloadHashOf({ runId, attempt, count, totalFen, ...keptBack, files });
  await newFiles(deps.table, head, files);
  const participants = new Set([
    ...head.participants,
    ...seals.flatMap((seal) => [...seal.participants, ...seal.reissuers]),
  ]);
  const earlierParticipants = new Set(seals.flatMap((seal) => seal.earlierParticipants));
  await decideRun<never>(deps, runId, stepActor('build-files'), (now) => {
    if (now.state !== 'building' || now.attempt !== attempt) return { kind: 'stay' };
    return {
      kind: 'move',
      event: 'built',
      changes: {
        chunks: plan.chunks,
        payments: count,
        totalFen,
        ...keptBack,
        leftOut: leftOutOf(seals),
        firstHeld: firstHeldOf(seals),
        ...comparisonOf(plan, seals),
        files: [...files],
        payloadHash,
        participants: [...participants],
        earlierParticipants: [...earlierParticipants],
        payoutChangesSeen: plan.payoutChangesSeen,
      },
      detail: {
        attempt,
        payments: count,
        totalFen,
        ...keptBack,
        payloadHash,
        root: merkleRoot(seals.map(({ root }) => root)),
      },
    };
  });
}

/** What the run keeps back of its payments, which its release binds as well: each of it, by its place. */
function keptBackOf(seals: readonly SealItem[]): Pick<RunHead, 'keptBack'> {
  const all = seals.flatMap(({ keptBack = [] }, chunk) => keptBack.map((one) => ({ ...one, chunk })));
  if (all.length === 0) return {};
  const root = merkleRoot(
    all.map(({ chunk, position, receivableId, amountFen }) =>
      [chunk, position, receivableId, amountFen].join(' '),
    ),
  );
  return {
    keptBack: { count: all.length, fen: addFen(...all.map(({ amountFen }) => amountFen)), root },
  };
}

function comparisonOf({ lastPeriod }: PlanItem, seals: readonly SealItem[]): Pick<RunHead, 'comparison'> {
  if (lastPeriod === undefined) return {};
  return { comparison: { lastPeriod, ...addVariances(seals.flatMap(({ variance }) => variance ?? [])) } };
}

function leftOutOf(seals: readonly SealItem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const [reason, count] of seals.flatMap((seal) => Object.entries(seal.leftOut))) {
    counts[reason] = (counts[reason] ?? 0) + count;
  }
  return counts;
}

function firstHeldOf(seals: readonly SealItem[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { excluded, reissues, ...seal } of seals) {
    const others = new Set([...excluded, ...reissues.map(({ position }) => position)]);
    for (const [position, street] of streetsOf(seal)) {
      if (!others.has(position)) counts[street] = (counts[street] ?? 0) + 1;
    }
  }
  return counts;
}

/** The run stays where it is until somebody removes the fault and prepares it again: it refuses nobody. */
async function stop(deps: BuildFilesDeps, head: RunHead, fault: string): Promise<void> {
  await decideRun<never>(deps, head.runId, stepActor('build-files'), (now) =>
    now.state === 'building' && now.attempt === head.attempt && now.fault === undefined
      ? { kind: 'note', event: 'stopped', changes: { fault }, detail: { fault } }
      : { kind: 'stay' },
  );
}
