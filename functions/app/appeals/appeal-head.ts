import { type StoredAppealHead, appealHeadSchema } from '../../contracts/store/appeal-head.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import { appealLifecycle } from '../../domain/review/appeal-lifecycle.ts';
import { appealDueOn } from '../../domain/review/appeal-limit.ts';
import { waitingPlace } from '../review/waiting-list.ts';
import type { Item, Table, Value } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';
import type { SealedPart } from '../subjects/sealed-parts.ts';

export type AppealHead = StoredAppealHead;

export function parseAppeal(item: Item): AppealHead {
  return appealHeadSchema.parse(item);
}

export async function readAppealHead(table: Table, appealId: string): Promise<AppealHead | undefined> {
  const item = await table.get({ pk: subjectPk('appeal', appealId), sk: 'HEAD' });
  return item && parseAppeal(item);
}

export function isDecidedAppeal({ state }: Pick<AppealHead, 'state'>): boolean {
  return isFinal(appealLifecycle, state);
}

/** What is stored of an appeal, with its place among those that wait, assigned or not, until it is decided. */
export function appealAttributes({
  assignedTo,
  ...head
}: Omit<AppealHead, 'version' | 'auditHash'>): Record<string, Value> {
  const place = { ...head, id: head.appealId, dueOn: appealDueOn(head.lodgedOn) };
  return {
    ...head,
    ...(assignedTo === undefined ? {} : { assignedTo }),
    ...(isDecidedAppeal(head) ? {} : waitingPlace('APPEALS', place)),
  };
}

/** Why the decision is wrong, in the applicant's words. */
export function appealGrounds(appealId: string): SealedPart {
  return { kind: 'appeal', id: appealId, part: 'grounds' };
}
