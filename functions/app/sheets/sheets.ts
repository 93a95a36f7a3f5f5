import { createHash } from 'node:crypto';
import {
  type ClaimSheet,
  type RowOutcome,
  claimSheetSchema,
  rowOutcomesSchema,
} from '../../contracts/store/claim-sheet.ts';
import type { Clock } from '../ports/clock.ts';
import type { Envelopes } from '../ports/secrets.ts';
import { openSealed } from '../store/open-sealed.ts';
import type { Key, Table } from '../store/ports.ts';
import { sweepExpired } from '../store/sweep-expired.ts';
import { textAttribute } from '../store/text-attribute.ts';
import { conditionFailed, transact } from '../store/transact.ts';

export interface SheetsDeps {
  readonly table: Table;
  readonly envelopes: Envelopes;
  readonly clock: Clock;
}

export interface StoredSheet extends ClaimSheet {
  readonly sheetId: string;
  /** Of its first rows, as far as they were sent. */
  readonly outcomes: readonly RowOutcome[];
}

/** Sheets of claims that clerks have sent. Each is its clerk's own; a restart forgets none; swept after a week. */
export interface Sheets {
  /** Keeps a sheet, on disk before it returns. The same clerk's same key is the same sheet. @returns its id */
  begin(clerkId: string, sheet: ClaimSheet): Promise<string>;
  /** Undefined when it is another clerk's, or swept. */
  read(clerkId: string, sheetId: string): Promise<StoredSheet | undefined>;
  /** Remembers what became of its rows so far, on disk before it returns. */
  keep(clerkId: string, sheet: Pick<StoredSheet, 'sheetId' | 'outcomes'>): Promise<void>;
  /** The sheet that the clerk sent last, for the way back to it. */
  latest(clerkId: string): Promise<string | undefined>;
}

const keptDays = 7;
const daySeconds = 24 * 3600;

/** Where an index holds all sheets, by when they are swept. */
const sheetList = 'SHEETS';

function sheetKey(clerkId: string, sheetId: string): Key {
  return { pk: `SHEET#${clerkId}`, sk: sheetId };
}

/** Beside the sheet, which is large and does not change. */
function outcomesKey(clerkId: string, sheetId: string): Key {
  return { pk: `SHEET#${clerkId}`, sk: `OUTCOMES#${sheetId}` };
}

function latestKey(clerkId: string): Key {
  return { pk: `SHEET#${clerkId}`, sk: 'LATEST' };
}

export function createSheets({ table, envelopes, clock }: SheetsDeps): Sheets {
  const recordId = ({ pk, sk }: Key): string => `${pk}/${sk}`;

  return {
    async begin(clerkId, sheet) {
      const sheetId = `sheet-${createHash('sha256').update(sheet.submissionKey).digest('hex').slice(0, 26)}`;
      const key = sheetKey(clerkId, sheetId);
      const { sealed } = await envelopes.seal(recordId(key), sheet);
      const sweptOn = new Date(Date.parse(clock.now()) + keptDays * daySeconds * 1000).toISOString();
      const begun = await transact(table, [
        { put: { ...key, sealed, gsi1pk: sheetList, gsi1sk: sweptOn }, if: { exists: false } },
        { put: { ...latestKey(clerkId), sheetId } },
      ]);
      if (!begun.ok && !conditionFailed(begun.error.reasons[0])) {
        throw new Error(`sheet ${sheetId} was not kept`, { cause: begun.error });
      }
      return sheetId;
    },
    async read(clerkId, sheetId) {
      const [key, its] = [sheetKey(clerkId, sheetId), outcomesKey(clerkId, sheetId)];
      const [item, outcomes] = await Promise.all([table.get(key), table.get(its)]);
      if (!item || textAttribute(item, 'gsi1sk') <= clock.now()) return undefined;
      return {
        sheetId,
        ...claimSheetSchema.parse(await openSealed(envelopes, recordId(key), item)),
        outcomes: outcomes
          ? rowOutcomesSchema.parse(await openSealed(envelopes, recordId(its), outcomes))
          : [],
      };
    },
    async keep(clerkId, { sheetId, outcomes }) {
      const key = outcomesKey(clerkId, sheetId);
      const { sealed } = await envelopes.seal(recordId(key), [...outcomes]);
      const kept = await transact(table, [
        { put: { ...key, sealed } },
        { check: sheetKey(clerkId, sheetId), if: { exists: true } },
      ]);
      if (!kept.ok) throw new Error(`what became of sheet ${sheetId} was not kept`, { cause: kept.error });
    },
    async latest(clerkId) {
      const item = await table.get(latestKey(clerkId));
      return item && textAttribute(item, 'sheetId');
    },
  };
}

/** Deletes the sheets whose week is over, with what became of their rows. @returns how many */
export function createSweepSheets(deps: Pick<SheetsDeps, 'table' | 'clock'>) {
  return (): Promise<number> =>
    sweepExpired(deps, sheetList, ({ pk, sk }) => [{ delete: { pk, sk: `OUTCOMES#${sk}` } }]);
}
