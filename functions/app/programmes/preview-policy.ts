import { type PreviewCursor, previewCursorSchema } from '../../contracts/store/preview-cursor.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import { periodFor } from '../../domain/policy/claim-period.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import { type FirstDayProblem, firstDayProblem, yearOfPeriods } from '../../domain/policy/publication.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { type AwardHead, awardKey, parseAwardHead } from '../awards/award-head.ts';
import { openPresentDecision } from '../awards/latest-decision.ts';
import { listRoll } from '../awards/list-roll.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { readJsonCursor, writeJsonCursor } from '../store/json-cursor.ts';
import { readMany } from '../store/read-many.ts';
import { type ComparedPeriod, compareYear } from './compared-year.ts';
import { type InForceDeps, policyInForce } from './policy-in-force.ts';
import { addRefused, noRefused, type PreviewedRefusal, previewRefused } from './preview-refused.ts';

export interface PreviewPolicyDeps extends InForceDeps<CompiledPolicy> {
  readonly clock: Clock;
  readonly envelopes: Envelopes;
}

export interface PreviewPolicyInput {
  readonly programme: string;
  readonly version: string;
  /** The day from which it would hold. */
  readonly from: CalendarDate;
  readonly cursor?: string | undefined;
}

/** What a change does to an award over the year; `unknown`: the facts of its last decision do not tell. */
export type Effect = 'gains' | 'loses' | 'begins' | 'ends' | 'same' | 'unknown';

export interface PreviewedAward {
  readonly awardId: string;
  readonly effect: Effect;
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
  /** The conditions that fail, or are unknown, under the change. */
  readonly codes: readonly string[];
}

/** What pages come to: awards by effect, the year's money of those whose effect is known, and the same of the refused. */
export type PreviewTotals = Omit<PreviewCursor, 'at'>;

/** A page of what a version would do to those who are paid now. */
export interface PolicyPreview {
  /** By whose amounts the year is compared; one, of a programme that does not recur. */
  readonly periods: readonly string[];
  /** Of this page and those before it: the last page's are the whole roll's. */
  readonly totals: PreviewTotals;
  readonly awards: readonly PreviewedAward[];
  /** Who was refused and whom the change would entitle, or may: behind the roll. */
  readonly refused: readonly PreviewedRefusal[];
  readonly cursor?: string;
}

export type PreviewPolicyError =
  { readonly kind: 'not-found' } | { readonly kind: 'first-day'; readonly problem: FirstDayProblem };

/** Awards a page: each opens a sealed record and is decided twice a period, 100 of them in 25 ms on one machine. */
const awardsAPage = 200;

const noTotals: PreviewTotals = {
  effects: { gains: 0, loses: 0, begins: 0, ends: 0, same: 0, unknown: 0 },
  beforeFen: zeroFen,
  afterFen: zeroFen,
  refused: noRefused,
};

/** Awards that nothing more is decided for. */
const goneStates: ReadonlySet<string> = new Set(['ending', 'ended', 'transferred']);

/**
 * Shows who would gain and lose, and what it would cost, if a version held from a day on: every award of the roll is
 * decided for the year that follows by the rules in force, and by the version's. Of a programme that does not recur it
 * is today's cohort, which the change would not touch, for comparison. It decides by the facts of each award's last
 * decision: no register is asked about anybody for a mere thought, and nothing is written. Behind the roll come those who
 * were refused since the rules in force could first hold, by the facts of their refusal.
 */
