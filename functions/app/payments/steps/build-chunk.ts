import { creditTransferSchema } from '../../../contracts/bank/payment-file.ts';
import type { ChunkItem, LeftOutAward, SealItem } from '../../../contracts/store/payment-run.ts';
import { shareSplitter } from '../../../domain/ledger/shares.ts';
import { addFen, type Fen, zeroFen } from '../../../domain/money/fen.ts';
import type { LeftOutReason } from '../../../domain/payments/left-out.ts';
import { chunkRoot } from '../../../domain/payments/payload-hash.ts';
import { endToEndIdOf, paymentIdOf } from '../../../domain/payments/payment-id.ts';
import type { AwardForRoll, AwardsForRoll, PayableDecision, PayeeAccount } from '../../awards/ports.ts';
import type { Table } from '../../store/ports.ts';
import { transact } from '../../store/transact.ts';
import { readChunk, readLeftOut, readPlan, readSeal } from '../chunks.ts';
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

// Awards decided at once: each reads registers or the store.
const decidedAtOnce = 50;

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
  head: RunHead,
  place: ChunkOfRun,
  giveUp: boolean,
): Promise<Draft> {
  const awardsOfChunk = await awards.read(await readRoll(table, place));
  const decided: (DuePayment[] | LeftOutAward)[] = [];
  for (let from = 0; from < awardsOfChunk.length; from += decidedAtOnce) {
    const group = awardsOfChunk.slice(from, from + decidedAtOnce);
    decided.push(...(await Promise.all(group.map((award) => decideAward(awards, head, award, giveUp)))));
  }
  const draft = draftOf(decided);
  const result = await transact(table, [
    { put: { ...chunkKey(place, 'CHUNK'), ...draft.payments }, if: { exists: false } },
    { put: { ...chunkKey(place, 'LEFTOUT'), awards: draft.leftOut } },
  ]);
  if (result.ok) return draft;
  const first = await readDraft(table, place);
  if (!first) throw new Error(`chunk ${String(place.chunk)} of ${place.runId} is there and is not`);
  return first;
}

async function readRoll(table: Table, place: ChunkOfRun): Promise<readonly string[]> {
  const plan = await readPlan(table, place.runId, place.attempt);
  const roll = plan && (await table.get(rollKey(place, plan.rollId)));
  const awardIds = roll?.awardIds;
  if (!Array.isArray(awardIds)) throw new Error(`no roll for chunk ${String(place.chunk)} of ${place.runId}`);
  return awardIds.map(String);
}

interface DuePayment {
  readonly paymentId: string;
  readonly awardId: string;
  readonly component: string;
  readonly amountFen: Fen;
  readonly accountVersion: number;
  readonly decisionHash: string;
  readonly participants: readonly string[];
}

const payable = new Set(['active', 'reviewing', 'payee-needed', 'transferring', 'ending']);

async function decideAward(
  awards: BuildChunkDeps['awards'],
  { programme, period }: RunHead,
  award: AwardForRoll,
  giveUp: boolean,
): Promise<DuePayment[] | LeftOutAward> {
  const { awardId, personIndex, payee, participants = [] } = award;
  const leftOut = (reason: LeftOutReason, codes: readonly string[] = []): LeftOutAward => ({
    awardId,
    reason,
    codes: [...codes],
  });
  if (!payable.has(award.state)) return leftOut('award-not-payable', [award.state]);
  const decision = await decide(awards, award, period, giveUp);
  if (decision.outcome !== 'due') return leftOut(decision.outcome, decision.codes);
  const components = decision.components.filter(({ amountFen }) => amountFen > 0);
  if (components.length === 0) return leftOut('not-due');
  if (!payee || award.state === 'payee-needed') return leftOut('no-account');
  if (!isUsable(await awards.payeeAccount(awardId))) return leftOut('account-unusable');
  return components.map(({ component, amountFen }) => ({
    paymentId: paymentIdOf({ programme, period, personIndex, component }),
    awardId,
    component,
    amountFen,
    accountVersion: payee.accountVersion,
    decisionHash: decision.decisionHash,
    participants,
  }));
}

