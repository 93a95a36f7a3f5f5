import {
  type ChunkItem,
  type LeftOutAward,
  type RollItem,
  rollItemSchema,
  type SealItem,
} from '../../../contracts/store/payment-run.ts';
import { shareSplitter } from '../../../domain/ledger/shares.ts';
import { addFen, type Fen, zeroFen } from '../../../domain/money/fen.ts';
import { chunkRoot } from '../../../domain/payments/payload-hash.ts';
import { endToEndIdOf } from '../../../domain/payments/payment-id.ts';
import type { AwardsForRoll } from '../../awards/ports.ts';
import type { Table } from '../../store/ports.ts';
import { transact } from '../../store/transact.ts';
import { readChunk, readLeftOut, readPlan, readSeal } from '../chunks.ts';
import { decideRoll, type DuePayment } from '../decide-roll.ts';
import { earlierParticipantsOf } from '../earlier-participants.ts';
import { type Claimed, takePayments } from '../payables.ts';
import { existingRunHead, type RunHead } from '../run-head.ts';
import { chunkKey, type ChunkOfRun, rollKey } from '../run-keys.ts';

export interface BuildChunkDeps {
  readonly table: Table;
  readonly awards: Pick<AwardsForRoll, 'read' | 'decide' | 'payeeAccount'>;
}

export interface BuildChunkInput extends ChunkOfRun {
  /** The registers did not answer, in time and again: who cannot be decided waits for the next run. */
  readonly giveUp?: boolean;
}

/**
 * Builds one chunk in three steps, each kept before the next: what is due to whom (decided once, so that a second try
 * finds the same places and amounts), the payments it can hold, and the seal over them.
 */
export function createBuildChunk({ table, awards }: BuildChunkDeps) {
  return async ({ runId, attempt, chunk, giveUp = false }: BuildChunkInput): Promise<void> => {
    const place: ChunkOfRun = { runId, attempt, chunk };
    if (await readSeal(table, place)) return;
    const head = await existingRunHead(table, runId);
    const draft =
      (await readDraft(table, place)) ?? (await decideChunk({ table, awards }, head, place, giveUp));
    await sealChunk(table, head, place, draft);
  };
}

interface Draft {
  readonly payments: ChunkItem;
  readonly leftOut: readonly LeftOutAward[];
}

async function readDraft(table: Table, place: ChunkOfRun): Promise<Draft | undefined> {
  const payments = await readChunk(table, place);
  return payments && { payments, leftOut: await readLeftOut(table, place) };
}

/** Decides every award of the chunk, and keeps the first decision that anybody made of it. */
async function decideChunk(
  { table, awards }: BuildChunkDeps,
  { programme, period, terms }: RunHead,
  place: ChunkOfRun,
  giveUp: boolean,
): Promise<Draft> {
  const { awardIds, corrections } = await readRoll(table, place);
  const options = { programme, period, giveUp, keep: true, terms };
  const roll = await decideRoll(awards, await awards.read(awardIds), options, corrections);
  const draft = { payments: chunkItemOf(roll.payments), leftOut: roll.leftOut };
  const result = await transact(table, [
    { put: { ...chunkKey(place, 'CHUNK'), ...draft.payments }, if: { exists: false } },
    { put: { ...chunkKey(place, 'LEFTOUT'), awards: draft.leftOut } },
  ]);
  if (result.ok) return draft;
  const first = await readDraft(table, place);
  if (!first) throw new Error(`chunk ${String(place.chunk)} of ${place.runId} is there and is not`);
  return first;
}

async function readRoll(table: Table, place: ChunkOfRun): Promise<RollItem> {
  const plan = await readPlan(table, place.runId, place.attempt);
  const roll = plan && (await table.get(rollKey(place, plan.rollId)));
  if (!roll) throw new Error(`no roll for chunk ${String(place.chunk)} of ${place.runId}`);
  return rollItemSchema.parse(roll);
}

