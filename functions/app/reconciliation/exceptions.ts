import { createHash } from 'node:crypto';
import { exceptionHeadSchema, type StoredException } from '../../contracts/store/reconciliation.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { canonicalJson, type Json } from '../../domain/audit/canonical-json.ts';
import type { LedgerEvent } from '../../domain/ledger/postings.ts';
import type { SharePart } from '../../domain/ledger/shares.ts';
import { postingDate } from '../../domain/ledger/posting-date.ts';
import { type Transfer, transfersOf } from '../../domain/ledger/transfer.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { readClosedThrough } from '../ledger/closed-books.ts';
import { postingActions } from '../ledger/posting-actions.ts';
import type { Item, Key, Table, Value } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';

export type ExceptionHead = StoredException;

export function parseException(item: Item): ExceptionHead {
  return exceptionHeadSchema.parse(item);
}

export function exceptionKey(exceptionId: string): Key {
  return { pk: subjectPk('exception', exceptionId), sk: 'HEAD' };
}

/** Where an index holds the exceptions of a state, oldest first. */
export function exceptionList(state: ExceptionHead['state']): string {
  return `EXCEPTIONS#${state}`;
}

/** Where an index holds the exceptions of a payment. */
export function exceptionsOfPayment(paymentId: string): string {
  return `EXCEPTIONS-OF#${paymentId}`;
}

/**
 * The exception's id: the same line, seen again, opens no second one.
 * @param what names the break and the bank's line, by the bank's own reference where it gives one
 */
export function exceptionIdOf(what: readonly Json[]): string {
  return `exc-${createHash('sha256').update(canonicalJson(what)).digest('hex').slice(0, 32)}`;
}

/** A break found in a bank's message. */
export interface FoundBreak extends Omit<
  ExceptionHead,
  'version' | 'auditHash' | 'state' | 'openedAt' | 'openedOn' | 'importedBy'
> {
  /** Whose money it is, where that is known. */
  readonly money?: {
    readonly programme: string;
    readonly year: number;
    readonly period: string;
    readonly parts: readonly SharePart[];
  };
}

/** Money that no programme, or no bank account, is known for stands under this name until somebody has identified it. */
const unassigned = 'unassigned';

/** What the bank did with the money, where the break is about a booking: a fact, whatever comes of it. */
function suspenseEvent({ reason, direction, amountFen }: FoundBreak): LedgerEvent | undefined {
  if (amountFen === undefined || direction === undefined || reason === 'rejected-after-settlement')
    return undefined;
  return direction === 'debit' ? 'bank-overpaid' : 'unidentified-credit';
}

/** Opens an exception, and books its money to suspense with it. @returns false when it stands already */
export async function openException(
  table: Table,
  found: FoundBreak,
  moment: { readonly at: string; readonly date: CalendarDate; readonly actor: Actor },
): Promise<boolean> {
  const { money, ...facts } = found;
  const head = {
    ...facts,
    state: 'open',
    openedAt: moment.at,
    openedOn: moment.date,
    importedBy: moment.actor.id,
  } as const;
  const { actions } = changeSubject(
    undefined,
    {
      subjectKind: 'exception',
      subjectId: found.exceptionId,
      at: moment.at,
      actor: moment.actor,
      event: 'open',
      to: 'open',
      detail: { reason: found.reason, message: found.message },
    },
    storable(head),
  );
  const closedThrough = await readClosedThrough(table);
  const result = await transact(table, [
    ...actions,
    ...postingActions(suspense(found, { ...moment, closedThrough })),
  ]);
  if (result.ok) return true;
  if (conditionFailed(result.error.reasons[0])) return false;
  throw new Error(`exception ${found.exceptionId} was refused by the ledger`);
}

function suspense(
  found: FoundBreak,
  {
    at,
    date,
    closedThrough,
  }: {
    readonly at: string;
    readonly date: CalendarDate;
    readonly closedThrough: CalendarDate | undefined;
  },
): readonly Transfer[] {
  const event = suspenseEvent(found);
  const { amountFen, money, exceptionId, runId, bookedOn, bankAccount = unassigned } = found;
  if (!event || amountFen === undefined) return [];
  return transfersOf({
    cause: `exception/${exceptionId}`,
    event,
    programme: money?.programme ?? unassigned,
    year: money?.year ?? Number(date.slice(0, 4)),
    parts: money?.parts ?? [{ share: unassigned, amountFen }],
    ...(money ? { period: money.period } : {}),
    ...(runId === undefined ? {} : { runId }),
    subject: exceptionId,
    bankAccount,
    ...postingDate(bookedOn, date, closedThrough),
    at,
  });
}

/** An exception's attributes, with its place in the list of its state. */
export function storable(head: Omit<ExceptionHead, 'version' | 'auditHash'>): Record<string, Value> {
  const attributes: Record<string, Value> = {
    gsi1pk: exceptionList(head.state),
    gsi1sk: `${head.openedAt}#${head.exceptionId}`,
    ...(head.paymentId === undefined
      ? {}
      : { gsi2pk: exceptionsOfPayment(head.paymentId), gsi2sk: `${head.openedAt}#${head.exceptionId}` }),
  };
  for (const [name, value] of Object.entries(head)) attributes[name] = value;
  return attributes;
}
