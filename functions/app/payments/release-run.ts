import type { Actor } from '../../domain/audit/actor.ts';
import { type Fen, fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import type { Result } from '../../domain/result/result.ts';
import type { SharePart } from '../../domain/ledger/shares.ts';
import { addParts } from '../../domain/ledger/shares.ts';
import { createFundsReport } from '../ledger/budget-report.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { noFurtherAccountChange, readAccountChanges } from './account-changes.ts';
import { readChunk, readSeals } from './chunks.ts';
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
  /** Who took in, attested or decided one of the claims, or asked for a reissue, does not release. */
  | { readonly kind: 'took-part' }
  | { readonly kind: 'nothing-to-pay' }
  /** The run was built anew since. */
  | { readonly kind: 'stale-payload' }
  /** A share's cash does not cover what is due and on its way. */
  | { readonly kind: 'cash-short'; readonly share: string; readonly shortFen: Fen }
  /** An account has changed since the files were built: the run has gone back to building. */
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
      if (head.payloadHash === payloadHash && head.releasedBy === actor.id) return { kind: 'stay' };
      if (head.state !== 'prepared')
        return { kind: 'refuse', error: { kind: 'wrong-state', state: head.state } };
      const refusal = whyNot(head, payloadHash, actor);
      if (refusal) return { kind: 'refuse', error: refusal };
      const changes = await readAccountChanges(deps.table, head.programme, head.accountChangesSeen);
      if (await holdsChangedAccount(deps.table, head, changes.versions)) return payeeChanged(head);
      const short = await cashShort(deps.table, head);
      if (short) return { kind: 'refuse', error: short };
      return {
        kind: 'move',
        event: 'release',
        changes: { releasedBy: actor.id, releasedAt: deps.clock.now(), accountChangesSeen: changes.count },
        detail: { payloadHash, payments: head.payments, totalFen: head.totalFen },
        also: [noFurtherAccountChange(head.programme, changes.count)],
      };
    });
    if (result.ok && result.value.state === 'building')
      return { ok: false, error: { kind: 'accounts-changed' } };
    return result;
  };
}

function whyNot(head: RunHead, payloadHash: string, actor: Actor): ReleaseRunError | undefined {
  if (actor.id === head.preparedBy) return { kind: 'same-person' };
  if (head.participants.includes(actor.id)) return { kind: 'took-part' };
  if (head.payloadHash !== payloadHash) return { kind: 'stale-payload' };
  if (head.payments === 0) return { kind: 'nothing-to-pay' };
  return undefined;
}

/** Sends a built run back, because somebody it pays has another account now. */
export function payeeChanged(head: RunHead): Extract<RunDecision<never>, { kind: 'move' }> {
  return { ...rebuilt(head), event: 'payee-changed' };
}

/** What any way back to building does to the head: a new attempt, which nothing built so far belongs to. */
export function rebuilt(head: RunHead): Extract<RunDecision<never>, { kind: 'move' }> {
  return {
    kind: 'move',
    event: 'send-back',
    changes: { attempt: head.attempt + 1, payments: 0, totalFen: zeroFen, leftOut: {}, files: [] },
    without: ['payloadHash', 'chunks', 'releasedBy', 'releasedAt', 'fault'],
    detail: { attempt: head.attempt },
  };
}

/**
 * Whether the run pays an award to another account than the award's present one. Chunks are read only when an
 * account of the programme has changed since the plan, which is rare.
 */
export async function holdsChangedAccount(
  table: Table,
  head: RunHead,
  versions: ReadonlyMap<string, number>,
): Promise<boolean> {
  if (versions.size === 0) return false;
  const { runId, attempt, chunks = 0 } = head;
  for (const chunk of chunkNumbers(chunks)) {
    const payments = await readChunk(table, { runId, attempt, chunk });
    const isStale = payments?.awardIds.some((awardId, position) => {
      const version = versions.get(awardId);
      return version !== undefined && version > (payments.accountVersions[position] ?? 0);
    });
    if (isStale === true) return true;
  }
  return false;
}

/**
 * Cash must cover everything payable and in transit, prepared runs included, so two runs cannot both be released
 * on the same money (invariants.md 4).
 */
async function cashShort(table: Table, head: RunHead): Promise<ReleaseRunError | undefined> {
  const funds = await createFundsReport({ table })(head.programme, head.terms.year);
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
