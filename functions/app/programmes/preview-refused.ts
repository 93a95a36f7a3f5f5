import type { PreviewCursor } from '../../contracts/store/preview-cursor.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { type ClaimHead, readClaimHeads } from '../claims/claim-head.ts';
import { openDecision } from '../claims/claim-parts.ts';
import { isRefused, listRefused } from '../claims/list-refused.ts';
import { lockKey } from '../claims/uniqueness-lock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import type { Page, Table } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { type ComparedPeriod, compareYear } from './compared-year.ts';

/**
 * What a change does to somebody who was refused: `begins`, they would be entitled and are not without it; `unknown`,
 * the facts of then do not tell, or a person refused them whom the rules did not.
 */
export type RefusedEffect = 'begins' | 'same' | 'unknown';

export interface PreviewedRefusal {
  readonly claimId: string;
  readonly effect: RefusedEffect;
  /** What they would be paid in the year. */
  readonly afterFen: Fen;
  /** The conditions that fail, or are unknown, under the change. */
  readonly codes: readonly string[];
}

export type RefusedTotals = PreviewCursor['refused'];

export const noRefused: RefusedTotals = {
  effects: { begins: 0, same: 0, unknown: 0 },
  afterFen: zeroFen,
};

export interface RefusedPage {
  readonly programme: string;
  /** Claims made before this day are left out. */
  readonly since: CalendarDate;
  /** Of a programme that does not recur: claims of this period alone. */
  readonly periodId: string | undefined;
  readonly cursor: string | undefined;
  readonly limit: number;
}

/** A page of those whom a programme refused, and what a version would do to them; who has claimed again is left out. */
export async function previewRefused(
  { table, envelopes }: { readonly table: Table; readonly envelopes: Envelopes },
  { periodId, ...page }: RefusedPage,
  periods: readonly ComparedPeriod[],
  changed: CompiledPolicy,
): Promise<Page<PreviewedRefusal>> {
  const { items, cursor } = await listRefused(table, page);
  const heads = (await readClaimHeads(table, items)).filter((head) => head !== undefined);
  const locks = await readMany(
    table,
    heads.map(({ programme, personIndex }) => lockKey(programme, personIndex)),
  );
  const refused = heads.filter(
    ({ state, period }, at) => isRefused(state) && locks[at] === undefined && (periodId ?? period) === period,
  );
  return {
    items: await Promise.all(refused.map((head) => previewOne(table, envelopes, head, periods, changed))),
    ...(cursor === undefined ? {} : { cursor }),
  };
}

async function previewOne(
  table: Table,
  envelopes: Envelopes,
  { claimId, decision }: ClaimHead,
  periods: readonly ComparedPeriod[],
  changed: CompiledPolicy,
): Promise<PreviewedRefusal> {
  const none = { claimId, effect: 'unknown', afterFen: zeroFen, codes: [] } as const;
  // What a reviewer saw that the registers did not say, no rule can weigh.
  if (decision?.outcome !== 'failed') return none;
  const record = await openDecision(table, envelopes, claimId);
  if (!record) return none;
  const { before, after, isUnknown } = compareYear(record, periods, changed);
  if (isUnknown) return { ...none, codes: after.codes };
  const begins = before.amountFen === 0 && after.amountFen > 0;
  return { claimId, effect: begins ? 'begins' : 'same', afterFen: after.amountFen, codes: after.codes };
}

export function addRefused(
  { effects, afterFen }: RefusedTotals,
  { effect, ...one }: PreviewedRefusal,
): RefusedTotals {
  return {
    effects: { ...effects, [effect]: effects[effect] + 1 },
    afterFen: effect === 'begins' ? addFen(afterFen, one.afterFen) : afterFen,
  };
}
