import {
  type ChunkItem,
  type LeftOutAward,
  type PlanItem,
  type RollItem,
  rollItemSchema,
  type SealItem,
} from '../../../contracts/store/payment-run.ts';
import { shareSplitter } from '../../../domain/ledger/shares.ts';
import { addFen, type Fen, zeroFen } from '../../../domain/money/fen.ts';
import { areaCode, streetOf } from '../../../domain/review/area.ts';
import { chunkRoot } from '../../../domain/payments/payload-hash.ts';
import { endToEndIdOf } from '../../../domain/payments/payment-id.ts';
import type { AwardsForRoll } from '../../awards/ports.ts';
import type { Clock } from '../../ports/clock.ts';
import { stepError } from '../../ports/step-errors.ts';
import {
  type Instalment,
  planInstalments,
  recoverableFrom,
  reservationActions,
} from '../../receivables/keep-back.ts';
import type { Action, Table } from '../../store/ports.ts';
import { conditionFailed, transact } from '../../store/transact.ts';
import { readChunk, readLeftOut, readPlan, readSeal } from '../chunks.ts';
import { compareRoll, type ComparedRoll } from '../compare-roll.ts';
import { decideRoll, type DuePayment } from '../decide-roll.ts';
import { earlierParticipantsOf } from '../earlier-participants.ts';
import { type Claimed, instructedFenOf, takePayments } from '../payables.ts';
import { writeStreets } from '../payment-streets.ts';
import { existingRunHead, type RunHead, stepActor } from '../run-head.ts';
import { chunkKey, type ChunkOfRun, payableKey, rollKey } from '../run-keys.ts';