async function decide(
  awards: BuildChunkDeps['awards'],
  award: AwardForRoll,
  period: string,
  giveUp: boolean,
): Promise<PayableDecision> {
  try {
    return await awards.decide(award, period);
  } catch (error) {
    if (!giveUp || !(error instanceof Error) || error.name !== 'RegisterUnavailable') throw error;
    return { outcome: 'unknown', codes: ['register-unavailable'], decisionHash: '' };
  }
}

const partySchema = creditTransferSchema.shape.creditor;

function isUsable({ holder, bank, number }: PayeeAccount): boolean {
  return partySchema.safeParse({ name: holder, account: number, bankId: bank }).success;
}

function draftOf(decided: readonly (readonly DuePayment[] | LeftOutAward)[]): Draft {
  const leftOut: LeftOutAward[] = [];
  const due = new Map<string, DuePayment>();
  for (const outcome of decided) {
    if (!isDue(outcome)) {
      leftOut.push(outcome);
      continue;
    }
    for (const payment of outcome) {
      if (due.has(payment.paymentId)) {
        leftOut.push({ awardId: payment.awardId, reason: 'twice-on-roll', codes: [] });
      } else {
        due.set(payment.paymentId, payment);
      }
    }
  }
  const payments = [...due.values()];
  return {
    payments: {
      paymentIds: payments.map(({ paymentId }) => paymentId),
      awardIds: payments.map(({ awardId }) => awardId),
      components: payments.map(({ component }) => component),
      amountsFen: payments.map(({ amountFen }) => amountFen),
      accountVersions: payments.map(({ accountVersion }) => accountVersion),
      decisionHashes: payments.map(({ decisionHash }) => decisionHash),
      participants: [...new Set(payments.flatMap(({ participants }) => participants))],
    },
    leftOut,
  };
}

function isDue(outcome: readonly DuePayment[] | LeftOutAward): outcome is readonly DuePayment[] {
  return Array.isArray(outcome);
}

/** Takes the payments and writes the seal: from then on the chunk is what it is. */
async function sealChunk(table: Table, head: RunHead, place: ChunkOfRun, draft: Draft): Promise<void> {
  const { payments } = draft;
  const claimed = await takePayments(table, place, head, wantedOf(payments));
  // Fewer claims than payments: another worker has sealed the chunk meanwhile.
  if (claimed.size < payments.paymentIds.length) return;
  const seal = sealOf(head, payments, claimed);
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

function sealOf(head: RunHead, payments: ChunkItem, claimed: ReadonlyMap<number, Claimed>) {
  const { splitAll } = shareSplitter(head.terms.shares);
  const wanted = wantedOf(payments);
  const held = wanted.flatMap((payment) => {
    const claim = claimed.get(payment.position);
    if (claim?.kind !== 'held') return [];
    return [{ ...payment, reissue: claim.reissue, reissuedBy: claim.reissuedBy }];
  });
  const leftOutNow = wanted.flatMap(({ position, awardId }): LeftOutAward[] => {
    const claim = claimed.get(position);
    return claim?.kind === 'left-out' ? [{ awardId, reason: claim.reason, codes: [] }] : [];
  });
  const reissued = held.filter(({ reissue }) => reissue > 0);
  const amounts = (of: readonly { readonly amountFen: Fen }[]): Fen[] => of.map(({ amountFen }) => amountFen);
  const item: Omit<SealItem, 'leftOut'> = {
    size: wanted.length,
    excluded: wanted
      .filter(({ position }) => claimed.get(position)?.kind !== 'held')
      .map(({ position }) => position),
    reissues: reissued.map(({ position, reissue }) => ({ position, reissue })),
    participants: [
      ...new Set([...payments.participants, ...reissued.flatMap(({ reissuedBy }) => reissuedBy ?? [])]),
    ],
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
