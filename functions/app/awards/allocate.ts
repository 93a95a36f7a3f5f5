import type { Actor } from '../../domain/audit/actor.ts';
import { type Fen, fen } from '../../domain/money/fen.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import {
  type ClaimHead,
  appropriationOf,
  fundsOrder,
  fundsQueue,
  readClaimHeads,
  transition,
} from '../claims/claim-head.ts';
import { periodsOfYear } from '../../domain/time/period.ts';
import { openContent } from '../claims/claim-parts.ts';
import { claimNotice } from '../claims/notice.ts';
import { policyOf } from '../claims/policy-of.ts';
import { commitAwardActions } from '../ledger/commit-award.ts';
import { metClosedBooks, shortageOf } from '../ledger/posting-actions.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table } from '../store/ports.ts';
import { mostActions, transact } from '../store/transact.ts';
import { asJson } from '../subjects/as-json.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { type AwardHead, awardIdOf, awardPart, awardedActions } from './award-head.ts';
import { goOnLater } from './go-on-later.ts';

export interface AllocateDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook;
}

export interface Allocation {
  readonly awarded: number;
  /** Awards of earlier years that have this year's money now. */
  readonly committed?: number;
  /** Whether a claim had to go on waiting because the appropriation does not cover it. */
  readonly short: boolean;
}

const actor: Actor = { kind: 'system', id: 'allocate' };

const readAtOnce = 100;

/** Head and audit entry of the claim and of the award, the payee's envelope, the notice. */
const actionsAClaim = 6;

/** A transfer and two balances a share, and the check that the books are open. */
function batchSizeOf(shares: number): number {
  return Math.floor((mostActions - 3 * shares - 1) / actionsAClaim);
}

/** Some seconds' work: a queue of any length is worked off by as many calls as it takes, none near its timeout. */
const mostAwardsACall = 1_500;

/** Times that a batch is read again because one of its claims was changed meanwhile. */
const mostTries = 5;

/**
 * Awards the claims that wait for an appropriation's money, first come first served by the date they were made, as far
 * as it goes: the first that does not fit ends it, since a later and smaller one must not pass it. Called once at a
 * time for an appropriation (a FIFO group there, a queue here); called again, it goes on where it stopped. Two calls
 * at once would award nothing twice, and nothing beyond the money: only the order is one caller's to keep.
 * @param named claims just approved, which the index may not list yet
 * @param mostAwards after so many the rest is left to a message of its own
 */