export function createPreviewPolicy(deps: PreviewPolicyDeps, pageSize = awardsAPage) {
  const { table, clock, policies } = deps;

  return async ({
    programme,
    version,
    from,
    cursor,
  }: PreviewPolicyInput): Promise<Result<PolicyPreview, PreviewPolicyError>> => {
    const changed = policies.byVersion(programme, version);
    if (!changed) return err({ kind: 'not-found' });
    const problem = firstDayProblem(changed.policy, from, clock.today());
    if (problem !== undefined) return err({ kind: 'first-day', problem });

    const periods = await comparedPeriods(deps, changed, from);
    const last = periods.at(-1);
    if (!last) return err({ kind: 'not-found' });
    const { at, before } = readCursor(cursor);
    const period = last.period.id;
    const roll =
      'roll' in at
        ? await readRoll(deps, { programme, period, cursor: at.roll === '' ? undefined : at.roll }, pageSize)
        : { awardIds: [], cursor: undefined };
    const heads = (await readMany(table, roll.awardIds.map(awardKey))).flatMap((item) =>
      item ? [parseAwardHead(item)] : [],
    );
    const awards = await Promise.all(
      heads
        .filter(({ state }) => !goneStates.has(state))
        .map((head) => previewAward(deps, head, periods, changed)),
    );
    const totals = awards.reduce(addAward, before);
    const shown = { periods: periods.map((compared) => compared.period.id), awards };
    const next = (place: PreviewCursor['at'], sums: PreviewTotals) => ({
      cursor: writeJsonCursor({ at: place, ...sums }),
    });
    if (roll.cursor !== undefined)
      return ok({ ...shown, totals, refused: [], ...next({ roll: roll.cursor }, totals) });
    const limit = pageSize - roll.awardIds.length;
    if (limit === 0) return ok({ ...shown, totals, refused: [], ...next({ refused: '' }, totals) });

    const rulesToday = await policyInForce(deps, programme, clock.today());
    const refused = await previewRefused(
      deps,
      {
        programme,
        since: (rulesToday ?? changed).policy.effectiveFrom,
        periodId: changed.policy.kind === 'recurring' ? undefined : period,
        cursor: 'refused' in at && at.refused !== '' ? at.refused : undefined,
        limit,
      },
      periods,
      changed,
    );
    const withRefused = { ...totals, refused: refused.items.reduce(addRefused, totals.refused) };
    return ok({
      ...shown,
      totals: withRefused,
      refused: refused.items.filter(({ effect }) => effect !== 'same'),
      ...(refused.cursor === undefined ? {} : next({ refused: refused.cursor }, withRefused)),
    });
  };
}

/** A full page of the roll, of which each shard holds some. */
async function readRoll(
  deps: PreviewPolicyDeps,
  roll: { readonly programme: string; readonly period: string; readonly cursor: string | undefined },
  pageSize: number,
): Promise<{ readonly awardIds: readonly string[]; readonly cursor: string | undefined }> {
  const awardIds: string[] = [];
  let { cursor } = roll;
  do {
    const page = await listRoll(deps, { ...roll, cursor, limit: pageSize - awardIds.length });
    awardIds.push(...page.items);
    ({ cursor } = page);
  } while (cursor !== undefined && awardIds.length < pageSize);
  return { awardIds, cursor };
}

async function comparedPeriods(
  deps: PreviewPolicyDeps,
  { policy }: CompiledPolicy,
  from: CalendarDate,
): Promise<readonly ComparedPeriod[]> {
  const { programme, kind } = policy;
  const today = deps.clock.today();
  if (kind !== 'recurring')
    return [{ period: periodFor(policy, today), rules: await policyInForce(deps, programme, today) }];
  return Promise.all(
    yearOfPeriods(policy, from).map(async (period) => ({
      period,
      rules: await policyInForce(deps, programme, period.firstDay),
    })),
  );
}

async function previewAward(
  { table, envelopes }: PreviewPolicyDeps,
  head: AwardHead,
  periods: readonly ComparedPeriod[],
  changed: CompiledPolicy,
): Promise<PreviewedAward> {
  const { awardId } = head;
  const record = await openPresentDecision(table, envelopes, head);
  const { before, after, isUnknown } = compareYear(record, periods, changed);
  return {
    awardId,
    effect: isUnknown ? 'unknown' : effectOf(before.amountFen, after.amountFen),
    beforeFen: before.amountFen,
    afterFen: after.amountFen,
    codes: after.codes,
  };
}

function effectOf(beforeFen: Fen, afterFen: Fen): Effect {
  if (beforeFen === afterFen) return 'same';
  if (beforeFen === 0) return 'begins';
  if (afterFen === 0) return 'ends';
  return afterFen > beforeFen ? 'gains' : 'loses';
}

function addAward(
  { effects, beforeFen, afterFen, ...others }: PreviewTotals,
  { effect, ...award }: PreviewedAward,
): PreviewTotals {
  const isKnown = effect !== 'unknown';
  return {
    ...others,
    effects: { ...effects, [effect]: effects[effect] + 1 },
    beforeFen: isKnown ? addFen(beforeFen, award.beforeFen) : beforeFen,
    afterFen: isKnown ? addFen(afterFen, award.afterFen) : afterFen,
  };
}

/** @throws invalidCursor */
function readCursor(cursor: string | undefined): {
  readonly at: PreviewCursor['at'];
  readonly before: PreviewTotals;
} {
  if (cursor === undefined) return { at: { roll: '' }, before: noTotals };
  const { at, ...before } = readJsonCursor(cursor, previewCursorSchema, 'a preview');
  return { at, before };
}
