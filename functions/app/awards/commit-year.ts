import type { Actor } from '../../domain/audit/actor.ts';
import { shareSplitter } from '../../domain/ledger/shares.ts';
import { type Transfer, transfersOf } from '../../domain/ledger/transfer.ts';
import { type Fen, fen } from '../../domain/money/fen.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import { decideByFacts } from '../../domain/policy/decide.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Period, periodsOfYear } from '../../domain/time/period.ts';
import { policyOf } from '../claims/policy-of.ts';
import { createFundsReport } from '../ledger/budget-report.ts';
import { parseAppropriationId } from '../ledger/appropriation-id.ts';
import { isYearClosed } from '../ledger/closed-books.ts';
import { metClosedBooks, postingActions, shortageOf } from '../ledger/posting-actions.ts';
import { outboxRow } from '../outbox/outbox-row.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { stepError } from '../ports/step-errors.ts';
import { policyInForce } from '../programmes/policy-in-force.ts';
import { readMany } from '../store/read-many.ts';
import type { Action, Table } from '../store/ports.ts';
import { mostActions, transact } from '../store/transact.ts';
import { goOnLater } from './go-on-later.ts';
import { openPresentDecision } from './latest-decision.ts';
import {
  type AwardHead,
  awardKey,
  awaitedYear,
  awardNoted,
  commitmentQueue,
  parseAwardHead,
} from './award-head.ts';

export interface CommitYearDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly policies: PolicyBook<CompiledPolicy>;
}

export interface CommittedYear {
  /** Awards that have the year's money now. */
  readonly committed: number;
  /** `short`: the next in order does not fit. `more`: a later call goes on with the rest. */
  readonly rest: 'none' | 'short' | 'more';
}

const actor: Actor = { kind: 'system', id: 'commit-year' };

const readAtOnce = 100;
// An award's head and audit entry.
const actionsAnAward = 2;
/** Some seconds' work, as in the allocator. */
const mostAwardsACall = 1_500;
const mostTries = 5;

/**
 * Commits a year's money to the recurring awards of earlier years, first come first served by the date of their claims,
 * as far as the appropriation goes: the first that does not fit ends it, and waits with all behind it until there is
 * more. What is set aside is what the rules would give for the year's periods by what is known of the family; what is
 * due is decided when each is paid. A year that is closed is passed over. Called by the allocator of the appropriation alone, before it looks at new claims,
 * all of which are younger; called again, it goes on where it stopped.
 * @returns a function of the appropriation and the new claims that the allocator was told of: the index may not list them
 * yet, so where the rest is left to a later call, that one is told of them again
 */
