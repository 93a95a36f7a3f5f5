import type { Actor } from '../../domain/audit/actor.ts';
import { addParts, type SharePart } from '../../domain/ledger/shares.ts';
import { transfersOf } from '../../domain/ledger/transfer.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import { proposalAttributes } from '../proposals/proposals.ts';
import { changeSubject } from '../subjects/change.ts';
import { appropriationIdOf } from './appropriation-id.ts';
import { postingActions } from './posting-actions.ts';

export interface AppropriateInput {
  readonly programme: string;
  readonly year: number;
  /** What each share adds to what it gave before. */
  readonly parts: readonly SharePart[];
  /** Names this decision, such as the number of the budget notice: it is booked once. */
  readonly cause: string;
  readonly actor: Actor;
  /** An appropriation needs two people (invariants.md 5); a seed is one system. */
  readonly approvedBy: Actor;
  /** The bank account on which the money itself has come in too, if it has: releases need cash as well as budget. */
  readonly fundedOn?: string;
}

export type AppropriateError = { readonly kind: 'same-person' } | { readonly kind: 'nothing-to-appropriate' };

/** Adds to a programme's appropriation for a year, and lets the claims that wait for its money be looked at again. */
export function createAppropriate({ table, clock }: { readonly table: Table; readonly clock: Clock }) {
  return async (input: AppropriateInput): Promise<Result<{ readonly posted: boolean }, AppropriateError>> => {
    const { programme, year, cause, actor, approvedBy, fundedOn } = input;
    const parts = addParts(input.parts).filter(({ amountFen }) => amountFen > 0);
    if (actor.kind === 'staff' && actor.id === approvedBy.id) return err({ kind: 'same-person' });
    if (parts.length === 0) return err({ kind: 'nothing-to-appropriate' });
    const at = clock.now();
    const id = appropriationIdOf(programme, year);
    const occurrence = {
      cause: `appropriation/${id}/${cause}`,
      programme,
      year,
      parts,
      date: clock.today(),
      at,
    };
    const { actions } = changeSubject(
      undefined,
      {
        subjectKind: 'appropriation',
        subjectId: `${id}:${cause}`,
        at,
        actor,
        event: 'appropriated',
        to: 'approved',
        detail: {
          approvedBy: approvedBy.id,
          funded: fundedOn !== undefined,
          parts: parts.map((part) => ({ ...part })),
        },
      },
      proposalAttributes('appropriation', {
        proposalId: `${id}:${cause}`,
        state: 'approved',
        proposedBy: actor.id,
        proposedAt: at,
        decidedBy: approvedBy.id,
        decidedAt: at,
        content: {
          programme,
          year,
          change: 'addition',
          parts: parts.map((part) => ({ ...part })),
          document: cause,
        },
      }),
    );
    const result = await transact(table, [
      ...actions,
      ...postingActions([
        ...transfersOf({ ...occurrence, event: 'appropriation' }),
        ...(fundedOn === undefined
          ? []
          : transfersOf({ ...occurrence, event: 'funding-received', bankAccount: fundedOn })),
      ]),
    ]);
    if (result.ok) return ok({ posted: true });
    if (conditionFailed(result.error.reasons[0])) return ok({ posted: false });
    throw new Error(`appropriation ${id} was refused by the ledger`);
  };
}
