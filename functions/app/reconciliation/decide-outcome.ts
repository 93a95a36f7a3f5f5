import type { SealItem } from '../../contracts/store/payment-run.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { PaymentEvent, PaymentState } from '../../domain/payments/payment-lifecycle.ts';
import { instructionIdOf } from '../../domain/payments/payment-id.ts';
import { dateInShanghai } from '../../domain/time/calendar-date.ts';
import { type ChunkOutcomes, type Outcome, outcomeAt } from '../../domain/reconciliation/chunk-outcomes.ts';
import { type ChunkState, outcomesOf, readChunkState, readSeal, storedOutcomes } from '../payments/chunks.ts';
import { changeInstruction, parseInstruction } from '../payments/instructions.ts';
import { readRunHead, type RunHead } from '../payments/run-head.ts';
import { chunkKey, instructionKey } from '../payments/run-keys.ts';
import { serviceGains } from '../payments/street-service.ts';
import { cameBackGain } from '../payments/totals.ts';
import type { Action, Table } from '../store/ports.ts';
import { bookResults, hashOf } from './book-results.ts';
import type { Located } from './locate-payments.ts';

/** A payment in its chunk, as far as the bank has come with it. */
export interface PlaceInChunk {
  readonly located: Located;
  readonly head: RunHead;
  readonly state: ChunkState;
  readonly seal: SealItem;
  readonly outcomes: ChunkOutcomes;
  readonly outcome: Outcome | undefined;
}

/** @returns undefined when its run has not come as far as the ledger */
export async function readPlaceInChunk(table: Table, located: Located): Promise<PlaceInChunk | undefined> {
  const [head, state, seal] = await Promise.all([
    readRunHead(table, located.runId),
    readChunkState(table, located),
    readSeal(table, located),
  ]);
  if (head?.attempt !== located.attempt || !state || !seal) return undefined;
  const outcomes = outcomesOf(state, seal);
  return { located, head, state, seal, outcomes, outcome: outcomeAt(outcomes, located.position) };
}

/**
 * The actions by which a person's decision changes what became of one payment: its chunk, the run's totals and audit,
 * and the payment's own head where it moves.
 * @param exceptionId named by the run's audit entry, as a bank's message is
 */
export async function decidedOutcomeActions(
  table: Table,
  { located, head, state, seal, outcome: from }: PlaceInChunk,
  after: ChunkOutcomes,
  moved: { readonly event: PaymentEvent; readonly from: PaymentState; readonly reason?: string } | undefined,
  moment: { readonly actor: Actor; readonly at: string },
  exceptionId: string,
): Promise<readonly Action[]> {
  const { paymentId, reissue, awardId, runId, attempt, chunk, position, instructedFen } = located;
  const to = outcomeAt(after, position);
  const gained: Record<string, number> = {};
  if (from !== to) {
    if (from !== undefined) Object.assign(gained, gainOf(from, -1, instructedFen));
    if (to !== undefined) Object.assign(gained, gainOf(to, 1, instructedFen));
    Object.assign(
      gained,
      serviceGains(head, seal)(position, from, to, dateInShanghai(Date.parse(moment.at))),
    );
    if (to === 'returned' || to === 'rejected') {
      Object.assign(gained, cameBackGain(moved?.reason, instructedFen));
    }
  }
  const { actor, at } = moment;
  const own = moved && (await table.get(instructionKey(instructionIdOf(paymentId, reissue))));
  return [
    ...bookResults(head, gained, [hashOf(after)], { actor, at }, exceptionId).actions,
    {
      put: {
        ...chunkKey(located, 'STATE'),
        version: state.version + 1,
        stage: state.stage,
        ...storedOutcomes(after),
      },
      if: { attribute: 'version', is: '=', value: state.version },
    },
    ...(moved
      ? changeInstruction(
          { paymentId, reissue, awardId, runId, attempt, chunk, position, amountFen: instructedFen },
          own ? parseInstruction(own) : moved.from,
          { event: moved.event, actor, at, ...(moved.reason === undefined ? {} : { reason: moved.reason }) },
        )
      : []),
  ];
}

function gainOf(outcome: Outcome, sign: 1 | -1, amountFen: number): Record<string, number> {
  if (outcome === 'outstanding') return {};
  return { [`${outcome}Count`]: sign, [`${outcome}Fen`]: sign * amountFen };
}
