import type { Actor } from '../../domain/audit/actor.ts';
import { awardLifecycle } from '../../domain/awards/award-lifecycle.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import { claimsOfOwnFamily, isOfOwnFamily } from '../claims/family.ts';
import type { Table } from '../store/ports.ts';
import { awardIdOf, awardKey, parseAwardHead, readAwardHead } from './award-head.ts';

/** Whether an award is a member of staff's own, or their spouse's, parent's or child's: they do nothing about it. */
export async function isAwardOfOwnFamily(table: Table, actor: Actor, awardId: string): Promise<boolean> {
  if (actor.kind !== 'staff') return false;
  const head = await readAwardHead(table, awardId);
  return head !== undefined && (await isOfOwnFamily(table, actor, head.claimId));
}

/**
 * Whether a programme's runs may pay a member of staff, their spouse, parent or child: then they prepare and release
 * none of them (invariants.md 5). Asked of the programme, not of one run, so the answer hangs on no index or chunk.
 */
export async function isPaidToOwnFamily(table: Table, actor: Actor, programme: string): Promise<boolean> {
  const claims = await claimsOfOwnFamily(table, actor);
  const ofProgramme = claims.filter((claim) => claim.programme === programme);
  for (const { claimId } of ofProgramme) {
    const item = await table.get(awardKey(awardIdOf(claimId)));
    if (item && !isFinal(awardLifecycle, parseAwardHead(item).state)) return true;
  }
  return false;
}