export interface BuildChunkDeps {
  readonly table: Table;
  readonly clock: Clock;
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
export function createBuildChunk(deps: BuildChunkDeps) {
  const { table } = deps;
  return async ({ runId, attempt, chunk, giveUp = false }: BuildChunkInput): Promise<void> => {
    const place: ChunkOfRun = { runId, attempt, chunk };
    if (await readSeal(table, place)) return;
    const head = await existingRunHead(table, runId);
    const draft = (await readDraft(table, place)) ?? (await decideChunk(deps, head, place, giveUp));
    await sealChunk(deps, head, place, draft);
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
  const { plan, awardIds, corrections, receivables } = await readRoll(table, place);
  const options = { programme, period, giveUp, keep: true, terms };
  const roll = await decideRoll(awards, await awards.read(awardIds), options, corrections);
  const recoverable = recoverableFrom(roll.payments, receivables, terms.recovery, plan.date);
  const draft = { payments: chunkItemOf(roll.payments, recoverable), leftOut: roll.leftOut };
  const result = await transact(table, [
    { put: { ...chunkKey(place, 'CHUNK'), ...draft.payments }, if: { exists: false } },
    { put: { ...chunkKey(place, 'LEFTOUT'), awards: draft.leftOut } },
  ]);
  if (result.ok) return draft;
  const first = await readDraft(table, place);
  if (!first) throw new Error(`chunk ${String(place.chunk)} of ${place.runId} is there and is not`);
  return first;
}

async function readRoll(table: Table, place: ChunkOfRun): Promise<RollItem & { readonly plan: PlanItem }> {
  const plan = await readPlan(table, place.runId, place.attempt);
  const roll = plan && (await table.get(rollKey(place, plan.rollId)));
  if (!roll) throw new Error(`no roll for chunk ${String(place.chunk)} of ${place.runId}`);
  return { ...rollItemSchema.parse(roll), plan };
}

function chunkItemOf(
  payments: readonly DuePayment[],
  recoverable: ReturnType<typeof recoverableFrom>,
): ChunkItem {
  return {
    paymentIds: payments.map(({ paymentId }) => paymentId),
    awardIds: payments.map(({ awardId }) => awardId),
    components: payments.map(({ component }) => component),
    amountsFen: payments.map(({ amountFen }) => amountFen),
    accountVersions: payments.map(({ accountVersion }) => accountVersion),
    decisionHashes: payments.map(({ decisionHash }) => decisionHash),
    participants: [...new Set(payments.flatMap(({ participants }) => participants))],
    streets: writeStreets(payments.map((payment) => streetOf(areaCode(payment.areaCode)))),
    ...(recoverable.length === 0 ? {} : { recoverable: [...recoverable] }),
  };
}

// A receivable's head and audit entry and the payment's row, beside the seal, what is left out, and who differs.
const mostInstalments = Math.floor((100 - 3) / 3);
const mostTries = 8;

/**
 * Takes the payments and writes the seal: from then on the chunk is what it is. What is kept back of its payments is
 * reserved with the seal or not at all; where it would be more than one transaction holds, the rest waits for the
 * next run.
 */
async function sealChunk(
  deps: BuildChunkDeps,
  head: RunHead,
  place: ChunkOfRun,
  draft: Draft,
): Promise<void> {
  const { table, clock } = deps;
  const { payments } = draft;
  const claimed = await takePayments(table, place, { ...head, year: head.terms.year }, wantedOf(payments));
  // Fewer claims than payments: another worker has sealed the chunk meanwhile.
  if (claimed.size < payments.paymentIds.length) return;
  const earlierParticipants = await earlierParticipantsOf(table, payments.paymentIds, claimed);
  const leftOut = [...draft.leftOut, ...leftOutOf(payments, claimed)];
  const compared = await compareChunk(deps, head, place, { payments, claimed, leftOut });
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const instalments = await instalmentsOf(table, head, payments, claimed);
    const seal = sealOf(head, payments, claimed, earlierParticipants, instalments);
    const moment = { actor: stepActor('build-chunk'), at: clock.now(), date: clock.today() };
    const result = await transact(table, [
      {
        put: {
          ...chunkKey(place, 'SEAL'),
          ...seal,
          leftOut: countByReason(leftOut),
          ...(compared ? { variance: compared.variance } : {}),
        },
        if: { exists: false },
      },
      { put: { ...chunkKey(place, 'LEFTOUT'), awards: leftOut } },
      ...(compared ? [{ put: { ...chunkKey(place, 'CHANGED'), changed: [...compared.changed] } }] : []),
      ...instalments.flatMap((instalment) => [
        ...reservationActions(instalment, place, moment),
        keepBackAction(instalment, place),
      ]),
    ]);
    if (result.ok || conditionFailed(result.error.reasons[0])) return;
    // Somebody changed a receivable meanwhile: what is kept back is planned anew.
  }
  throw stepError('StoreUnavailable', `receivables of ${place.runId} keep changing`);
}

/** What is kept back of the payments that the chunk holds for the first time. */
async function instalmentsOf(
  table: Table,
  { terms }: RunHead,
  payments: ChunkItem,
  claimed: ReadonlyMap<number, Claimed>,
): Promise<readonly Instalment[]> {
  const receivables = Map.groupBy(payments.recoverable ?? [], ({ position }) => position);
  const giving = wantedOf(payments).flatMap(({ position, paymentId, amountFen }) => {
    const [claim, of] = [claimed.get(position), receivables.get(position)];
    if (!of || claim?.kind !== 'held' || claim.reissue > 0) return [];
    const receivableIds = of.map(({ receivableId }) => receivableId);
    return [{ position, paymentId, dueFen: amountFen, receivableIds }];
  });
  const planned = await planInstalments(table, giving, terms.recovery, shareSplitter(terms.shares));
  return planned.slice(0, mostInstalments);
}

function keepBackAction(
  { paymentId, receivable, amountFen }: Instalment,
  { runId, attempt, chunk }: ChunkOfRun,
): Action {
  return {
    update: payableKey(paymentId),
    set: { keptBack: { receivableId: receivable.receivableId, amountFen } },
    if: {
      all: [
        { attribute: 'runId', is: '=', value: runId },
        { attribute: 'attempt', is: '=', value: attempt },
        { attribute: 'chunk', is: '=', value: chunk },
      ],
    },
  };
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

function leftOutOf(payments: ChunkItem, claimed: ReadonlyMap<number, Claimed>): readonly LeftOutAward[] {
  return wantedOf(payments).flatMap(({ position, awardId, paymentId }): LeftOutAward[] => {
    const claim = claimed.get(position);
    return claim?.kind === 'left-out' ? [{ awardId, paymentId, reason: claim.reason, codes: [] }] : [];
  });
}

/** How the chunk differs from the last period; undefined where there is none. Compared is what is due, whatever is kept back of it. */
async function compareChunk(
  { table, awards }: BuildChunkDeps,
  { programme, terms }: RunHead,
  place: ChunkOfRun,
  chunk: {
    readonly payments: ChunkItem;
    readonly claimed: ReadonlyMap<number, Claimed>;
    readonly leftOut: readonly LeftOutAward[];
  },
): Promise<ComparedRoll | undefined> {
  const { payments, claimed, leftOut } = chunk;
  const plan = await readPlan(table, place.runId, place.attempt);
  if (plan?.lastPeriod === undefined) return undefined;
  const held = wantedOf(payments).flatMap(({ position, awardId, component, amountFen }) => {
    if (claimed.get(position)?.kind !== 'held') return [];
    return [{ awardId, component, amountFen, accountVersion: payments.accountVersions[position] ?? 0 }];
  });
  const awardIds = new Set([...held, ...leftOut].map(({ awardId }) => awardId));
  const last = { programme, period: plan.lastPeriod, component: terms.component };
  return compareRoll(table, last, { payments: held, leftOut }, await awards.read([...awardIds]));
}

function sealOf(
  head: RunHead,
  payments: ChunkItem,
  claimed: ReadonlyMap<number, Claimed>,
  earlierParticipants: readonly string[],
  instalments: readonly Instalment[],
): Omit<SealItem, 'leftOut'> {
  const { splitAll } = shareSplitter(head.terms.shares);
  const wanted = wantedOf(payments);
  const byPosition = new Map(instalments.map((instalment) => [instalment.position, instalment]));
  const held = wanted.flatMap((payment) => {
    const { position, amountFen: dueFen } = payment;
    const claim = claimed.get(position);
    if (claim?.kind !== 'held') return [];
    const keptBack = keptBackOf(claim, byPosition.get(position));
    const amountFen = instructedFenOf({ amountFen: dueFen, ...(keptBack ? { keptBack } : {}) });
    const { reissue, participants } = claim;
    return [{ ...payment, dueFen, amountFen, reissue, participants, keptBack }];
  });
  const reissued = held.filter(({ reissue }) => reissue > 0);
  const fresh = held.filter(({ reissue }) => reissue === 0);
  const kept = held.flatMap(({ position, keptBack }) => (keptBack ? [{ position, ...keptBack }] : []));
  const amounts = (of: readonly { readonly amountFen: Fen }[]): Fen[] => of.map(({ amountFen }) => amountFen);
  return {
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
    freshParts: [...splitAll(fresh.map(({ dueFen }) => dueFen))],
    reissueParts: [...splitAll(amounts(reissued))],
    ...(kept.length === 0 ? {} : { keptBack: kept }),
    ...(payments.streets ? { streets: payments.streets } : {}),
    root: chunkRoot(
      held.map(({ paymentId, reissue, amountFen, position, decisionHash, keptBack }) => ({
        endToEndId: endToEndIdOf(paymentId, reissue),
        amountFen,
        accountVersion: payments.accountVersions[position] ?? 0,
        decisionHash,
        ...(keptBack ? { keptBack } : {}),
      })),
    ),
  };
}

/** What is kept back of a payment: by this run, or when it first went out, and then booked already. */
function keptBackOf(
  claim: Extract<Claimed, { readonly kind: 'held' }>,
  instalment: Instalment | undefined,
): Omit<NonNullable<SealItem['keptBack']>[number], 'position'> | undefined {
  if (claim.keptBack) return { ...claim.keptBack, parts: [] };
  if (!instalment) return undefined;
  const { receivable, amountFen, parts } = instalment;
  return { receivableId: receivable.receivableId, amountFen, parts: [...parts] };
}

function countByReason(leftOut: readonly LeftOutAward[]): Record<string, number> {
  const counts: Record<string, number> = {};
  for (const { reason } of leftOut) counts[reason] = (counts[reason] ?? 0) + 1;
  return counts;
}
