import type { Actor } from '../../../domain/audit/actor.ts';
import type { Clock } from '../../ports/clock.ts';
import type { Envelopes, Keyed } from '../../ports/secrets.ts';
import type { Table } from '../../store/ports.ts';
import { outboxRow } from '../../outbox/outbox-row.ts';
import { type ClaimHead, transition } from '../claim-head.ts';
import { openContent } from '../claim-parts.ts';
import { familyOf, familyRows } from '../family.ts';
import { lockKey, takeLock } from '../uniqueness-lock.ts';
import { commitStep } from './commit-step.ts';

export interface RegisterFamilyDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly envelopes: Envelopes;
  readonly keyed: Keyed;
}

export interface RegisterFamilyOutput {
  readonly outcome: 'registered' | 'closed';
}

const actor: Actor = { kind: 'system', id: 'register-family' };

/**
 * Enters the people of a claim, so that it is known whose family it is of, and settles a duplicate privately: the
 * applicant was told nothing, the contact of the claim that stands is (programmes.md, "Who may claim twice").
 */
export function createRegisterFamily(
  deps: RegisterFamilyDeps,
): (input: { readonly claimId: string }) => Promise<RegisterFamilyOutput> {
  const { table, clock, envelopes, keyed } = deps;
  return async ({ claimId }) => {
    const head = await commitStep(table, claimId, async (before) => {
      if (before.state !== 'submitted') return undefined;
      const at = clock.now();
      const holder = await lockHolder(table, before);
      if (holder !== undefined && holder !== claimId) {
        const change = transition(before, 'duplicate', undefined, {}, { actor, at }, { of: holder });
        if (!change.ok) return undefined;
        const told = outboxRow(at, `${holder}#duplicate#${claimId}`, {
          type: 'notify',
          subjectKind: 'claim',
          subjectId: holder,
          text: 'another-claim-made',
          parameters: {},
        });
        return { head: change.value.head, actions: [...change.value.actions, told] };
      }
      const change = transition(before, 'verify', undefined, {}, { actor, at });
      if (!change.ok) return undefined;
      const content = await openContent(table, envelopes, claimId);
      // Whose identity was confirmed at the counter takes the place now, should its holder have left it since.
      const lock = before.identityConfirmed ? [takeLock(before)] : [];
      return {
        head: change.value.head,
        actions: [...change.value.actions, ...lock, ...familyRows(before, familyOf(keyed, content))],
      };
    });
    return { outcome: head.state === 'duplicate' || head.state === 'withdrawn' ? 'closed' : 'registered' };
  };
}

/** Which claim holds the person's place in the programme, if any. */
async function lockHolder(table: Table, { programme, personIndex }: ClaimHead): Promise<string | undefined> {
  const lock = await table.get(lockKey(programme, personIndex));
  const claimId = lock?.claimId;
  return typeof claimId === 'string' ? claimId : undefined;
}
