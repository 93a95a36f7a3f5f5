import type { Actor } from '../../domain/audit/actor.ts';
import { addParts, type SharePart } from '../../domain/ledger/shares.ts';
import { heldFen } from '../../domain/ledger/trial-balance.ts';
import { transfersOf } from '../../domain/ledger/transfer.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import type { Account } from '../../domain/ledger/accounts.ts';
import type { Clock } from '../ports/clock.ts';
import type { Table } from '../store/ports.ts';
import { conditionFailed, transact } from '../store/transact.ts';
import { changeSubject } from '../subjects/change.ts';
import { appropriationIdOf } from './appropriation-id.ts';
import { postingActions } from './posting-actions.ts';
import { readBalances } from './balances.ts';

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
        detail: {
          approvedBy: approvedBy.id,
          funded: fundedOn !== undefined,
          parts: parts.map((part) => ({ ...part })),
        },
      },
      { programme, year, funded: fundedOn !== undefined },
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

/** What became of a share's money. */
export interface Funds {
  readonly share: string;
  readonly appropriatedFen: Fen;
  readonly availableFen: Fen;
  readonly committedFen: Fen;
  readonly obligatedFen: Fen;
  readonly spentFen: Fen;
  readonly cashFen: Fen;
  /** Due and not yet sent; on its way; come back. */
  readonly payableFen: Fen;
  readonly inTransitFen: Fen;
  readonly returnedFen: Fen;
}

/** A programme's funds of a year by share, in the order of their names. */
export function createFundsReport({ table }: { readonly table: Table }) {
  return async (programme: string, year: number): Promise<readonly Funds[]> => {
    const lines = await readBalances(table, `${String(year)}#${programme}#`);
    const held = new Map<string, Fen>();
    for (const line of lines) {
      const name = `${line.account} ${line.share}`;
      held.set(name, addFen(held.get(name) ?? zeroFen, heldFen(line)));
    }
    const shares = [...new Set(lines.map(({ share }) => share))].sort();
    return shares.map((share) => {
      const of = (account: Account): Fen => held.get(`${account} ${share}`) ?? zeroFen;
      return {
        share,
        appropriatedFen: of('B1'),
        availableFen: of('B2'),
        committedFen: of('B3'),
        obligatedFen: of('B4'),
        spentFen: of('B5'),
        cashFen: of('A1'),
        payableFen: of('L1'),
        inTransitFen: of('L2'),
        returnedFen: of('L3'),
      };
    });
  };
}
