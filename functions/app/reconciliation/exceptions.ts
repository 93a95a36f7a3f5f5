import { createHash } from 'node:crypto';
import { exceptionHeadSchema, type StoredException } from '../../contracts/store/reconciliation.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { canonicalJson, type Json } from '../../domain/audit/canonical-json.ts';
import type { SharePart } from '../../domain/ledger/shares.ts';
import { unassigned } from '../../domain/ledger/unassigned.ts';
import { postingDate } from '../../domain/ledger/posting-date.ts';
import { type Transfer, transfersOf } from '../../domain/ledger/transfer.ts';
import { type ExceptionKind, kindOfReason } from '../../domain/reconciliation/exception-reason.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { readClosedThrough } from '../ledger/closed-books.ts';
import { metClosedBooks, postingActions } from '../ledger/posting-actions.ts';
import type { Action, Item, Key, Table, Value } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';

export type ExceptionHead = StoredException;

export function parseException(item: Item): ExceptionHead {
  return exceptionHeadSchema.parse(item);
}

export function exceptionKey(exceptionId: string): Key {
  return { pk: subjectPk('exception', exceptionId), sk: 'HEAD' };
}

export async function readException(table: Table, exceptionId: string): Promise<ExceptionHead | undefined> {
  const item = await table.get(exceptionKey(exceptionId));
  return item && parseException(item);
}

/** Where an index holds the exceptions of a payment. */
export function exceptionsOfPayment(paymentId: string): string {
  return `EXCEPTIONS-OF#${paymentId}`;
}

/** Where an index holds the exceptions that wait for an answer, by the day it is due. */
export const exceptionsDue = 'EXCEPTIONS-DUE';

/** What a worklist may be narrowed to. */
export interface ExceptionFilter {
  readonly state: ExceptionHead['state'];
  readonly kind?: ExceptionKind;
  readonly runId?: string;
}

/**
 * Where indexes hold the exceptions of a state, oldest first, whole or narrowed: each combination is a partition of
 * its own, so a page costs what it shows, however many exceptions there are.
 */
export function exceptionList({ state, kind, runId }: ExceptionFilter): {
  readonly index: 'gsi1' | 'gsi2' | 'gsi3';
  readonly pk: string;
} {
  if (kind === undefined && runId === undefined) return { index: 'gsi1', pk: `EXCEPTIONS#${state}` };
  if (runId === undefined) return { index: 'gsi1', pk: `EXCEPTIONS#${state}#${kind ?? ''}` };
  if (kind === undefined) return { index: 'gsi2', pk: `EXCEPTIONS#${state}##${runId}` };
  return { index: 'gsi3', pk: `EXCEPTIONS#${state}#${kind}#${runId}` };
}

/**
 * The exception's id: the same line, seen again, opens no second one.
 * @param what names the break and the bank's line, by the bank's own reference where it gives one
 */
export function exceptionIdOf(what: readonly Json[]): string {
  return `exc-${createHash('sha256').update(canonicalJson(what)).digest('hex').slice(0, 32)}`;
}

/** Whose the money of a break is. */
export interface MoneyOfBreak {
  readonly programme: string;
  readonly year: number;
  readonly period?: string;
  readonly parts: readonly SharePart[];
}

/** A break found in a bank's message, or in the lack of one. */
export interface FoundBreak extends Pick<
  ExceptionHead,
  | 'exceptionId'
  | 'reason'
  | 'message'
  | 'direction'
  | 'amountFen'
  | 'bankAccount'
  | 'instructedFen'
  | 'bookedOn'
  | 'endToEndId'
  | 'bankReference'
  | 'paymentId'
  | 'runId'
  | 'code'
  | 'differenceFen'
  | 'fingerprint'
> {
  /** How far up it is raised from the beginning. */
  readonly escalation?: number;
  /** Where that is known. */
  readonly money?: MoneyOfBreak;
}

/** What the bank did with the money, where the break is about a booking: a fact, whatever comes of it. */
function suspenseOf(found: FoundBreak, date: CalendarDate): ExceptionHead['suspense'] {
  const { reason, direction, amountFen, money } = found;
  if (amountFen === undefined || direction === undefined || reason === 'rejected-after-settlement')
    return undefined;
  return {
    programme: money?.programme ?? unassigned,
    year: money?.year ?? Number(date.slice(0, 4)),
    ...(money?.period === undefined ? {} : { period: money.period }),
    parts: [...(money?.parts ?? [{ share: unassigned, amountFen }])],
  };
}

const mostTries = 8;