function chunkItemOf(payments: readonly DuePayment[]): ChunkItem {
  return {
    paymentIds: payments.map(({ paymentId }) => paymentId),
    awardIds: payments.map(({ awardId }) => awardId),
    components: payments.map(({ component }) => component),
    amountsFen: payments.map(({ amountFen }) => amountFen),
    accountVersions: payments.map(({ accountVersion }) => accountVersion),
    decisionHashes: payments.map(({ decisionHash }) => decisionHash),
    participants: [...new Set(payments.flatMap(({ participants }) => participants))],
  };
}

/** Takes the payments and writes the seal: from then on the chunk is what it is. */
async function sealChunk(table: Table, head: RunHead, place: ChunkOfRun, draft: Draft): Promise<void> {
  const { payments } = draft;
  const claimed = await takePayments(table, place, head, wantedOf(payments));
  // Fewer claims than payments: another worker has sealed the chunk meanwhile.
  if (claimed.size < payments.paymentIds.length) return;
  const earlierParticipants = await earlierParticipantsOf(table, payments.paymentIds, claimed);
  const seal = sealOf(head, payments, claimed, earlierParticipants);
  const leftOut = [...draft.leftOut, ...seal.leftOutNow];
  await transact(table, [
    {
      put: { ...chunkKey(place, 'SEAL'), ...seal.item, leftOut: countByReason(leftOut) },
      if: { exists: false },
    },
    { put: { ...chunkKey(place, 'LEFTOUT'), awards: leftOut } },
  ]);
}

function wantedOf(payments: ChunkItem) {
  return payments.paymentIds.map((paymentId, position) => ({
    paymentId,
    awardId: payments.awardIds[position] ?? '',
    component: payments.components[position] ?? '',
    amountFen: payments.amountsFen[position] ?? zeroFen,
    decisionHash: payments.decisionHashes[position] ?? '',
    position,
  }));
}

function sealOf(
  head: RunHead,
  payments: ChunkItem,
  claimed: ReadonlyMap<number, Claimed>,
  earlierParticipants: readonly string[],
) {
  const { splitAll } = shareSplitter(head.terms.shares);
  const wanted = wantedOf(payments);
  const held = wanted.flatMap((payment) => {
    const claim = claimed.get(payment.position);
    if (claim?.kind !== 'held') return [];
    return [{ ...payment, reissue: claim.reissue, participants: claim.participants }];
  });
  const leftOutNow = wanted.flatMap(({ position, awardId, paymentId }): LeftOutAward[] => {
    const claim = claimed.get(position);
    return claim?.kind === 'left-out' ? [{ awardId, paymentId, reason: claim.reason, codes: [] }] : [];
  });
  const reissued = held.filter(({ reissue }) => reissue > 0);
  const amounts = (of: readonly { readonly amountFen: Fen }[]): Fen[] => of.map(({ amountFen }) => amountFen);
  const item: Omit<SealItem, 'leftOut'> = {
    size: wanted.length,
    excluded: wanted
      .filter(({ position }) => claimed.get(position)?.kind !== 'held')
      .map(({ position }) => position),
    reissues: reissued.map(({ position, reissue }) => ({ position, reissue })),
    participants: payments.participants,
    reissuers: [...new Set(held.flatMap(({ participants }) => participants))],
    earlierParticipants: [...earlierParticipants],
    count: held.length,
    totalFen: addFen(...amounts(held)),
    freshParts: [...splitAll(amounts(held.filter(({ reissue }) => reissue === 0)))],
    reissueParts: [...splitAll(amounts(reissued))],
    root: chunkRoot(
      held.map(({ paymentId, reissue, amountFen, position, decisionHash }) => ({
        endToEndId: endToEndIdOf(paymentId, reissue),
        amountFen,
        accountVersion: payments.accountVersions[position] ?? 0,
        decisionHash,
      })),
    ),
  };
  return { item, leftOutNow };
}

function countByReason(leftOut: readonly LeftOutAward[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of leftOut) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
