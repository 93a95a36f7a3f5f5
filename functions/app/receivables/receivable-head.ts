import { receivableHeadSchema, type StoredReceivable } from '../../contracts/store/receivable.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import { type SharePart, subtractParts, sumOfParts } from '../../domain/ledger/shares.ts';
import { partsOfStreet, type Transfer, transfersOf } from '../../domain/ledger/transfer.ts';
import type { LedgerEvent } from '../../domain/ledger/postings.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import { type Fen, subtractFen } from '../../domain/money/fen.ts';
import {
  type ReceivableEvent,
  recoveryLifecycle,
  type RecoveryState,
} from '../../domain/receivables/recovery-lifecycle.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Action, Item, Key, Table, Value } from '../store/ports.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';

export type ReceivableHead = StoredReceivable;
export type ReceivableFacts = Omit<ReceivableHead, 'version' | 'auditHash'>;

export function receivableKey(receivableId: string): Key {
  return { pk: subjectPk('receivable', receivableId), sk: 'HEAD' };
}

export function parseReceivable(item: Item): ReceivableHead {
  return receivableHeadSchema.parse(item);
}

export async function readReceivable(
  table: Table,
  receivableId: string,
): Promise<ReceivableHead | undefined> {
  const item = await table.get(receivableKey(receivableId));
  return item && parseReceivable(item);
}

/** Where an index holds the receivables of a state, oldest first. */
export function receivableList(state: RecoveryState): string {
  return `RECEIVABLES#${state}`;
}

/** Where an index holds what awards owe of a payment. */
export function receivablesOfPayment(paymentId: string): string {
  return `RECEIVABLES-OF#${paymentId}`;
}

/** Where an index holds the receivables whose time to object is running, by its last day. */
export const receivablesDue = 'RECEIVABLES-DUE';

/** Where an index holds what a programme's awards owe and pay back from their payments, by award. */
export function recoveringList(programme: string): string {
  return `RECOVERING#${programme}`;
}

export function owedFen({ owed }: Pick<ReceivableHead, 'owed'>): Fen {
  return sumOfParts(owed);
}

/** What is owed beyond the instalment that a run keeps back. */
export function freeParts({ owed, reserved }: ReceivableHead): readonly SharePart[] {
  return reserved ? subtractParts(owed, reserved.parts) : owed;
}

export interface ReceivableMoment {
  readonly actor: Actor;
  readonly at: string;
  readonly date: CalendarDate;
}

/** A change of a receivable, with its audit entry. @param before undefined to create it */
export function changeReceivable(
  before: ReceivableHead | undefined,
  after: ReceivableFacts,
  event: ReceivableEvent,
  { actor, at }: ReceivableMoment,
  detail?: { readonly [name: string]: Json },
): { readonly head: ReceivableHead; readonly actions: readonly Action[] } {
  const { head, actions } = changeSubject(
    before && { version: before.version, auditHash: before.auditHash },
    {
      subjectKind: 'receivable',
      subjectId: after.receivableId,
      at,
      actor,
      event,
      ...(before ? { from: before.state } : {}),
      to: after.state,
      ...(detail ? { detail } : {}),
    },
    storable(after),
  );
  return { head: { ...after, version: head.version, auditHash: head.auditHash }, actions };
}

function storable(facts: ReceivableFacts): Record<string, Value> {
  const { receivableId, state, awardId, paymentId, programme, dueOn, assessedAt } = facts;
  const attributes: Record<string, Value> = {
    gsi1pk: receivableList(state),
    gsi1sk: `${assessedAt}#${receivableId}`,
    gsi2pk: receivablesOfPayment(paymentId),
    gsi2sk: receivableId,
    ...(dueOn === undefined ? {} : { gsi3pk: receivablesDue, gsi3sk: `${dueOn}#${receivableId}` }),
    ...(state === 'recovering'
      ? { gsi3pk: recoveringList(programme), gsi3sk: `${awardId}#${receivableId}` }
      : {}),
  };
  for (const [name, value] of Object.entries(facts)) attributes[name] = value;
  return attributes;
}

/**
 * What a change of a receivable books: by its own programme, period and year.
 * @param cash the bank account, where it moves cash, and the street that the payment went to
 */
export function receivableTransfers(
  { receivableId, programme, period, year }: ReceivableFacts,
  event: LedgerEvent,
  parts: readonly SharePart[],
  cause: string,
  { date, at }: Pick<ReceivableMoment, 'date' | 'at'>,
  cash: { readonly bankAccount?: string; readonly street?: string | undefined } = {},
): readonly Transfer[] {
  const { bankAccount, street } = cash;
  return transfersOf({
    cause: `receivable/${receivableId}/${cause}`,
    event,
    programme,
    year,
    parts,
    period,
    subject: receivableId,
    streets: partsOfStreet(street, 0, parts),
    ...(bankAccount === undefined ? {} : { bankAccount }),
    date,
    at,
  });
}

/**
 * The change by which an instalment is paid: the last one ends the recovery.
 * @param parts of what is owed, at most
 * @param via where it came from, for the audit
 */
export function repaid(
  before: ReceivableHead,
  parts: readonly SharePart[],
  moment: ReceivableMoment,
  via: { readonly [name: string]: Json },
): { readonly head: ReceivableHead; readonly actions: readonly Action[] } {
  const { version: _version, auditHash: _auditHash, ...facts } = before;
  const owed = subtractParts(before.owed, parts);
  const isLast = sumOfParts(owed) === 0;
  const event = isLast ? 'paid' : 'instalment';
  const state = isLast ? next(recoveryLifecycle, before.state, 'paid') : undefined;
  if (state?.ok === false) throw new Error(`receivable ${before.receivableId} is ${before.state}`);
  const amountFen = sumOfParts(parts);
  return changeReceivable(
    before,
    { ...facts, owed: [...owed], state: state?.value ?? before.state },
    event,
    moment,
    { ...via, amountFen, leftFen: subtractFen(owedFen(before), amountFen) },
  );
}
