import { isInForce, isReviewer } from '../../domain/review/deputyship.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { listedItems } from '../store/pages.ts';
import type { Table } from '../store/ports.ts';
import { textAttribute } from '../store/text-attribute.ts';
import { type Grant, readUser } from './users.ts';

/** Where an index holds what somebody is a deputy by, by its last day; what was ended before is not there. */
export function deputyshipsOf(deputyId: string): string {
  return `DEPUTY#${deputyId}`;
}

/**
 * What somebody may do today in the absence of others: the reviewers' grants that those have at this moment, and
 * nothing that they in turn are deputies for.
 */
export async function grantsAsDeputy(
  table: Table,
  deputyId: string,
  today: CalendarDate,
): Promise<readonly Grant[]> {
  const grants: Grant[] = [];
  for await (const item of listedItems(table, 'gsi1', { pk: deputyshipsOf(deputyId), sk: { from: today } })) {
    // The index may lag: one ended meanwhile is told by its own record.
    if (item.gsi1pk === undefined) continue;
    const days = { from: textAttribute(item, 'from'), until: textAttribute(item, 'until') };
    if (!isInForce(days, today)) continue;
    const deputyFor = textAttribute(item, 'absentId');
    const absent = await readUser(table, deputyFor);
    for (const grant of absent?.grants ?? []) {
      if (isReviewer(grant.role)) grants.push({ ...grant, deputyFor });
    }
  }
  return grants;
}
