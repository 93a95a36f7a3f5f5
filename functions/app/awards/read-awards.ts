import { readMany } from '../store/read-many.ts';
import type { Table } from '../store/ports.ts';
import { type AwardHead, awardKey, isAccountRefused, parseAwardHead } from './award-head.ts';
import type { AwardForRoll } from './ports.ts';

/** Awards as payment runs see them, without those that are not there. */
export async function readAwards(
  table: Table,
  awardIds: readonly string[],
): Promise<readonly AwardForRoll[]> {
  const items = await readMany(table, awardIds.map(awardKey));
  return items.flatMap((item) => (item ? [forRoll(parseAwardHead(item))] : []));
}

function forRoll(head: AwardHead): AwardForRoll {
  return {
    awardId: head.awardId,
    programme: head.programme,
    personIndex: head.personIndex,
    areaCode: head.areaCode,
    state: head.state,
    claimId: head.claimId,
    participants: head.duties.map(({ actorId }) => actorId),
    ...(head.committedThrough === undefined ? {} : { committedThrough: head.committedThrough }),
    ...(head.ending ? { endedOn: head.ending.endedOn } : {}),
    ...(head.accountIndex === undefined || isAccountRefused(head)
      ? {}
      : { payee: { accountIndex: head.accountIndex, accountVersion: head.accountVersion } }),
  };
}