/** Opens an exception, and books its money to suspense with it. @returns false when it stands already */
export async function openException(
  table: Table,
  found: FoundBreak,
  moment: { readonly at: string; readonly date: CalendarDate; readonly actor: Actor },
): Promise<boolean> {
  const { money: _money, ...facts } = found;
  const suspense = suspenseOf(found, moment.date);
  const head: Omit<ExceptionHead, 'version' | 'auditHash'> = {
    ...facts,
    ...(suspense === undefined ? {} : { suspense }),
    state: 'open',
    escalation: found.escalation ?? 0,
    openedAt: moment.at,
    openedOn: moment.date,
    importedBy: moment.actor.id,
  };
  const { actions } = changeException(undefined, head, {
    at: moment.at,
    actor: moment.actor,
    event: 'open',
    detail: {
      reason: found.reason,
      ...(found.message === undefined ? {} : { message: found.message }),
    },
  });
  for (let tries = 1; ; tries += 1) {
    const closedThrough = suspense && (await readClosedThrough(table));
    const transfers = suspense ? transfersIntoSuspense(found, suspense, { ...moment, closedThrough }) : [];
    const whole = [...actions, ...postingActions(transfers)];
    const result = await transact(table, whole);
    if (result.ok) return true;
    if (conditionFailed(result.error.reasons[0])) return false;
    // A period was closed since its end was read: the money goes to an open one.
    if (tries < mostTries && metClosedBooks(whole, result.error)) continue;
    throw new Error(`exception ${found.exceptionId} was refused by the ledger`);
  }
}

function transfersIntoSuspense(
  { exceptionId, runId, direction, bookedOn, bankAccount = unassigned }: FoundBreak,
  { parts, ...dimensions }: NonNullable<ExceptionHead['suspense']>,
  moment: {
    readonly at: string;
    readonly date: CalendarDate;
    readonly closedThrough: CalendarDate | undefined;
  },
): readonly Transfer[] {
  return transfersOf({
    cause: `exception/${exceptionId}`,
    event: direction === 'debit' ? 'bank-overpaid' : 'unidentified-credit',
    ...dimensions,
    parts,
    ...(runId === undefined ? {} : { runId }),
    subject: exceptionId,
    bankAccount,
    ...postingDate(bookedOn, moment.date, moment.closedThrough),
    at: moment.at,
  });
}

/** A change of an exception: its head, its audit entry, and its places in the narrowed lists. */
export function changeException(
  before: ExceptionHead | undefined,
  after: Omit<ExceptionHead, 'version' | 'auditHash'>,
  change: {
    readonly at: string;
    readonly actor: Actor;
    readonly event: string;
    readonly detail?: { readonly [name: string]: Json };
  },
): { readonly head: ExceptionHead; readonly actions: readonly Action[] } {
  const { head, actions } = changeSubject(
    before && { version: before.version, auditHash: before.auditHash },
    {
      subjectKind: 'exception',
      subjectId: after.exceptionId,
      ...change,
      ...(before ? { from: before.state } : {}),
      to: after.state,
    },
    storable(after),
  );
  return {
    head: { ...after, version: head.version, auditHash: head.auditHash },
    actions: [...actions, { put: narrowedPlaces(after) }],
  };
}

type Facts = Omit<ExceptionHead, 'version' | 'auditHash'>;

function placeOf({ openedAt, exceptionId }: Facts): string {
  return `${openedAt}#${exceptionId}`;
}

/** An exception's attributes, with its place in the list of its state. */
function storable(head: Facts): Record<string, Value> {
  const place = placeOf(head);
  const { paymentId, dueOn, state } = head;
  const attributes: Record<string, Value> = {
    gsi1pk: exceptionList({ state }).pk,
    gsi1sk: place,
    ...(paymentId === undefined ? {} : { gsi2pk: exceptionsOfPayment(paymentId), gsi2sk: place }),
    ...(dueOn === undefined ? {} : { gsi3pk: exceptionsDue, gsi3sk: `${dueOn}#${head.exceptionId}` }),
  };
  for (const [name, value] of Object.entries(head)) {
    attributes[name] = value;
  }
  return attributes;
}

/** The item beside the head that stands in the lists of its kind and its run. */
function narrowedPlaces(head: Facts): Item {
  const { state, runId, exceptionId } = head;
  const kind = kindOfReason[head.reason];
  const place = placeOf(head);
  return {
    pk: exceptionKey(exceptionId).pk,
    sk: 'PLACES',
    gsi1pk: exceptionList({ state, kind }).pk,
    gsi1sk: place,
    ...(runId === undefined
      ? {}
      : {
          gsi2pk: exceptionList({ state, runId }).pk,
          gsi2sk: place,
          gsi3pk: exceptionList({ state, kind, runId }).pk,
          gsi3sk: place,
        }),
  };
}
