import type { Actor } from '../../domain/audit/actor.ts';
import { next } from '../../domain/lifecycle/lifecycle.ts';
import { type ExceptionEvent, exceptionLifecycle } from '../../domain/reconciliation/exception-lifecycle.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { readMany } from '../payments/chunks.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Page, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject } from '../subjects/change.ts';
import {
  type ExceptionHead,
  exceptionKey,
  exceptionList,
  exceptionsOfPayment,
  parseException,
  storable,
} from './exceptions.ts';

async function readException(table: Table, exceptionId: string): Promise<ExceptionHead | undefined> {
  const item = await table.get(exceptionKey(exceptionId));
  return item && parseException(item);
}

const exceptionsAPage = 50;

export interface ListExceptionsInput {
  /** `open` when left out. */
  readonly state?: ExceptionHead['state'];
  readonly cursor?: string;
}

/** The exceptions of a state by age, the oldest first. */
export function createListExceptions({ table }: { readonly table: Table }) {
  return async ({ state = 'open', cursor }: ListExceptionsInput = {}): Promise<Page<ExceptionHead>> => {
    const page = await table.queryIndex('gsi1', {
      pk: exceptionList(state),
      limit: exceptionsAPage,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = await readMany(
      table,
      page.items.map(({ pk, sk }) => ({ pk, sk })),
    );
    return {
      // The index may lag: an exception that has moved on is listed where it is.
      items: items
        .flatMap((item) => (item ? [parseException(item)] : []))
        .filter((one) => one.state === state),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    };
  };
}

export interface HandleExceptionInput {
  readonly exceptionId: string;
  readonly event: ExceptionEvent;
  readonly actor: Actor;
  /** What is proposed, as a code or a short text without personal data; needed to propose. */
  readonly resolution?: string;
}

export type HandleExceptionError =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'wrong-state'; readonly state: ExceptionHead['state'] }
  | { readonly kind: 'resolution-missing' }
  /** Who proposed a settlement, or imported the message, does not approve it (invariants.md 5). */
  | { readonly kind: 'same-person' };

const mostTries = 8;

/** Moves an exception along: taken, asked about, proposed, and approved by another person. */
export function createHandleException({ table, clock }: { readonly table: Table; readonly clock: Clock }) {
  return async (input: HandleExceptionInput): Promise<Result<ExceptionHead, HandleExceptionError>> => {
    const { exceptionId, event, actor, resolution } = input;
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const before = await readException(table, exceptionId);
      if (!before) return err({ kind: 'not-found' });
      const state = next(exceptionLifecycle, before.state, event);
      if (!state.ok) return err({ kind: 'wrong-state', state: before.state });
      if (event === 'propose' && resolution === undefined) return err({ kind: 'resolution-missing' });
      if (event === 'approve' && [before.proposedBy, before.importedBy].includes(actor.id)) {
        return err({ kind: 'same-person' });
      }
      const { version, auditHash, ...facts } = before;
      const after = {
        ...facts,
        state: state.value,
        ...(event === 'take' ? { handledBy: actor.id } : {}),
        ...(event === 'propose' ? { proposedBy: actor.id } : {}),
        ...(resolution === undefined ? {} : { resolution }),
      };
      const change = changeSubject(
        { version, auditHash },
        {
          subjectKind: 'exception',
          subjectId: exceptionId,
          at: clock.now(),
          actor,
          event,
          from: before.state,
          to: state.value,
          ...(resolution === undefined ? {} : { detail: { resolution } }),
        },
        storable(after),
      );
      const result = await transact(table, change.actions);
      if (result.ok) return ok({ ...after, version: change.head.version, auditHash: change.head.auditHash });
    }
    throw stepError('StoreUnavailable', `exception ${exceptionId} keeps changing`);
  };
}

/**
 * Resolves what stands open about a payment once the bank has put it right. The index may not show one that is just
 * being opened, or somebody may have taken it: then a person finds the correction beside it.
 */
export async function resolveByBank(
  deps: { readonly table: Table; readonly clock: Clock },
  paymentId: string,
  actor: Actor,
): Promise<void> {
  const rows = await deps.table.queryIndex('gsi2', {
    pk: exceptionsOfPayment(paymentId),
    limit: exceptionsAPage,
  });
  const items = await readMany(
    deps.table,
    rows.items.map(({ pk, sk }) => ({ pk, sk })),
  );
  for (const item of items) {
    const head = item && parseException(item);
    if (head?.state !== 'open' || !putRightByBank.has(head.reason)) continue;
    await createHandleException(deps)({ exceptionId: head.exceptionId, event: 'bank-corrects', actor });
  }
}

const putRightByBank: ReadonlySet<ExceptionHead['reason']> = new Set(['amount-differs', 'duplicate']);
