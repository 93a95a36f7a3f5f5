import type { ResidentId } from '../../domain/people/resident-id.ts';
import { areaCode, areaContains } from '../../domain/review/area.ts';
import type { Grant } from '../access/users.ts';
import type { Keyed } from '../ports/secrets.ts';
import type { Page, Table } from '../store/ports.ts';
import { type AwardHead, parseAwardHead, personList } from './award-head.ts';

export interface FindAwardsInput {
  readonly person: ResidentId;
  /** The caller's offices: awards elsewhere are not shown. */
  readonly grants: readonly Grant[];
  readonly cursor?: string | undefined;
}

export interface FindAwardsDeps {
  readonly table: Table;
  readonly keyed: Pick<Keyed, 'blindIndex'>;
}

const pageSize = 50;

/** What a person was awarded, found by the blind index of their number. */
export function createFindAwards(deps: FindAwardsDeps): (input: FindAwardsInput) => Promise<Page<AwardHead>> {
  const { table, keyed } = deps;
  return async ({ person, grants, cursor }) => {
    const page = await table.queryIndex('gsi2', {
      pk: personList(keyed.blindIndex('person', person)),
      limit: pageSize,
      ...(cursor === undefined ? {} : { cursor }),
    });
    const items = await table.getMany(page.items);
    const heads = items.flatMap((item) => (item ? [parseAwardHead(item)] : []));
    return {
      items: heads.filter((head) =>
        grants.some((grant) => areaContains(grant.areaCode, areaCode(head.areaCode))),
      ),
      ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
    };
  };
}
