import { awardKey, parseAwardHead } from '../awards/award-head.ts';
import { readClaimHeads } from '../claims/claim-head.ts';
import type { ChunkItem, SealItem } from '../../contracts/store/payment-run.ts';
import { type SharePart, shareSplitter } from '../../domain/ledger/shares.ts';
import type { LedgerEvent } from '../../domain/ledger/postings.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import { type Fen, zeroFen } from '../../domain/money/fen.ts';
import { readPositions } from '../../domain/payments/positions.ts';
import type { RunState } from '../../domain/payments/run-lifecycle.ts';
import { outcomeAt, type Outcome } from '../../domain/reconciliation/chunk-outcomes.ts';
import { instructedAmounts, outcomesOf, readChunk, readChunkState, readSeal } from '../payments/chunks.ts';
import { readRunHead, type RunHead } from '../payments/run-head.ts';
import { invalidCursor } from '../store/invalid-cursor.ts';
import type { Table } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { vouched, type VouchedTransfer } from './find-voucher.ts';
import { transferKey } from './posting-actions.ts';
import { parseTransfer } from './trial-balance.ts';

/** A payment that a line of the ledger is made of. */
export interface PaymentOfEntry {
  readonly paymentId: string;
  readonly awardId: string;
  readonly component: string;
  readonly amountFen: Fen;
  /** What the line's share bears of it; these add up to the line. */
  readonly partFen: Fen;
  /** Where it stands towards the bank today. */
  readonly outcome: Outcome;
  readonly claimId?: string;
  /** The claim's reference. */
  readonly reference?: string;
}

export interface ClaimOfEntry {
  readonly claimId: string;
  readonly reference: string;
  readonly awardId?: string;
}

/** A line of the ledger down to the claims behind it. */
export interface ExplainedEntry {
  readonly entry: VouchedTransfer;
  readonly run?: { readonly runId: string; readonly status: RunState; readonly period: string };
  readonly payments: readonly PaymentOfEntry[];
  readonly claims: readonly ClaimOfEntry[];
  /** Of the payments, where there are more. */
  readonly cursor?: string;
}

const paymentsAPage = 100;

/** What a line of the ledger is made of, its payments a page at a time; undefined when there is no such line. */
export function createExplainEntry({ table }: { readonly table: Table }) {
  return async (entryId: string, cursor?: string): Promise<ExplainedEntry | undefined> => {
    const item = await table.get(transferKey(entryId));
    if (!item) return undefined;
    const entry = vouched(parseTransfer(item));
    const claims = await claimsOf(table, entry.claimIds ?? []);
    const run = entry.runId === undefined ? undefined : await readRunHead(table, entry.runId);
    if (!run) return { entry, payments: [], claims };
    const { runId, state: status, period } = run;
    const page = await paymentsOf(table, entry, run, cursor);
    return { entry, run: { runId, status, period }, claims, ...page };
  };
}

/** Which payments of a chunk an event is about that says so of none in particular. */
const wholeChunk: Partial<Record<LedgerEvent, 'fresh' | 'reissued'>> = {
  'roll-prepared': 'fresh',
  'roll-voided': 'fresh',
  sent: 'fresh',
  'reissue-sent': 'reissued',
};

async function paymentsOf(
  table: Table,
  entry: Transfer,
  run: RunHead,
  cursor: string | undefined,
): Promise<Pick<ExplainedEntry, 'payments' | 'cursor'>> {
  const { runId, attempt, chunk } = entry;
  if (runId === undefined || attempt === undefined || chunk === undefined) return { payments: [] };
  const place = { runId, attempt, chunk };
  const [payments, seal, state] = [
    await readChunk(table, place),
    await readSeal(table, place),
    await readChunkState(table, place),
  ];
  if (!payments || !seal || !state) return { payments: [] };
  const positions = positionsOf(entry, seal);
  const from = startOf(cursor, positions.length);
  const page = positions.slice(from, from + paymentsAPage);
  const outcomes = outcomesOf(state, seal);
  const awards = await awardsOf(table, payments, page);
  const partsOf = bookedBy(entry, payments, seal, run);
  return {
    payments: page.map((position, at) => {
      const { amountFen, parts } = partsOf(position);
      const part = parts.find(({ share }) => share === entry.share);
      return {
        paymentId: payments.paymentIds[position] ?? '',
        awardId: payments.awardIds[position] ?? '',
        component: payments.components[position] ?? '',
        amountFen,
        partFen: part?.amountFen ?? zeroFen,
        outcome: outcomeAt(outcomes, position) ?? 'outstanding',
        ...awards[at],
      };
    }),
    ...(from + page.length < positions.length ? { cursor: String(from + page.length) } : {}),
  };
}

/** What an entry is about of a payment: what is due, what was instructed, or what was kept back between them. */
function bookedBy({ event }: Transfer, payments: ChunkItem, seal: SealItem, run: RunHead) {
  const { split } = shareSplitter(run.terms.shares);
  const instructed = instructedAmounts(payments, seal);
  const isDue = event === 'roll-prepared' || event === 'roll-voided';
  return (position: number): { readonly amountFen: Fen; readonly parts: readonly SharePart[] } => {
    const kept = event === 'offset-paid' && seal.keptBack?.find((one) => one.position === position);
    if (kept) return kept;
    const amountFen = (isDue ? payments.amountsFen : instructed)[position] ?? zeroFen;
    return { amountFen, parts: split(amountFen) };
  };
}

function positionsOf({ event, positions }: Transfer, seal: SealItem): readonly number[] {
  if (positions !== undefined) return readPositions(positions);
  const which = wholeChunk[event];
  const reissued = seal.reissues.map(({ position }) => position);
  if (which !== 'fresh') return which === 'reissued' ? reissued : [];
  const others = new Set([...seal.excluded, ...reissued]);
  return Array.from({ length: seal.size }, (_, position) => position).filter((one) => !others.has(one));
}

/** @throws invalidCursor when it is none that a page gave */
function startOf(cursor: string | undefined, length: number): number {
  const from = Number(cursor ?? '0');
  if (!Number.isSafeInteger(from) || from < 0 || from > length)
    throw invalidCursor('not a place in this list');
  return from;
}

async function awardsOf(
  table: Table,
  payments: ChunkItem,
  positions: readonly number[],
): Promise<readonly Partial<Pick<PaymentOfEntry, 'claimId' | 'reference'>>[]> {
  const keys = positions.map((position) => awardKey(payments.awardIds[position] ?? ''));
  const claimIds = (await readMany(table, keys)).map((item) => item && parseAwardHead(item).claimId);
  const claims = await claimsOf(
    table,
    claimIds.flatMap((claimId) => claimId ?? []),
  );
  const references = new Map(claims.map(({ claimId, reference }) => [claimId, reference]));
  return claimIds.map((claimId) => {
    const reference = claimId === undefined ? undefined : references.get(claimId);
    return {
      ...(claimId === undefined ? {} : { claimId }),
      ...(reference === undefined ? {} : { reference }),
    };
  });
}

async function claimsOf(table: Table, claimIds: readonly string[]): Promise<readonly ClaimOfEntry[]> {
  const heads = await readClaimHeads(table, [...new Set(claimIds)]);
  return heads.flatMap((head) => {
    if (!head) return [];
    const { claimId, reference, awardId } = head;
    return [{ claimId, reference, ...(awardId === undefined ? {} : { awardId }) }];
  });
}
