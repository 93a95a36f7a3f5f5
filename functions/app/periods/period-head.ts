import { periodHeadSchema, type StoredPeriod } from '../../contracts/store/period.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import type { AccountingPeriod } from '../../domain/ledger/accounting-period.ts';
import type { PeriodEvent, PeriodState } from '../../domain/ledger/period-lifecycle.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Action, Key, Table, Value } from '../store/ports.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';

export type PeriodHead = StoredPeriod;

export type PeriodFacts = Omit<PeriodHead, 'version' | 'auditHash'>;

/** What a head says of its period. */
export function factsOf({ version: _version, auditHash: _auditHash, ...facts }: PeriodHead): PeriodFacts {
  return facts;
}

export function periodKey(periodId: string): Key {
  return { pk: subjectPk('period', periodId), sk: 'HEAD' };
}

/** Where an index holds the years whose closing entries are not all made. */
export const periodsClosing = 'PERIODS-CLOSING';

export async function readPeriodHead(table: Table, periodId: string): Promise<PeriodHead | undefined> {
  const item = await table.get(periodKey(periodId));
  return item && periodHeadSchema.parse(item);
}

/**
 * Where a period stands: a month within what is closed is closed with it, whoever closed it. A year has entries of its
 * own, which nothing else makes.
 */
export function stateOf(
  { kind, lastDay }: AccountingPeriod,
  head: PeriodHead | undefined,
  closedThrough: CalendarDate | undefined,
): PeriodState {
  const isWithin = closedThrough !== undefined && lastDay <= closedThrough;
  return kind === 'month' && isWithin ? 'closed' : (head?.state ?? 'open');
}

/** @param before undefined for the first change of a period, which was open */
export function changePeriod(
  before: PeriodHead | undefined,
  after: PeriodFacts,
  event: PeriodEvent,
  moment: { readonly actor: Actor; readonly at: string },
  detail: { readonly [name: string]: Json },
): readonly Action[] {
  const attributes: Record<string, Value> =
    after.state === 'closing' ? { gsi1pk: periodsClosing, gsi1sk: after.periodId } : {};
  for (const [name, value] of Object.entries(after)) attributes[name] = value;
  return changeSubject(
    before,
    {
      subjectKind: 'period',
      subjectId: after.periodId,
      at: moment.at,
      actor: moment.actor,
      event,
      from: before?.state ?? 'open',
      to: after.state,
      detail,
    },
    attributes,
  ).actions;
}
