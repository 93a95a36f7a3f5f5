import { headSchema } from '../../contracts/store/audit-entry.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { ClaimState } from '../../domain/claims/claim-lifecycle.ts';
import { type LookUpReason, mostLookUpsAnHour } from '../../domain/claims/look-up.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Grant } from '../access/users.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Keyed } from '../ports/secrets.ts';
import { listedItems } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { textAttribute } from '../store/text-attribute.ts';
import { transact } from '../store/transact.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';
import { type ClaimHead, readClaimHeads } from './claim-head.ts';
import { isOfOwnFamily } from './family.ts';
import { type HolderWords, claimsOfHolder, holderIndex } from './find-claim.ts';

export interface SearchClaimsInput extends HolderWords {
  readonly programme?: string | undefined;
  readonly reason: LookUpReason;
  /** The clerk's offices: nothing outside them is so much as read. */
  readonly grants: readonly Grant[];
  readonly actor: Actor;
  readonly idempotency?: IdempotencyKey | undefined;
}

export interface FoundClaim {
  readonly reference: string;
  readonly programme: string;
  readonly period: string;
  readonly status: ClaimState;
  readonly submittedOn: CalendarDate;
}

export type SearchClaimsProblem =
  | { readonly kind: 'too-many-requests'; readonly retryAfterSeconds: number }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'changed-since' }
  | KeyReused;

export interface SearchClaimsDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly keyed: Pick<Keyed, 'blindIndex'>;
}

/** Two windows of one clerk may search at the same moment. */
const attempts = 5;

/**
 * Finds the claims of somebody who can show no paper, by their name and the end of their number. Who looked, why, and
 * which claims that showed is in the audit before they are shown. A clerk's searches of one hour are one chain
 * (`claim-search`), whose length is how many there were: the limit survives a restart, and cannot be outrun.
 */
export function createSearchClaims(
  deps: SearchClaimsDeps,
): (input: SearchClaimsInput) => Promise<Result<readonly FoundClaim[], SearchClaimsProblem>> {
  const { table } = deps;
  return async (input) => {
    const noted = await answerOnce<readonly string[], SearchClaimsProblem>(
      table,
      input.idempotency,
      ({ claimIds }) => (isList(claimIds) ? claimIds.map(String) : undefined),
      () => search(deps, input),
    );
    if (!noted.ok) return noted;
    const own = await Promise.all(noted.value.map((id) => isOfOwnFamily(table, input.actor, id)));
    if (own.includes(true)) return err({ kind: 'own-family' });
    return ok((await headsOf(table, noted.value)).map(shown));
  };
}

async function search(
  { table, clock, keyed }: SearchClaimsDeps,
  input: SearchClaimsInput,
): Promise<Result<readonly string[], SearchClaimsProblem>> {
  const { actor, reason, programme, idempotency } = input;
  for (let attempt = 1; attempt <= attempts; attempt += 1) {
    const at = clock.now();
    const searchId = `${actor.id}-${at.slice(0, 13)}`;
    const stored = await table.get({ pk: subjectPk('claim-search', searchId), sk: 'HEAD' });
    const before = stored && headSchema.parse(stored);
    if (before && before.version >= mostLookUpsAnHour) {
      return err({ kind: 'too-many-requests', retryAfterSeconds: secondsToNextHour(at) });
    }
    const heads = await headsOf(table, await idsIn(table, holderIndex(keyed, input), input.grants));
    const claimIds = heads
      .filter((head) => programme === undefined || head.programme === programme)
      .map(({ claimId }) => claimId);
    const change = changeSubject(
      before,
      {
        subjectKind: 'claim-search',
        subjectId: searchId,
        at,
        actor,
        event: 'searched',
        detail: { reason, claimIds },
      },
      { searchId },
    );
    const written = await transact(table, [
      ...(idempotency ? [idempotencyRow(idempotency, { claimIds })] : []),
      ...change.actions,
    ]);
    if (written.ok) return ok(claimIds);
  }
  return err({ kind: 'changed-since' });
}

/** The claims that somebody made in these offices' areas, each once. */
async function idsIn(table: Table, holder: string, grants: readonly Grant[]): Promise<readonly string[]> {
  const claimIds = new Set<string>();
  for (const area of new Set(grants.map(({ areaCode }) => areaCode))) {
    const within = { pk: claimsOfHolder(holder), sk: { beginsWith: area } };
    for await (const item of listedItems(table, 'gsi1', within)) claimIds.add(textAttribute(item, 'claimId'));
  }
  return [...claimIds];
}

async function headsOf(table: Table, claimIds: readonly string[]): Promise<readonly ClaimHead[]> {
  const heads = (await readClaimHeads(table, claimIds)).map((head, at) => {
    if (!head) throw new Error(`no claim ${String(claimIds[at])}`);
    return head;
  });
  return heads.toSorted((a, b) => b.submittedAt.localeCompare(a.submittedAt));
}

function shown({ reference, programme, period, state, submittedOn }: ClaimHead): FoundClaim {
  return { reference, programme, period, status: state, submittedOn };
}

function secondsToNextHour(at: string): number {
  return 3600 - (Math.floor(Date.parse(at) / 1000) % 3600);
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}
