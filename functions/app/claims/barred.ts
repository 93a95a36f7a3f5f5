import type { Actor } from '../../domain/audit/actor.ts';
import { type Duty, mayTakeDuty } from '../../domain/review/separation.ts';
import type { Table } from '../store/ports.ts';
import type { ClaimHead } from './claim-head.ts';
import { dutiesTaken } from './claim-subject.ts';
import { isOfOwnFamily } from './family.ts';

/** Why somebody may not take a duty on a claim, whatever their role. */
export type Bar = 'took-part' | 'own-family';

/** What bars a member of staff from a duty on a claim (invariants.md, 5); undefined where nothing does. */
export async function barredFrom(
  table: Table,
  claim: ClaimHead,
  duty: Duty,
  actor: Actor,
): Promise<Bar | undefined> {
  if (!mayTakeDuty(actor, duty, dutiesTaken(claim)).ok) return 'took-part';
  return (await isOfOwnFamily(table, actor, claim.claimId)) ? 'own-family' : undefined;
}
