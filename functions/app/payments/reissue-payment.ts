import type { Actor } from '../../domain/audit/actor.ts';
import { endToEndIdOf, instructionIdOf, mostReissues } from '../../domain/payments/payment-id.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import { readAwardHead } from '../awards/award-head.ts';
import { isOfOwnFamily } from '../claims/family.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject } from '../subjects/change.ts';
import { listedAs, parseInstruction } from './instructions.ts';
import { asSeen, readPayable, withHolder } from './payables.ts';
import { instructionKey, payableKey } from './run-keys.ts';

export interface ReissueInput {
  readonly paymentId: string;
  readonly actor: Actor;
}

export interface Reissued {
  readonly paymentId: string;
  readonly reissue: number;
  readonly endToEndId: string;
}

export type ReissueError =
  | { readonly kind: 'not-found' }
  /** Only what came back, or was refused by the bank, goes out again. */
  | { readonly kind: 'wrong-state'; readonly state: string }
  /** Who had a part in the claim does not send its payment out again (invariants.md 5). */
  | { readonly kind: 'took-part' }
  | { readonly kind: 'own-family' }
  | { readonly kind: 'too-many-reissues' };

const mostTries = 8;

/**
 * Lets a returned or rejected payment go out again, linked, under a new end-to-end id, with the next run: to whatever
 * account the award then has. That run's release is the second person's word, and who asks here cannot give it.
 */
export function createReissuePayment({ table, clock }: { readonly table: Table; readonly clock: Clock }) {
  return async ({ paymentId, actor }: ReissueInput): Promise<Result<Reissued, ReissueError>> => {
    for (let tries = 1; tries <= mostTries; tries += 1) {
      const row = await readPayable(table, paymentId);
      if (!row) return err({ kind: 'not-found' });
      const waits = row.runId === undefined && row.reissue > 0;
      if (waits) return ok(reissued(paymentId, row.reissue));
      const ownItem = await table.get(instructionKey(instructionIdOf(paymentId, row.reissue)));
      const own = ownItem && parseInstruction(ownItem);
      if (own?.state !== 'returned' && own?.state !== 'rejected') {
        return err({ kind: 'wrong-state', state: own?.state ?? 'with its run' });
      }
      const award = await readAwardHead(table, row.awardId);
      if (award?.duties.some(({ actorId }) => actorId === actor.id)) return err({ kind: 'took-part' });
      if (award && (await isOfOwnFamily(table, actor, award.claimId))) return err({ kind: 'own-family' });
      const reissue = row.reissue + 1;
      if (reissue > mostReissues) return err({ kind: 'too-many-reissues' });
      const { version, auditHash, ...facts } = own;
      const { actions } = changeSubject(
        { version, auditHash },
        {
          subjectKind: 'payment',
          subjectId: instructionIdOf(paymentId, row.reissue),
          at: clock.now(),
          actor,
          event: 'reissue-asked',
          from: own.state,
          to: own.state,
          detail: { endToEndId: endToEndIdOf(paymentId, reissue) },
        },
        {
          ...facts,
          ...listedAs(own, own.state),
        },
      );
      const result = await transact(table, [
        ...actions,
        {
          update: payableKey(paymentId),
          set: { reissue, reissuedBy: actor.id, earlierRunIds: withHolder(row) },
          remove: ['runId', 'attempt', 'chunk', 'position'],
          if: asSeen(row),
        },
      ]);
      if (result.ok) return ok(reissued(paymentId, reissue));
    }
    throw stepError('StoreUnavailable', `payment ${paymentId} keeps changing`);
  };
}

function reissued(paymentId: string, reissue: number): Reissued {
  return { paymentId, reissue, endToEndId: endToEndIdOf(paymentId, reissue) };
}
