import { publicationSchema } from '../../contracts/store/publication.ts';
import type { PolicyBook, Publication, PublishedPolicy } from '../../domain/policy/policy-book.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Item, Key, Table } from '../store/ports.ts';

export interface InForceDeps<P extends PublishedPolicy> {
  readonly table: Table;
  readonly policies: PolicyBook<P>;
}

/** The policy version of a programme that is in force on a day, if one is. */
export async function policyInForce<P extends PublishedPolicy>(
  { table, policies }: InForceDeps<P>,
  programme: string,
  on: CalendarDate,
): Promise<P | undefined> {
  // Of a programme with one version nothing can have been published: it costs no read.
  const isAlone = policies.versionsOf(programme).length < 2;
  return policies.inForce(programme, on, isAlone ? undefined : await lastPublication(table, programme, on));
}

/** The version in force on a day of every programme that has one. */
export async function policiesInForce<P extends PublishedPolicy>(
  deps: InForceDeps<P>,
  on: CalendarDate,
): Promise<readonly P[]> {
  const { programmes } = deps.policies;
  const inForce = await Promise.all(programmes.map((programme) => policyInForce(deps, programme, on)));
  return inForce.flatMap((policy) => policy ?? []);
}

async function lastPublication(
  table: Table,
  programme: string,
  on: CalendarDate,
): Promise<Publication | undefined> {
  const page = await table.query({
    ...publishedOf(programme),
    sk: { to: on },
    descending: true,
    limit: 1,
  });
  return page.items.map(parsePublication)[0];
}

/** What was published of a programme, in the order of the days from which it holds. */
export function publishedOf(programme: string) {
  return { pk: `PUBLISHED#${programme}` };
}

/** One publication a day: the day is its name. */
export function publicationKey(programme: string, from: CalendarDate): Key {
  return { ...publishedOf(programme), sk: from };
}

export function parsePublication(item: Item) {
  return publicationSchema.parse({ ...item, from: item.sk });
}
