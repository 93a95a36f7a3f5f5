import { type Drawn, drawSample } from '../../domain/audit/sample.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { parsePeriod } from '../../domain/time/period.ts';
import { awardKey, parseAwardHead } from '../awards/award-head.ts';
import { listRoll } from '../awards/list-roll.ts';
import { claimKey, parseClaimHead } from '../claims/claim-head.ts';
import { invalidCursor } from '../store/invalid-cursor.ts';
import { pagesOf } from '../store/pages.ts';
import type { Item, Table } from '../store/ports.ts';

export interface DrawSampleInput {
  readonly programme: string;
  readonly period: string;
  readonly size: number;
  readonly seed: string;
  readonly cursor?: string | undefined;
}

export interface SamplePage {
  /** Awards on the roll as it stands. */
  readonly roll: number;
  readonly cases: readonly (Drawn & { readonly reference: string })[];
  readonly cursor?: string;
}

export interface DrawSampleDeps {
  readonly table: Table;
  readonly policies: PolicyBook;
}

const pageSize = 50;
const awardsARead = 1_000;

/** A page of the sample that a seed draws of a period's roll: ids and references alone. */
export function createDrawSample({
  table,
  policies,
}: DrawSampleDeps): (
  input: DrawSampleInput,
) => Promise<Result<SamplePage, { readonly kind: 'unknown-programme-or-period' }>> {
  async function* rollOf(programme: string, period: string): AsyncGenerator<string> {
    const of = { programme, period, limit: awardsARead };
    for await (const ids of pagesOf(({ cursor }) => listRoll({ table, policies }, { ...of, cursor })))
      yield* ids;
  }

  return async ({ programme, period, size, seed, cursor }) => {
    if (!policies.programmes.includes(programme) || !parsePeriod(period))
      return err({ kind: 'unknown-programme-or-period' });
    const from = placeOf(cursor);
    const awardIds = await Array.fromAsync(rollOf(programme, period));
    const sample = drawSample(seed, awardIds, size);
    const next = from + pageSize;
    return ok({
      roll: awardIds.length,
      cases: await withReferences(table, sample.slice(from, next)),
      ...(next < sample.length ? { cursor: String(next) } : {}),
    });
  };
}

/** @throws invalidCursor */
function placeOf(cursor = '0'): number {
  if (!/^\d{1,4}$/.test(cursor)) throw invalidCursor('not a place in a sample');
  return Number(cursor);
}

async function withReferences(table: Table, drawn: readonly Drawn[]): Promise<SamplePage['cases']> {
  const awards = await table.getMany(drawn.map(({ awardId }) => awardKey(awardId)));
  const claims = await table.getMany(awards.map((item) => claimKey(parseAwardHead(existing(item)).claimId)));
  return drawn.map((one, at) => ({ ...one, reference: parseClaimHead(existing(claims[at])).reference }));
}

function existing(item: Item | undefined): Item {
  if (!item) throw new Error('an award on the roll is not there, or has no claim');
  return item;
}
