import type { Actor } from '../../domain/audit/actor.ts';
import { claimReadingHeadSchema } from '../../contracts/store/claim-reading-head.ts';
import type { Clock } from '../ports/clock.ts';
import { stepError } from '../ports/step-errors.ts';
import type { Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';
import { readChain } from '../subjects/read-chain.ts';

const subjectKind = 'claim-reading';

const attempts = 5;

/** What of a claim is opened by itself, by the member of a reading that names it, and the event that says so. */
const eventOfPart = {
  /** A paper. */
  evidenceId: 'paper-opened',
  /** What was said against it while it was posted. */
  objectionId: 'objection-opened',
  /** What its applicant says against its rejection. */
  appealId: 'appeal-opened',
} as const;

const parts = [
  'evidenceId',
  'objectionId',
  'appealId',
] as const satisfies readonly (keyof typeof eventOfPart)[];

/** The one part that was opened; the claim itself, with its names and numbers, where none is named. */
type OpenedPart = Partial<Readonly<Record<(typeof parts)[number], string>>>;

/** Who opened what of a claim. */
export interface Reading extends OpenedPart {
  /** Instant, ISO 8601: of the first time that day. */
  readonly at: string;
  readonly userId: string;
  /** The absent reviewer in whose place it was opened. */
  readonly deputyFor?: string;
}

export interface ReadingToNote extends OpenedPart {
  readonly claimId: string;
  readonly actor: Actor;
  readonly deputyFor?: string | undefined;
}

/** Notes who opens what, before it is shown to them. */
export type NoteReading = (reading: ReadingToNote) => Promise<void>;

/**
 * Notes that somebody opens a claim, or a part of it, before it is shown to them: once a day, however often they
 * look. The claim's readings are a chain beside its own, since a claim that grew a version by being read would go stale
 * under its reviewer.
 */
export function createNoteReading({
  table,
  clock,
}: {
  readonly table: Table;
  readonly clock: Clock;
}): NoteReading {
  return async ({ claimId, actor, deputyFor, ...opened }) => {
    const part = parts.find((one) => opened[one] !== undefined);
    const [day, what] = [clock.today(), [actor.id, (part && opened[part]) ?? 'claim'].join(' ')];
    for (let attempt = 1; attempt <= attempts; attempt += 1) {
      const stored = await table.get({ pk: subjectPk(subjectKind, claimId), sk: 'HEAD' });
      const before = stored && claimReadingHeadSchema.parse(stored);
      const noted = before?.day === day ? before.noted : [];
      if (noted.includes(what)) return;
      const facts = {
        subjectKind,
        subjectId: claimId,
        at: clock.now(),
        actor,
        event: part ? eventOfPart[part] : 'opened',
        detail: {
          ...opened,
          ...(deputyFor === undefined ? {} : { deputyFor }),
        },
      };
      const { actions } = changeSubject(before, facts, { day, noted: [...noted, what] });
      // Where another reading came first, it is tried again on what stands there now.
      if ((await transact(table, actions)).ok) return;
    }
    throw stepError('StoreUnavailable', `the readings of ${claimId} keep changing`);
  };
}

/** Who opened a claim and its parts for review, the first first. */
export async function readingsOf(table: Table, claimId: string): Promise<readonly Reading[]> {
  const entries = await Array.fromAsync(readChain(table, subjectPk(subjectKind, claimId)));
  return entries.map(({ at, actor, detail }) => ({
    at,
    userId: actor.id,
    ...(typeof detail?.deputyFor === 'string' ? { deputyFor: detail.deputyFor } : {}),
    ...Object.fromEntries(
      parts.flatMap((part) => (typeof detail?.[part] === 'string' ? [[part, detail[part]]] : [])),
    ),
  }));
}
