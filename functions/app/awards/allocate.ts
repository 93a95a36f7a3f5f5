import type { Actor } from '../../domain/audit/actor.ts';
import { type Fen, fen } from '../../domain/money/fen.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import {
  type ClaimHead,
  appropriationOf,
  claimKey,
  fundsOrder,
  fundsQueue,
  parseClaimHead,
  transition,
} from '../claims/claim-head.ts';
import { openContent } from '../claims/claim-parts.ts';
import { claimNotice } from '../claims/notice.ts';
import { policyOf } from '../claims/policy-of.ts';
import { commitAwardActions } from '../ledger/commit-award.ts';
import { shortageOf } from '../ledger/posting-actions.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Action, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { asJson } from '../subjects/as-json.ts';
import { sealPart } from '../subjects/sealed-parts.ts';
import { awardIdOf, awardPart, awardedActions } from './award-head.ts';

export interface AllocateDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook;
}

export interface Allocation {
  readonly awarded: number;
  /** Whether a claim had to go on waiting because the appropriation does not cover it. */
  readonly short: boolean;
}

const actor: Actor = { kind: 'system', id: 'allocate' };

/** Six actions a claim and nine for the commitment of a batch stay under a transaction's hundred. */
const batchSize = 14;

/** DynamoDB's most keys of one read. */
const readAtOnce = 100;

/**
 * Awards the claims that wait for an appropriation's money, first come first served by the date they were made, as far
 * as it goes: the first that does not fit ends it, since a later and smaller one must not pass it. Called once at a
 * time for an appropriation (a FIFO group there, a queue here); called again, it goes on where it stopped.
 * @param named claims just approved, which the index may not list yet
 */
export function createAllocate(
  deps: AllocateDeps,
): (input: { readonly appropriationId: string; readonly named: readonly string[] }) => Promise<Allocation> {
  const { table } = deps;

  /** Those of the claims that wait for this money, in the order they were made. */
  async function waiting(appropriationId: string, claimIds: readonly string[]): Promise<ClaimHead[]> {
    const heads: ClaimHead[] = [];
    for (let at = 0; at < claimIds.length; at += readAtOnce) {
      const items = await table.getMany(claimIds.slice(at, at + readAtOnce).map(claimKey));
      heads.push(...items.flatMap((item) => (item ? [parseClaimHead(item)] : [])));
    }
    return heads
      .filter((head) => head.state === 'awaiting-funds' && appropriationOf(head) === appropriationId)
      .sort((a, b) => (fundsOrder(a) < fundsOrder(b) ? -1 : 1));
  }

  async function award(heads: readonly ClaimHead[]): Promise<Allocation> {
    let awarded = 0;
    for (const batch of batchesOf(heads)) {
      const done = await awardBatch(deps, batch);
      awarded += done.awarded;
      if (done.short) return { awarded, short: true };
    }
    return { awarded, short: false };
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
      const done = await award(await waiting(appropriationId, [...new Set(ids)]));
      awarded += done.awarded;
      if (done.short) return { awarded, short: true };
    } while (cursor !== undefined);
    return { awarded, short: false };
  };
}

/** In their order, as many at a time as a transaction holds, and of one policy's shares of funding. */
function batchesOf(heads: readonly ClaimHead[]): readonly (readonly ClaimHead[])[] {
  const batches: ClaimHead[][] = [];
  for (const head of heads) {
    const last = batches.at(-1);
    if (last && last.length < batchSize && last[0]?.policyVersion === head.policyVersion) last.push(head);
    else batches.push([head]);
  }
  return batches;
}

/** One transaction for the batch; with too little money, one for as many of its first as there is money for. */
async function awardBatch(deps: AllocateDeps, heads: readonly ClaimHead[]): Promise<Allocation> {
  if (heads.length === 0) return { awarded: 0, short: false };
  const actions = await batchActions(deps, heads);
  const written = await transact(deps.table, actions);
  if (written.ok) return { awarded: heads.length, short: false };
  if (shortageOf(actions, written.error)) {
    if (heads.length === 1) return { awarded: 0, short: true };
    const half = Math.ceil(heads.length / 2);
    const first = await awardBatch(deps, heads.slice(0, half));
    if (first.short) return first;
    const rest = await awardBatch(deps, heads.slice(half));
    return { awarded: first.awarded + rest.awarded, short: rest.short };
  }
  // Somebody changed one of the claims, or another allocator was here: the message comes again and finds the rest.
  throw stepError('StoreUnavailable', 'claims changed while they were awarded', { cause: written.error });
}

async function batchActions(deps: AllocateDeps, heads: readonly ClaimHead[]): Promise<readonly Action[]> {
  const { table, clock, envelopes, policies } = deps;
  const [first] = heads;
  if (!first) return [];
  const at = clock.now();
  const actions: Action[] = [];
  const payables: Fen[] = [];
  for (const head of heads) {
    const { decision } = head;
    if (decision?.outcome !== 'met')
      throw new Error(`claim ${head.claimId} waits for money without a decision`);
    payables.push(fen(decision.amountFen), ...decision.laterFen.map(fen));
    actions.push(...(await awardActions(head, decision)));
  }
  const policy = policyOf(policies, first);
  const last = heads.at(-1) ?? first;
  return [
    ...commitAwardActions({
      programme: first.programme,
      year: Number(first.submittedOn.slice(0, 4)),
      payables,
      shares: policy.policy.funding,
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
          state: 'active',
          period: head.period,
          areaCode: head.areaCode,
          personIndex: head.personIndex,
          ...(head.accountIndex === undefined ? {} : { accountIndex: head.accountIndex }),
          accountVersion: head.accountVersion,
          awardedOn: clock.today(),
          recordHash: decision.recordHash,
          amountFen: decision.amountFen,
          duties: head.duties,
        },
        { actor, at },
      ),
      ...(payee ? [payee.action] : []),
      claimNotice(change.value.head, 'awarded', at),
    ];
  }
}
