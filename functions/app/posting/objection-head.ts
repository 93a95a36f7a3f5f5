import { type StoredObjectionHead, objectionHeadSchema } from '../../contracts/store/objection-head.ts';
import { isFinal } from '../../domain/lifecycle/lifecycle.ts';
import { objectionLifecycle } from '../../domain/review/objection-lifecycle.ts';
import { waitingPlace } from '../review/waiting-list.ts';
import type { Item, Table, Value } from '../store/ports.ts';
import { subjectPk } from '../subjects/change.ts';
import type { SealedPart } from '../subjects/sealed-parts.ts';

export type ObjectionHead = StoredObjectionHead;

export function parseObjection(item: Item): ObjectionHead {
  return objectionHeadSchema.parse(item);
}

export async function readObjectionHead(
  table: Table,
  objectionId: string,
): Promise<ObjectionHead | undefined> {
  const item = await table.get({ pk: subjectPk('objection', objectionId), sk: 'HEAD' });
  return item && parseObjection(item);
}

export function isDecidedObjection({ state }: Pick<ObjectionHead, 'state'>): boolean {
  return isFinal(objectionLifecycle, state);
}

/** What is stored of an objection, with its place among those that wait until it is decided. */
export function objectionAttributes(
  head: Omit<ObjectionHead, 'version' | 'auditHash'>,
): Record<string, Value> {
  return {
    ...head,
    ...(isDecidedObjection(head) ? {} : waitingPlace('OBJECTIONS', { ...head, id: head.objectionId })),
  };
}

/** What an objection says, and how to reach whoever made it. */
export function objectionContent(objectionId: string): SealedPart {
  return { kind: 'objection', id: objectionId, part: 'content' };
}
