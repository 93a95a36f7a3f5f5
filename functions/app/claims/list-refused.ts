import type { ClaimState } from '../../domain/claims/claim-lifecycle.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Page, Table } from '../store/ports.ts';

/** Refused for good, or unless an appeal is upheld. */
export function isRefused(state: ClaimState): boolean {
  return state === 'rejected' || state === 'closed';
}

/** Refused claims of a programme, those of one person together, so that each person is counted once. */
export function refusedList(programme: string): string {
  return `REFUSED#${programme}`;
}

export function refusedPlace({
  personIndex,
  submittedOn,
  claimId,
}: {
  readonly personIndex: string;
  readonly submittedOn: CalendarDate;
  readonly claimId: string;
}): string {
  return `${personIndex}#${submittedOn}#${claimId}`;
}

/**
 * The last refused claim of everybody whom a programme refused, if they made it on a day or after it.
 * @param cursor the blind index of the last person before
 */
export async function listRefused(
  table: Table,
  {
    programme,
    since,
    cursor,
    limit,
  }: {
    readonly programme: string;
    readonly since: CalendarDate;
    readonly cursor: string | undefined;
    readonly limit: number;
  },
): Promise<Page<string>> {
  // Backwards, so that a person's last claim comes first, and the next page begins before all of theirs.
  const page = await table.queryIndex('gsi3', {
    pk: refusedList(programme),
    ...(cursor === undefined ? {} : { sk: { to: `${cursor}#` } }),
    descending: true,
    limit,
  });
  const lastOf = new Map<string, { readonly submittedOn: string; readonly claimId: string }>();
  for (const { indexSk } of page.items) {
    const [person = '', submittedOn = '', claimId = ''] = indexSk.split('#');
    if (!lastOf.has(person)) lastOf.set(person, { submittedOn, claimId });
  }
  const last = [...lastOf.keys()].at(-1);
  return {
    items: [...lastOf.values()].flatMap(({ submittedOn, claimId }) => (submittedOn < since ? [] : claimId)),
    ...(page.cursor === undefined || last === undefined ? {} : { cursor: last }),
  };
}
