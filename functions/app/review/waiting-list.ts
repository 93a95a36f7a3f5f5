import { areaCode, areaContains } from '../../domain/review/area.ts';
import type { Grant } from '../access/users.ts';
import { type ClaimHead, readClaimHeads } from '../claims/claim-head.ts';
import { readMany } from '../store/read-many.ts';
import type { IndexRow, Item, Page, Table } from '../store/ports.ts';

/** What lies with an office beside the tasks of claims: what somebody says against a claim, or against its rejection. */
export type WaitingList = 'OBJECTIONS' | 'APPEALS';

/** How the items of a list are read and shown. */
export interface WaitingKind<Head extends { readonly claimId: string }, View> {
  readonly list: WaitingList;
  readonly parse: (item: Item) => Head;
  /** Whether it waits no more. */
  readonly isDecided: (head: Head) => boolean;
  readonly view: (head: Head, claim: ClaimHead) => View;
}

export interface ListWaitingInput {
  /** The caller's offices: only what lies in their areas is listed. */
  readonly grants: readonly Grant[];
  readonly cursor?: string | undefined;
}

const waitingAPage = 50;

/** Where the index holds what waits, what is due first in front; its area is told without reading it. */
export function waitingPlace(
  list: WaitingList,
  { dueOn, areaCode: area, id }: { readonly dueOn: string; readonly areaCode: string; readonly id: string },
): { readonly gsi1pk: string; readonly gsi1sk: string } {
  return { gsi1pk: list, gsi1sk: [dueOn, area, id].join('#') };
}

/**
 * What waits in the caller's areas, what is due first in front. One list serves a whole district, of which few wait at a
 * time: what lies elsewhere in it is passed over by its place alone. A page of what lies scattered may be the longer.
 */
export async function listWaiting<Head extends { readonly claimId: string }, View>(
  table: Table,
  { list, parse, isDecided, view }: WaitingKind<Head, View>,
  { grants, cursor: from }: ListWaitingInput,
): Promise<Page<View>> {
  const own: IndexRow[] = [];
  let cursor = from;
  do {
    const page = await table.queryIndex('gsi1', {
      pk: list,
      limit: waitingAPage,
      ...(cursor === undefined ? {} : { cursor }),
    });
    own.push(...page.items.filter((row) => isWithin(grants, row)));
    cursor = page.cursor;
  } while (cursor !== undefined && own.length < waitingAPage);
  // The index may lag behind what was decided.
  const open = (await readMany(table, own))
    .flatMap((item) => (item ? [parse(item)] : []))
    .filter((head) => !isDecided(head));
  const claims = await readClaimHeads(
    table,
    open.map(({ claimId }) => claimId),
  );
  const items = open.map((head, at) => {
    const claim = claims[at];
    if (!claim) throw new Error(`no claim ${head.claimId}`);
    return view(head, claim);
  });
  return { items, ...(cursor === undefined ? {} : { cursor }) };
}

function isWithin(grants: readonly Grant[], { indexSk }: IndexRow): boolean {
  const [, area = ''] = indexSk.split('#');
  return grants.some((grant) => areaContains(grant.areaCode, areaCode(area)));
}
