import { type AreaCode, areaCode, districtOf } from '../../domain/review/area.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { pageByArea, widest } from '../access/own-areas.ts';
import type { Grant } from '../access/users.ts';
import { readClaimHeads } from '../claims/claim-head.ts';
import type { Action, Item, Page, Table } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { type AwardHead, awardKey, parseAwardHead, pendingUntil } from './award-head.ts';

/** An account or a payee that was proposed and waits for a second person; whose it is is not told in a list. */
export interface PayeeChange {
  readonly awardId: string;
  /** Of the claim it came from. */
  readonly reference: string;
  readonly programme: string;
  readonly areaCode: string;
  readonly kind: 'account' | 'payee';
  /** Instant, ISO 8601. */
  readonly proposedAt: string;
  readonly confirmableFrom: CalendarDate;
}

export interface ListPayeeChangesInput {
  /** The caller's offices: changes elsewhere are not listed. */
  readonly grants: readonly Grant[];
  readonly cursor?: string | undefined;
}

const changesAPage = 50;

function changeList(district: string): string {
  return `PAYEE-CHANGES#${district}`;
}

/**
 * Lists what is stored of a proposal, by area and since when it waits. Decided, it is deleted, and leaves the list.
 */
export function listedAsChange(
  { put }: { readonly put: Item },
  { awardId, areaCode: area }: Pick<AwardHead, 'awardId' | 'areaCode'>,
  proposedAt: string,
): Action {
  const place = {
    gsi1pk: changeList(districtOf(areaCode(area))),
    gsi1sk: [area, proposedAt, awardId].join('#'),
  };
  return { put: { ...put, ...place } };
}

/** What waits for a second person in the caller's areas, one area after another, what has waited longest first. */
export function createListPayeeChanges({ table }: { readonly table: Table }) {
  return ({ grants, cursor }: ListPayeeChangesInput): Promise<Page<PayeeChange>> =>
    pageByArea(widest(grants.map((grant) => grant.areaCode)), cursor, async (area, inner) => {
      const page = await table.queryIndex('gsi1', {
        ...placesIn(area),
        limit: changesAPage,
        ...(inner === undefined ? {} : { cursor: inner }),
      });
      const items = await readMany(
        table,
        page.items.map(({ indexSk }) => awardKey(indexSk.split('#')[2] ?? '')),
      );
      const heads = items.flatMap((item) => (item ? [parseAwardHead(item)] : []));
      return {
        items: await changesOf(table, heads),
        ...(page.cursor === undefined ? {} : { cursor: page.cursor }),
      };
    });
}

function placesIn(area: AreaCode) {
  return { pk: changeList(districtOf(area)), sk: { beginsWith: area } } as const;
}

/** The index may lag behind an award whose change is decided: it is not listed. */
async function changesOf(table: Table, heads: readonly AwardHead[]): Promise<readonly PayeeChange[]> {
  const claims = await readClaimHeads(
    table,
    heads.map(({ claimId }) => claimId),
  );
  return heads.flatMap((head, at): PayeeChange[] => {
    const { awardId, programme, pending } = head;
    const claim = claims[at];
    if (!pending || !claim) return [];
    const { kind, proposedAt } = pending;
    const { reference } = claim;
    const confirmableFrom = pendingUntil(head, pending);
    return [{ awardId, reference, programme, areaCode: head.areaCode, kind, proposedAt, confirmableFrom }];
  });
}
