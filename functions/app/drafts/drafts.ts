import { type Draft, draftSchema } from '../../contracts/store/draft.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Envelopes, Keyed } from '../ports/secrets.ts';
import { openSealed } from '../store/open-sealed.ts';
import type { Key, Table } from '../store/ports.ts';
import { sweepExpired } from '../store/sweep-expired.ts';
import { textAttribute } from '../store/text-attribute.ts';
import { transact } from '../store/transact.ts';

export interface DraftsDeps {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly keyed: Keyed;
  readonly clock: Clock;
  readonly ids: Ids;
  /** A UUID, for the API's idempotency key. */
  readonly newKey: () => string;
}

export interface StoredDraft extends Draft {
  readonly draftId: string;
}

/** Claim forms that are being filled in: saved as it goes, found again by reference and code, swept after a month. */
export interface Drafts {
  /** Begins one. @throws when it cannot be stored */
  begin(programme: string): Promise<StoredDraft>;
  /** Undefined when it was sent, or swept. */
  read(draftId: string): Promise<StoredDraft | undefined>;
  /** Saves the answers as they are now, on disk before it returns; a month begins anew. */
  save(draft: StoredDraft): Promise<void>;
  /** The code with which it is found again. */
  codeOf(draftId: string): string;
  find(reference: string, code: string): Promise<StoredDraft | undefined>;
  /** It was sent: nothing of it stays. */
  end(draft: StoredDraft): Promise<void>;
}

const keptDays = 30;
const daySeconds = 24 * 3600;

/** Where an index holds all drafts, by when they are swept. */
const draftList = 'DRAFTS';

function draftKey(draftId: string): Key {
  return { pk: `DRAFT#${draftId}`, sk: 'DRAFT' };
}

function referenceKey(reference: string): Key {
  return { pk: `DRAFT-REFERENCE#${reference}`, sk: 'DRAFT' };
}

export function createDrafts({ table, envelopes, keyed, clock, ids, newKey }: DraftsDeps): Drafts {
  const sweptOn = (): string =>
    new Date(Date.parse(clock.now()) + keptDays * daySeconds * 1000).toISOString();

  async function row({ draftId, ...draft }: StoredDraft) {
    const key = draftKey(draftId);
    const { sealed } = await envelopes.seal(key.pk, draft);
    return {
      ...key,
      sealed,
      reference: draft.reference,
      gsi1pk: draftList,
      gsi1sk: sweptOn(),
    };
  }

  async function read(draftId: string): Promise<StoredDraft | undefined> {
    const key = draftKey(draftId);
    const item = await table.get(key);
    if (!item || textAttribute(item, 'gsi1sk') <= clock.now()) return undefined;
    return { draftId, ...draftSchema.parse(await openSealed(envelopes, key.pk, item)) };
  }

  return {
    async begin(programme) {
      const draft = {
        draftId: ids.newId('draft'),
        programme,
        reference: ids.newReference(),
        submissionKey: newKey(),
        answers: {},
      };
      const begun = await transact(table, [
        { put: await row(draft), if: { exists: false } },
        { put: { ...referenceKey(draft.reference), draftId: draft.draftId }, if: { exists: false } },
      ]);
      if (!begun.ok) throw new Error('a draft met another of its name');
      return draft;
    },
    read,
    async save(draft) {
      const saved = await transact(table, [{ put: await row(draft), if: { exists: true } }]);
      if (!saved.ok) throw new Error(`${draftKey(draft.draftId).pk} is not there any more`);
    },
    codeOf: (draftId) => keyed.accessCode(draftId),
    async find(reference, code) {
      const item = await table.get(referenceKey(reference));
      const draftId = item && textAttribute(item, 'draftId');
      return draftId !== undefined && keyed.isAccessCode(draftId, code) ? read(draftId) : undefined;
    },
    async end({ draftId, reference }) {
      const ended = await transact(table, [
        { delete: draftKey(draftId) },
        { delete: referenceKey(reference) },
      ]);
      if (!ended.ok) throw new Error(`${draftKey(draftId).pk} was not ended`);
    },
  };
}

/** Deletes the drafts that nobody came back to, with their references. @returns how many */
export function createSweepDrafts(deps: Pick<DraftsDeps, 'table' | 'clock'>) {
  return (): Promise<number> =>
    sweepExpired(deps, draftList, (item) => [{ delete: referenceKey(textAttribute(item, 'reference')) }]);
}
