import type { Drafts, StoredDraft } from '../../../app/drafts/drafts.ts';
import type { PageRequest } from '../../kernel/page.ts';

/** The hidden field by which a form finds its draft, though the visit has run out or is filling in another. */
export const draftField = '_draft';

/** What stands in it: as much as is written down to go on later. */
export function draftFieldOf(drafts: Drafts, { draftId, reference }: StoredDraft): string {
  return `${reference} ${drafts.codeOf(draftId)}`;
}

/** The draft of a posted form, or else the visit's. Undefined when it was sent, or swept. */
export async function draftOf(
  drafts: Drafts,
  { form, visit }: PageRequest,
): Promise<StoredDraft | undefined> {
  const [reference, code] = (form.get(draftField) ?? '').split(' ');
  if (reference && code) return drafts.find(reference, code);
  return visit.draftId === undefined ? undefined : drafts.read(visit.draftId);
}
