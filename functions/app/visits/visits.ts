import { createHash } from 'node:crypto';
import { type Visit, visitSchema } from '../../contracts/store/visit.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { openSealed } from '../store/open-sealed.ts';
import type { Key, Table } from '../store/ports.ts';
import { sweepExpired } from '../store/sweep-expired.ts';
import { textAttribute } from '../store/text-attribute.ts';
import { transact } from '../store/transact.ts';

export interface VisitsDeps {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly clock: Clock;
  readonly ids: Ids;
}

/** What browsers' visits are remembered by. A restart forgets none; the daily sweep ends those that have run out. */
export interface Visits {
  /** A fresh id for a browser that has none; nothing is stored until there is something to remember. */
  newId(): string;
  /** What is remembered under an id that a browser showed; nothing when it is unknown or has run out. */
  open(visitId: string): Promise<Visit>;
  /** Remembers, on disk before it returns. The visit then lasts `lastsSeconds` from now. */
  keep(visitId: string, visit: Visit): Promise<void>;
  /** Forgets all of it. */
  end(visitId: string): Promise<void>;
}

/** A working day, and at least as long as a sign-in lasts. */
const lastsSeconds = 10 * 3600;

/** Where an index holds all visits, by when they run out. */
const visitList = 'VISITS';

/** The id itself is stored nowhere: who reads the table cannot take over a visit. */
function visitKey(visitId: string): Key {
  return { pk: `VISIT#${createHash('sha256').update(visitId).digest('hex')}`, sk: 'VISIT' };
}

export function createVisits({ table, envelopes, clock, ids }: VisitsDeps): Visits {
  return {
    newId: () => ids.newId('visit'),
    async open(visitId) {
      const key = visitKey(visitId);
      const item = await table.get(key);
      if (!item || textAttribute(item, 'gsi1sk') <= clock.now()) return {};
      return visitSchema.parse(await openSealed(envelopes, key.pk, item));
    },
    async keep(visitId, visit) {
      const key = visitKey(visitId);
      const { sealed } = await envelopes.seal(key.pk, visit);
      const until = new Date(Date.parse(clock.now()) + lastsSeconds * 1000).toISOString();
      const kept = await transact(table, [{ put: { ...key, sealed, gsi1pk: visitList, gsi1sk: until } }]);
      if (!kept.ok) throw new Error(`${key.pk} was not kept`);
    },
    async end(visitId) {
      const ended = await transact(table, [{ delete: visitKey(visitId) }]);
      if (!ended.ok) throw new Error(`${visitKey(visitId).pk} was not ended`);
    },
  };
}

/** Deletes the visits that have run out. @returns how many */
export function createSweepVisits(deps: Pick<VisitsDeps, 'table' | 'clock'>) {
  return (): Promise<number> => sweepExpired(deps, visitList);
}
