import type { Json } from '../../domain/audit/canonical-json.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { openSealed } from '../store/open-sealed.ts';
import type { Action, Item, Key, Table } from '../store/ports.ts';
import { readMany } from '../store/read-many.ts';
import { subjectPk } from './change.ts';

/** A part of a subject that is kept sealed beside its head, such as a claim's content. */
export interface SealedPart {
  readonly kind: 'claim' | 'award' | 'objection' | 'appeal';
  readonly id: string;
  readonly part: string;
}

function partKey({ kind, id, part }: SealedPart): Key {
  return { pk: subjectPk(kind, id), sk: `ENVELOPE#${part}` };
}

/** What the envelope is bound to: it opens nowhere else. */
function recordId({ kind, id, part }: SealedPart): string {
  return `${kind}/${id}/${part}`;
}

/** Seals one part; the action stores it, the commitment goes into the subject's chain. */
export async function sealPart(
  envelopes: Envelopes,
  part: SealedPart,
  content: Json,
): Promise<{ readonly action: { readonly put: Item }; readonly commitment: string }> {
  const { sealed, commitment } = await envelopes.seal(recordId(part), content);
  return { action: { put: { ...partKey(part), sealed, commitment } }, commitment };
}

/** Takes a part away: what was proposed, once that is decided. */
export function dropPart(part: SealedPart): Action {
  return { delete: partKey(part) };
}

/** The part as JSON, or undefined when it was never stored. */
export async function openPart(
  table: Table,
  envelopes: Envelopes,
  part: SealedPart,
): Promise<Json | undefined> {
  const item = await table.get(partKey(part));
  return item && openSealed(envelopes, recordId(part), item);
}

/** Many parts, in their order; undefined what was never stored. */
export async function openParts(
  table: Table,
  envelopes: Envelopes,
  parts: readonly SealedPart[],
): Promise<readonly (Json | undefined)[]> {
  const items = await readMany(table, parts.map(partKey));
  return Promise.all(
    parts.map(async (part, at) => {
      const item = items[at];
      return item && openSealed(envelopes, recordId(part), item);
    }),
  );
}
