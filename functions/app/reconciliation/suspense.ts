import {
  addParts,
  type SharePart,
  shareSplitter,
  subtractParts,
  sumOfParts,
} from '../../domain/ledger/shares.ts';
import { type Fen, subtractFen, zeroFen } from '../../domain/money/fen.ts';
import { type ChunkOutcomes, closeDifference } from '../../domain/reconciliation/chunk-outcomes.ts';
import type { Table } from '../store/ports.ts';
import { type PlaceInChunk, readPlaceInChunk } from './decide-outcome.ts';
import type { ExceptionHead, MoneyOfBreak } from './exceptions.ts';
import { unassigned } from '../../domain/ledger/unassigned.ts';
import { locatePayments } from './locate-payments.ts';

/** What stands in suspense for an exception at the moment. */
export interface HeldInSuspense extends MoneyOfBreak {
  /** `credit`: in L4; `debit`: in A3. */
  readonly side: 'credit' | 'debit';
  readonly amountFen: Fen;
  /** Where the money came to, or left. */
  readonly bankAccount: string;
  /** Where a chunk holds it open, which has to know when it is decided. */
  readonly open?: OpenDifference;
}

/** A difference between what was instructed and what the bank booked. */
export interface OpenDifference {
  readonly place: PlaceInChunk;
  readonly after: ChunkOutcomes;
  readonly differenceFen: Fen;
  /** The payment is disputed for it, and its own amount stands in suspense as well. */
  readonly disputed: boolean;
}

/** @returns undefined when nothing does: no money moved, the bank has put it right, or another decision has */
export async function readSuspense(table: Table, head: ExceptionHead): Promise<HeldInSuspense | undefined> {
  const { suspense, direction, differenceFen, bankAccount = unassigned } = head;
  if (!suspense || direction === undefined) return undefined;
  if (differenceFen === undefined) {
    return { side: direction, ...suspense, bankAccount, amountFen: sumOfParts(suspense.parts) };
  }
  const open = await readOpenDifference(table, head, differenceFen);
  if (!open) return undefined;
  const parts = partsOf(open);
  return { side: 'debit', ...suspense, parts, bankAccount, amountFen: sumOfParts(parts), open };
}

async function readOpenDifference(
  table: Table,
  { endToEndId, reason }: ExceptionHead,
  wantedFen: Fen,
): Promise<OpenDifference | undefined> {
  const [location] = endToEndId === undefined ? [] : await locatePayments(table, [endToEndId]);
  if (location?.kind !== 'located') return undefined;
  const place = await readPlaceInChunk(table, location);
  if (!place) return undefined;
  const disputed = reason === 'amount-differs' && place.outcome === 'disputed';
  const closed = closeDifference(place.outcomes, location.position, wantedFen, disputed);
  return closed && { place, ...closed, disputed };
}

/** By the splits with which they came into suspense: the payment's, and the difference's. */
function partsOf({ place, differenceFen, disputed }: OpenDifference): readonly SharePart[] {
  const { split } = shareSplitter(place.head.terms.shares);
  const whole = disputed ? split(place.located.instructedFen) : [];
  if (differenceFen >= 0) return addParts(whole, split(differenceFen));
  return subtractParts(whole, split(subtractFen(zeroFen, differenceFen)));
}