export function createCommitYear(deps: CommitYearDeps, mostAwards = mostAwardsACall) {
  const { table, clock } = deps;

  return async (appropriationId: string, named: readonly string[] = []): Promise<CommittedYear> => {
    const { programme, year } = parseAppropriationId(appropriationId);
    const funds = await createFundsReport({ table })(programme, year);
    const isAppropriated = funds.some(({ appropriatedFen }) => appropriatedFen > 0);
    const isClosed = await isYearClosed(table, year);
    const of: YearOfAwards = { year, isClosed };
    let committed = 0;
    let cursor: string | undefined;
    do {
      const page = await table.queryIndex('gsi3', {
        pk: commitmentQueue(appropriationId),
        limit: readAtOnce,
        ...(cursor === undefined ? {} : { cursor }),
      });
      if (page.items.length > 0 && !isAppropriated && !isClosed) return { committed, rest: 'short' };
      const awardIds = page.items.map(({ pk }) => pk.replace(/^AWARD#/, ''));
      const done = await commitInOrder(deps, of, awardIds);
      committed += done.committed;
      if (done.rest === 'short') {
        await tellFinance(appropriationId);
        return { committed, rest: 'short' };
      }
      cursor = page.cursor;
      if (committed >= mostAwards && cursor !== undefined) {
        await goOnLater(deps, appropriationId, named);
        return { committed, rest: 'more' };
      }
    } while (cursor !== undefined);
    return { committed, rest: 'none' };
  };

  async function tellFinance(appropriationId: string): Promise<void> {
    const [at, today] = [clock.now(), clock.today()];
    const notice = outboxRow(at, `commit-year/${appropriationId}/${today}/short`, {
      type: 'notify',
      subjectKind: 'appropriation',
      subjectId: appropriationId,
      text: 'awards-await-funds',
      parameters: { appropriation: appropriationId },
    });
    await transact(table, [notice]);
  }
}

interface YearOfAwards {
  readonly year: number;
  /** Nothing is committed in it any more: whoever waited for it waits for the next one. */
  readonly isClosed: boolean;
}

/** A batch of which somebody changed an award meanwhile is read again. */
async function commitInOrder(
  deps: CommitYearDeps,
  of: YearOfAwards,
  awardIds: readonly string[],
): Promise<CommittedYear> {
  const { year } = of;
  let committed = 0;
  for (let tries = 1; tries <= mostTries; tries += 1) {
    const heads = (await readMany(deps.table, awardIds.map(awardKey))).flatMap((item) =>
      item ? [parseAwardHead(item)] : [],
    );
    const waiting = heads.filter((head) => awaitedYear(head) === year);
    let changed = false;
    for (const batch of batchesOf(deps, waiting)) {
      const done = await commitBatch(deps, of, batch);
      committed += done.committed;
      if (done.kind === 'short') return { committed, rest: 'short' };
      changed = done.kind === 'changed';
      if (changed) break;
    }
    if (!changed) return { committed, rest: 'none' };
  }
  throw stepError('StoreUnavailable', `awards that wait for ${String(year)} keep changing`);
}

/** In their order, as many at a time as a transaction holds beside what it books. */
function batchesOf(
  { policies }: CommitYearDeps,
  heads: readonly AwardHead[],
): readonly (readonly AwardHead[])[] {
  const [first] = heads;
  if (!first) return [];
  const shares = policyOf(policies, first).policy.funding;
  // A transfer for each of two periods and two balances a share, and the check that the books are open.
  const size = Math.floor((mostActions - 4 * shares.length - 1) / actionsAnAward);
  return Array.from({ length: Math.ceil(heads.length / size) }, (_, at) =>
    heads.slice(at * size, (at + 1) * size),
  );
}

interface BatchDone {
  readonly kind: 'done' | 'short' | 'changed';
  readonly committed: number;
}

/** One transaction for the batch; with too little money, one for as many of its first as there is money for. */
async function commitBatch(
  deps: CommitYearDeps,
  of: YearOfAwards,
  heads: readonly AwardHead[],
): Promise<BatchDone> {
  const periods = of.isClosed ? [] : await rulesOfYear(deps, heads, of.year);
  const foreseen = heads.map(async (head) => ({
    head,
    due: of.isClosed ? new Map<string, Fen>() : await foreseeYear(deps, head, periods),
  }));
  return commitForeseen(deps, of, await Promise.all(foreseen));
}

interface Foreseen {
  readonly head: AwardHead;
  readonly due: ReadonlyMap<string, Fen>;
}

async function commitForeseen(
  deps: CommitYearDeps,
  of: YearOfAwards,
  foreseen: readonly Foreseen[],
): Promise<BatchDone> {
  if (foreseen.length === 0) return { kind: 'done', committed: 0 };
  const actions = actionsFor(deps, of, foreseen);
  const written = await transact(deps.table, actions);
  if (written.ok) return { kind: 'done', committed: of.isClosed ? 0 : foreseen.length };
  if (metClosedBooks(actions, written.error)) return { kind: 'short', committed: 0 };
  if (!shortageOf(actions, written.error)) return { kind: 'changed', committed: 0 };
  if (foreseen.length === 1) return { kind: 'short', committed: 0 };
  const half = Math.ceil(foreseen.length / 2);
  const first = await commitForeseen(deps, of, foreseen.slice(0, half));
  if (first.kind !== 'done') return first;
  const rest = await commitForeseen(deps, of, foreseen.slice(half));
  return { ...rest, committed: first.committed + rest.committed };
}

function actionsFor(
  deps: CommitYearDeps,
  { year, isClosed }: YearOfAwards,
  foreseen: readonly Foreseen[],
): readonly Action[] {
  const { clock } = deps;
  const at = clock.now();
  const event = isClosed ? 'year-passed' : 'committed';
  return [
    ...foreseen.flatMap(({ head, due }) => {
      const amountsFen = [...due.values()].map(Number);
      const foreseenBy = [...due].map(([period, amountFen]) => ({ year, period, amountFen }));
      const changes = { committedThrough: year, committed: [...(head.committed ?? []), ...foreseenBy] };
      return awardNoted(head, event, changes, { actor, at }, { year, amountsFen }).actions;
    }),
    ...postingActions(commitmentsOf(deps, year, foreseen, at)),
  ];
}

/** What each period's awards are expected to be paid, split one by one by the shares that its run will pay by. */
function commitmentsOf(
  { policies, clock }: CommitYearDeps,
  year: number,
  foreseen: readonly Foreseen[],
  at: string,
): readonly Transfer[] {
  const [first, last] = [foreseen.at(0)?.head, foreseen.at(-1)?.head];
  if (!first || !last) return [];
  const batch = `${first.awardId}/${last.awardId}/${String(foreseen.length)}/${String(first.version)}`;
  const { funding } = policyOf(policies, first).policy;
  return periodsIn(policies, first, year).flatMap((period) => {
    const due = foreseen.flatMap(({ due: amounts }) => amounts.get(period.id) ?? []);
    return transfersOf({
      cause: `award/${period.id}/${batch}`,
      event: 'award',
      programme: first.programme,
      year,
      period: period.id,
      claimIds: foreseen.map(({ head }) => head.claimId),
      parts: shareSplitter(funding).splitAll(due),
      date: clock.today(),
      at,
    });
  });
}

function periodsIn(policies: PolicyBook<CompiledPolicy>, head: AwardHead, year: number): readonly Period[] {
  const { kind } = policyOf(policies, head).policy.period;
  return kind === 'half-year' || kind === 'year' ? periodsOfYear(kind, year) : [];
}

interface PeriodOfYear {
  readonly period: Period;
  /** In force on its first day; undefined where the programme has ended. */
  readonly rules: CompiledPolicy | undefined;
}

/** Read once for a batch: its awards are all of one programme. */
async function rulesOfYear(
  deps: CommitYearDeps,
  [first]: readonly AwardHead[],
  year: number,
): Promise<readonly PeriodOfYear[]> {
  if (!first) return [];
  return Promise.all(
    periodsIn(deps.policies, first, year).map(async (period) => ({
      period,
      rules: await policyInForce(deps, first.programme, period.firstDay),
    })),
  );
}

/**
 * What an award is expected to be paid for each period of a year, by the last decision made for it. Where the facts of
 * that time do not tell, what it was first awarded is set aside: unknown is no reason to set nothing aside.
 */
async function foreseeYear(
  { table, envelopes, policies }: CommitYearDeps,
  head: AwardHead,
  periods: readonly PeriodOfYear[],
): Promise<ReadonlyMap<string, Fen>> {
  const record = await openPresentDecision(table, envelopes, head);
  const expected = periods.map(({ period, rules }) => {
    const { outcome, amountFen } = decideByFacts(rules ?? policyOf(policies, head), { ...record, period });
    return [period.id, outcome === 'unknown' ? fen(head.amountFen) : amountFen] as const;
  });
  return new Map(expected.filter(([, amountFen]) => amountFen > 0));
}
