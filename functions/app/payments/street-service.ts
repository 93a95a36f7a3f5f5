import type { SealItem } from '../../contracts/store/payment-run.ts';
import type { Outcome } from '../../domain/reconciliation/chunk-outcomes.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Action, Item } from '../store/ports.ts';
import { streetAt, streetsOf } from './payment-streets.ts';
import type { RunHead } from './run-head.ts';
import { type ChunkOfRun, totalsKey } from './run-keys.ts';

/** What of a run's payments to a street tells how it was served: counts that a run's totals keep. */
export interface StreetService {
  /** Settled by the day that the period's money is due, and not returned by then. */
  readonly inTime: number;
  /** Returned or rejected. */
  readonly cameBack: number;
  /** Settled when they went out again, or not owed any more after all. */
  readonly putRight: number;
}

/** Attributes of a run's totals, and by how much they grow. */
export type StreetGain = Readonly<Record<string, number>>;

/** What of a payment's service changes with its outcome. */
export type ServiceGain = (
  position: number,
  from: Outcome | undefined,
  to: Outcome | undefined,
  /** The bank's day, or that of the decision; unknown of a rejection, where no money moved. */
  on: CalendarDate | undefined,
) => StreetGain;

/** Counts with every outcome that is booked of a chunk, in the same transaction: booked once, counted once. */
export function serviceGains(
  { terms: { payBy } }: Pick<RunHead, 'terms'>,
  seal: Pick<SealItem, 'streets' | 'reissues'>,
): ServiceGain {
  const streets = streetsOf(seal);
  const reissues = new Set(seal.reissues.map(({ position }) => position));
  return (position, from, to, on) => {
    const street = streets.get(position);
    if (street === undefined || from === to) return {};
    const isInTime = payBy !== undefined && on !== undefined && on <= payBy;
    const inTime = !isInTime ? 0 : Number(to === 'settled') - Number(from === 'settled');
    const cameBack = to === 'returned' || to === 'rejected';
    return {
      ...(inTime === 0 ? {} : { [`inTime ${street}`]: inTime }),
      ...(cameBack ? { [`cameBack ${street}`]: 1 } : {}),
      ...(to === 'settled' && reissues.has(position) ? { [`settledAgain ${street}`]: 1 } : {}),
    };
  };
}

/** Counts a payment that came back as ended, together with the decision that it is not owed any more. */
export function endedActions(
  { runId, attempt, position }: ChunkOfRun & { readonly position: number },
  seal: Pick<SealItem, 'streets'> | undefined,
): readonly Action[] {
  const street = seal && streetAt(seal, position);
  return street === undefined ? [] : [{ update: totalsKey(runId, attempt), add: { [`ended ${street}`]: 1 } }];
}

const attribute = /^(inTime|cameBack|settledAgain|ended) (\d+)$/;

/** What a run's totals say of each street. */
export function readStreetService(totals: Item | undefined): ReadonlyMap<string, StreetService> {
  const streets = new Map<string, StreetService>();
  if (!totals) return streets;
  for (const [name, value] of Object.entries(totals)) {
    const [, what, street] = attribute.exec(name) ?? [];
    if (street === undefined || typeof value !== 'number') continue;
    const before = streets.get(street) ?? { inTime: 0, cameBack: 0, putRight: 0 };
    const counted = what === 'inTime' || what === 'cameBack' ? what : 'putRight';
    streets.set(street, { ...before, [counted]: before[counted] + value });
  }
  return streets;
}