export function createAllocate(
  deps: AllocateDeps,
  mostAwards = mostAwardsACall,
): (input: { readonly appropriationId: string; readonly named: readonly string[] }) => Promise<Allocation> {
  const { table } = deps;

  /** Those of the claims that wait for this money, in the order they were made. */
  async function waiting(appropriationId: string, claimIds: readonly string[]): Promise<ClaimHead[]> {
    const heads = await readClaimHeads(table, claimIds);
    return heads
      .filter((head) => head !== undefined)
      .filter((head) => head.state === 'awaiting-funds' && appropriationOf(head) === appropriationId)
      .sort((a, b) => (fundsOrder(a) < fundsOrder(b) ? -1 : 1));
  }

  async function award(appropriationId: string, heads: readonly ClaimHead[]): Promise<Allocation> {
    let awarded = 0;
    for (const batch of batchesOf(deps, heads)) {
      const done = await awardUnchanged(appropriationId, batch);
      awarded += done.awarded;
      if (done.short) return { awarded, short: true };
    }
    return { awarded, short: false };
  }

  /** A batch of which somebody changed a claim meanwhile is read again. */
  async function awardUnchanged(appropriationId: string, batch: readonly ClaimHead[]): Promise<Allocation> {
    let heads = batch;
    let awarded = 0;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const done = await awardBatch(deps, heads);
      awarded += done.awarded;
      if (done.kind === 'done') return { awarded, short: done.short };
      heads = await waiting(
        appropriationId,
        batch.map(({ claimId }) => claimId),
      );
    }
    throw stepError('StoreUnavailable', `claims that wait for ${appropriationId} keep changing`);
  }

  return async ({ appropriationId, named }) => {
    let awarded = 0;
    let cursor: string | undefined;
    let ahead = await waiting(appropriationId, [...new Set(named)]);
    do {
      const page = await table.queryIndex('gsi2', {
        pk: fundsQueue(appropriationId),
        limit: readAtOnce,
        ...(cursor === undefined ? {} : { cursor }),
      });
      cursor = page.cursor;
      // A named claim takes its place by date among those the index lists: what is later than this page waits for it.
      const last = cursor === undefined ? undefined : (page.items.at(-1)?.indexSk ?? '');
      const now = ahead.filter((head) => last === undefined || fundsOrder(head) <= last);
      ahead = ahead.filter((head) => !now.includes(head));
      const ids = [
        ...now.map(({ claimId }) => claimId),
        ...page.items.map(({ pk }) => pk.replace(/^CLAIM#/, '')),
      ];
      const done = await award(appropriationId, await waiting(appropriationId, [...new Set(ids)]));
      awarded += done.awarded;
      if (done.short) return { awarded, short: true };
      if (awarded >= mostAwards && (cursor !== undefined || ahead.length > 0)) {
        const claimIds = ahead.map(({ claimId }) => claimId);
        await goOnLater(deps, appropriationId, claimIds);
        return { awarded, short: false };
      }
    } while (cursor !== undefined);
    return { awarded, short: false };
  };
}

/** In their order, as many at a time as a transaction holds, and of one policy's shares of funding. */
function batchesOf(
  { policies }: AllocateDeps,
  heads: readonly ClaimHead[],
): readonly (readonly ClaimHead[])[] {
  const batches: ClaimHead[][] = [];
  for (const head of heads) {
    const last = batches.at(-1);
    const size = batchSizeOf(policyOf(policies, head).policy.funding.length);
    if (last && last.length < size && last[0]?.policyVersion === head.policyVersion) last.push(head);
    else batches.push([head]);
  }
  return batches;
}

type BatchOutcome = Allocation & { readonly kind: 'done' | 'changed' };

/**
 * One transaction for the batch; with too little money, one for as many of its first as there is money for. Books
 * of a closed year have none.
 */
async function awardBatch(deps: AllocateDeps, heads: readonly ClaimHead[]): Promise<BatchOutcome> {
  if (heads.length === 0) return { kind: 'done', awarded: 0, short: false };
  const actions = await batchActions(deps, heads);
  const written = await transact(deps.table, actions);
  if (written.ok) return { kind: 'done', awarded: heads.length, short: false };
  if (metClosedBooks(actions, written.error)) return { kind: 'done', awarded: 0, short: true };
  // Somebody changed one of the claims, or another allocator was here.
  if (!shortageOf(actions, written.error)) return { kind: 'changed', awarded: 0, short: false };
  if (heads.length === 1) return { kind: 'done', awarded: 0, short: true };
  const half = Math.ceil(heads.length / 2);
  const first = await awardBatch(deps, heads.slice(0, half));
  if (first.kind === 'changed' || first.short) return first;
  const rest = await awardBatch(deps, heads.slice(half));
  return { ...rest, awarded: first.awarded + rest.awarded };
}

async function batchActions(deps: AllocateDeps, heads: readonly ClaimHead[]): Promise<readonly Action[]> {
  const { table, clock, envelopes, policies } = deps;
  const [first] = heads;
  if (!first) return [];
  const at = clock.now();
  const actions: Action[] = [];
  const payables: Fen[] = [];
  const policy = policyOf(policies, first);
  const year = Number(first.submittedOn.slice(0, 4));
  for (const head of heads) {
    const { decision } = head;
    if (decision?.outcome !== 'met')
      throw new Error(`claim ${head.claimId} waits for money without a decision`);
    payables.push(fen(decision.amountFen), ...decision.laterFen.map(fen));
    actions.push(...(await awardActions(head, decision)));
  }
  const last = heads.at(-1) ?? first;
  return [
    ...commitAwardActions({
      programme: first.programme,
      year,
      payables,
      shares: policy.policy.funding,
      claimIds: heads.map(({ claimId }) => claimId),
      cause: `award/${first.claimId}/${last.claimId}/${String(heads.length)}/${String(first.version)}`,
      date: clock.today(),
      at,
    }),
    ...actions,
  ];

  async function awardActions(
    head: ClaimHead,
    decision: NonNullable<ClaimHead['decision']>,
  ): Promise<readonly Action[]> {
    const awardId = awardIdOf(head.claimId);
    const change = transition(
      head,
      'committed',
      undefined,
      { awardId, dueOn: undefined },
      { actor, at },
      { awardId },
    );
    if (!change.ok) throw new Error(`claim ${head.claimId} does not wait for money`);
    const { account } = await openContent(table, envelopes, head.claimId);
    const payee = account && (await sealPart(envelopes, awardPart(awardId, 'payee'), asJson(account)));
    return [
      ...change.value.actions,
      ...awardedActions(
        {
          awardId,
          claimId: head.claimId,
          programme: head.programme,
          policyVersion: head.policyVersion,
          // One without an account is decided all the same, and waits for a payee (contract.md, "A claim").
          state: head.accountIndex === undefined ? 'payee-needed' : 'active',
          period: head.period,
          areaCode: head.areaCode,
          personIndex: head.personIndex,
          ...(head.accountIndex === undefined ? {} : { accountIndex: head.accountIndex }),
          accountVersion: head.accountVersion,
          awardedOn: clock.today(),
          ...(policy.policy.kind === 'recurring'
            ? { committedThrough: year, fundsOrder: fundsOrder(head) }
            : {}),
          committed: foreseen(head, decision, year),
          recordHash: decision.recordHash,
          amountFen: decision.amountFen,
          duties: head.duties,
        },
        { actor, at },
        payee?.commitment,
      ),
      ...(payee ? [payee.action] : []),
      claimNotice(change.value.head, 'awarded', at),
    ];
  }
}

/** What is committed to a new award, by period: its first, and with it what is foreseen for the rest of the year. */
function foreseen(
  { period }: ClaimHead,
  { amountFen, laterFen }: NonNullable<ClaimHead['decision']>,
  year: number,
): NonNullable<AwardHead['committed']> {
  const later = periodsOfYear('half-year', year).filter(({ id }) => id > period);
  return [
    { year, period, amountFen: fen(amountFen) },
    ...later.flatMap(({ id }, at) => {
      const amount = laterFen[at];
      return amount === undefined ? [] : [{ year, period: id, amountFen: fen(amount) }];
    }),
  ];
}
