import type { Actor } from '../../domain/audit/actor.ts';
import { type Fen, fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import type { Result } from '../../domain/result/result.ts';
import type { SharePart } from '../../domain/ledger/shares.ts';
import { addParts } from '../../domain/ledger/shares.ts';
import { isPaidToOwnFamily } from '../awards/own-family.ts';
import { createFundsReport } from '../ledger/budget-report.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { readSeals } from './chunks.ts';
import { noFurtherPayoutChange, readStaleness } from './payout-changes.ts';
import { chunkNumbers } from './post-chunks.ts';
import {
  decideRun,
  type RunDecision,
  type RunHead,
  type RunNotFound,
  type RunWrongState,
} from './run-head.ts';

export interface ReleaseRunInput {
  readonly runId: string;
  /** What the releaser saw, as `GET /api/payment-runs/{runId}` gave it. */
  readonly payloadHash: string;
  readonly actor: Actor;
}

export type ReleaseRunError =
  | RunNotFound
  | RunWrongState
  /** The preparer does not release. */
  | { readonly kind: 'same-person' }
  /**
   * Who took in, attested or decided one of the claims, changed an account, asked for a reissue, or prepared, imported
   * or settled what a reissue replaces, does not release.
   */
  | { readonly kind: 'took-part' }
  /** The programme pays the releaser, or their spouse, parent or child. */
  | { readonly kind: 'own-family' }
  | { readonly kind: 'nothing-to-pay' }
  /** The run was built anew since. */
  | { readonly kind: 'stale-payload' }
  /** A share's cash does not cover what is due and on its way. */
  | { readonly kind: 'cash-short'; readonly share: string; readonly shortFen: Fen }
  /** An account, an award or a hold has changed since the files were built: the run has gone back to building. */
  | { readonly kind: 'accounts-changed' };

interface ReleaseDeps {
  readonly table: Table;
  readonly clock: Clock;
}

/** Releases exactly what was prepared, by another person (invariants.md 5). Releasing it again changes nothing. */
export function createReleaseRun(deps: ReleaseDeps) {
  return async ({
    runId,
    payloadHash,
    actor,
  }: ReleaseRunInput): Promise<Result<RunHead, ReleaseRunError>> => {
    const result = await decideRun<ReleaseRunError>(deps, runId, actor, async (head) => {
      const isReleased = head.payloadHash === payloadHash && head.releasedBy === actor.id;
      if (isReleased && head.state !== 'cancelled') return { kind: 'stay' };
      if (head.state !== 'prepared')
        return { kind: 'refuse', error: { kind: 'wrong-state', state: head.state } };
      const refusal = whyNot(head, payloadHash, actor);
      if (refusal) return { kind: 'refuse', error: refusal };
      if (await isPaidToOwnFamily(deps.table, actor, head.programme)) {
        return { kind: 'refuse', error: { kind: 'own-family' } };
      }
      const { isStale, count } = await readStaleness(deps.table, head);
      if (isStale) return payeeChanged(head);
      const short = await cashShort(deps.table, head);
      if (short) return { kind: 'refuse', error: short };
      return {
        kind: 'move',
        event: 'release',
        changes: { releasedBy: actor.id, releasedAt: deps.clock.now(), payoutChangesSeen: count },
        detail: { payloadHash, payments: head.payments, totalFen: head.totalFen },
        also: [noFurtherPayoutChange(head.programme, count)],
      };
    });
    if (result.ok && result.value.state === 'building')
      return { ok: false, error: { kind: 'accounts-changed' } };
    return result;
  };
}

function whyNot(head: RunHead, payloadHash: string, actor: Actor): ReleaseRunError | undefined {
  if (actor.id === head.preparedBy) return { kind: 'same-person' };
  if ([...head.participants, ...head.earlierParticipants].includes(actor.id)) return { kind: 'took-part' };
  if (head.payloadHash !== payloadHash) return { kind: 'stale-payload' };
  if (head.payments === 0) return { kind: 'nothing-to-pay' };
  return undefined;
}

/** Sends a built run back: an account, an award or a hold that it does not know of has changed. */
export function payeeChanged(head: RunHead): Extract<RunDecision<never>, { kind: 'move' }> {
  return { ...rebuilt(head), event: 'payee-changed' };
}

/** What any way back to building does to the head: a new attempt, which nothing built so far belongs to. */
export function rebuilt(head: RunHead): Extract<RunDecision<never>, { kind: 'move' }> {
  return {
    kind: 'move',
    event: 'send-back',
    changes: {
      attempt: head.attempt + 1,
      payments: 0,
      totalFen: zeroFen,
      leftOut: {},
      files: [],
      earlierParticipants: [],
    },
    without: ['payloadHash', 'chunks', 'releasedBy', 'releasedAt', 'fault', 'keptBack', 'comparison'],
    detail: { attempt: head.attempt },
  };
}

/**
 * Cash on the account that is paid from must cover everything payable and in transit, prepared runs included, so two
 * runs cannot both be released on the same money (invariants.md 4).
 */
async function cashShort(table: Table, head: RunHead): Promise<ReleaseRunError | undefined> {
  const { year, debtor } = head.terms;
  const funds = await createFundsReport({ table })(head.programme, year, debtor.account);
  const again = await reissuedParts(table, head);
  for (const { share, cashFen, payableFen, inTransitFen } of funds) {
    const reissuedFen = again.find((part) => part.share === share)?.amountFen ?? zeroFen;
    const shortFen = subtractFen(fen(payableFen + inTransitFen + reissuedFen), cashFen);
    if (shortFen > 0) return { kind: 'cash-short', share, shortFen };
  }
  return undefined;
}

async function reissuedParts(table: Table, head: RunHead): Promise<readonly SharePart[]> {
  const seals = await readSeals(table, head, chunkNumbers(head.chunks ?? 0));
  return addParts(...seals.map(({ reissueParts }) => reissueParts));
}
