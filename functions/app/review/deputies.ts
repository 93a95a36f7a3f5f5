import { type StoredDeputyship, deputyshipHeadSchema } from '../../contracts/store/deputyship-head.ts';
import type { FieldProblem } from '../../contracts/problem.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import { type Result, err, ok } from '../../domain/result/result.ts';
import {
  type Deputyship,
  type DeputyshipFault,
  deputyshipFaults,
  isLeadOf,
  isReviewer,
} from '../../domain/review/deputyship.ts';
import { areaContains } from '../../domain/review/area.ts';
import { deputyshipsOf } from '../access/deputyships.ts';
import { type User, listReviewers, readUser } from '../access/users.ts';
import { type KeyReused, answerOnce } from '../idempotency/answer-once.ts';
import { type IdempotencyKey, idempotencyRow } from '../idempotency/idempotency.ts';
import type { Clock } from '../ports/clock.ts';
import type { Ids } from '../ports/ids.ts';
import { listedItems } from '../store/pages.ts';
import type { Key, Table } from '../store/ports.ts';
import { transact } from '../store/transact.ts';
import { changeSubject, subjectPk } from '../subjects/change.ts';

export interface DeputiesDeps {
  readonly table: Table;
  readonly clock: Clock;
  readonly ids: Ids;
}

export interface NameDeputyInput extends Deputyship {
  readonly actor: Actor;
  readonly idempotency?: IdempotencyKey | undefined;
}

export type NameDeputyProblem =
  | KeyReused
  | { readonly kind: 'changed-since' }
  /** Neither the absent person's own business, nor that of the office above. */
  | { readonly kind: 'wrong-role' }
  | { readonly kind: 'invalid-request'; readonly errors: readonly FieldProblem[] };

export interface EndDeputyshipInput {
  readonly deputyshipId: string;
  readonly actor: Actor;
}

export type EndDeputyshipProblem =
  | { readonly kind: 'not-found' }
  | { readonly kind: 'wrong-role' }
  | { readonly kind: 'wrong-state' }
  | { readonly kind: 'changed-since' };

export interface NamedDeputy {
  readonly deputyshipId: string;
}

/** Who stands in for whom, as one person sees it. */
export interface Deputies {
  /** Those that are not over yet, by their last day. */
  readonly deputyships: readonly (StoredDeputyship & { readonly mayEnd: boolean })[];
  /** All who may be deputies, and whether this person may name one for them. */
  readonly reviewers: readonly { readonly userId: string; readonly mayNameFor: boolean }[];
}

const deputyshipList = 'DEPUTYSHIPS';

/** Deputies of absent reviewers: what they may do is read from here at each of their requests (app/access). */
export function createDeputies({ table, clock, ids }: DeputiesDeps) {
  async function name(input: NameDeputyInput): Promise<Result<NamedDeputy, NameDeputyProblem>> {
    return answerOnce<NamedDeputy, NameDeputyProblem>(
      table,
      input.idempotency,
      ({ deputyshipId }) => (typeof deputyshipId === 'string' ? { deputyshipId } : undefined),
      () => nameOnce(input),
    );
  }

  async function nameOnce({
    actor,
    idempotency,
    absentId,
    deputyId,
    from,
    until,
  }: NameDeputyInput): Promise<Result<NamedDeputy, NameDeputyProblem>> {
    const [namer, absent, deputy] = await Promise.all(
      [actor.id, absentId, deputyId].map((sub) => readUser(table, sub)),
    );
    const errors = [
      ...(decides(absent) ? [] : [{ pointer: '/absentId', code: 'not-valid' } as const]),
      ...(decides(deputy) ? [] : [{ pointer: '/deputyId', code: 'not-valid' } as const]),
      ...deputyshipFaults({ absentId, deputyId, from, until }, clock.today()).map(problemOf),
    ];
    if (errors.length > 0) return err({ kind: 'invalid-request', errors });
    if (!mayNameFor(namer, absent)) return err({ kind: 'wrong-role' });
    const deputyshipId = ids.newId('deputyship');
    const head = { deputyshipId, absentId, deputyId, from, until, namedBy: actor.id };
    const written = await transact(table, [
      ...(idempotency ? [idempotencyRow(idempotency, { deputyshipId })] : []),
      ...changeSubject(
        undefined,
        {
          subjectKind: 'deputyship',
          subjectId: deputyshipId,
          at: clock.now(),
          actor,
          event: 'named',
          to: 'named',
          detail: { absentId, deputyId, from, until },
        },
        { ...head, ...places(head) },
      ).actions,
    ]);
    return written.ok ? ok({ deputyshipId }) : err({ kind: 'changed-since' });
  }

  /** Ends one before its last day. */
  async function end({
    deputyshipId,
    actor,
  }: EndDeputyshipInput): Promise<Result<NamedDeputy, EndDeputyshipProblem>> {
    const item = await table.get(keyOf(deputyshipId));
    const before = item && deputyshipHeadSchema.parse(item);
    if (!before) return err({ kind: 'not-found' });
    const [namer, absent] = await Promise.all([readUser(table, actor.id), readUser(table, before.absentId)]);
    if (!mayNameFor(namer, absent)) return err({ kind: 'wrong-role' });
    if (before.endedBy !== undefined || before.until < clock.today()) return err({ kind: 'wrong-state' });
    const { version, auditHash, ...head } = before;
    const facts = { subjectKind: 'deputyship', subjectId: deputyshipId, at: clock.now(), actor };
    const written = await transact(
      table,
      changeSubject(
        { version, auditHash },
        { ...facts, event: 'ended', from: 'named', to: 'ended' },
        { ...head, endedBy: actor.id },
      ).actions,
    );
    return written.ok ? ok({ deputyshipId }) : err({ kind: 'changed-since' });
  }

  async function list(actor: Actor): Promise<Deputies> {
    const [me, reviewers, deputyships] = await Promise.all([
      readUser(table, actor.id),
      listReviewers(table),
      listOpen(table, clock.today()),
    ]);
    const mine = new Set(reviewers.filter((one) => mayNameFor(me, one)).map(({ sub }) => sub));
    return {
      deputyships: deputyships.map((one) => ({ ...one, mayEnd: mine.has(one.absentId) })),
      reviewers: reviewers.map(({ sub }) => ({ userId: sub, mayNameFor: mine.has(sub) })),
    };
  }

  return { name, end, list };
}

function keyOf(deputyshipId: string): Key {
  return { pk: subjectPk('deputyship', deputyshipId), sk: 'HEAD' };
}

/** Where the indexes hold one: for its deputy, and for the list of all. */
function places({ deputyId, until, deputyshipId }: Deputyship & NamedDeputy): Record<string, string> {
  const place = `${until}#${deputyshipId}`;
  return {
    gsi1pk: deputyshipsOf(deputyId),
    gsi1sk: place,
    gsi2pk: deputyshipList,
    gsi2sk: place,
  };
}

async function listOpen(table: Table, today: string): Promise<readonly StoredDeputyship[]> {
  const items = await Array.fromAsync(
    listedItems(table, 'gsi2', { pk: deputyshipList, sk: { from: today } }),
  );
  return items.map((item) => deputyshipHeadSchema.parse(item)).filter(({ endedBy }) => endedBy === undefined);
}

function decides(user: User | undefined): user is User {
  return user?.grants.some(({ role }) => isReviewer(role)) === true;
}

/** Everybody for themselves; for another, whoever leads each of the offices that they hold, where they hold it. */
function mayNameFor(namer: User | undefined, absent: User | undefined): boolean {
  if (!namer || !decides(absent)) return false;
  if (namer.sub === absent.sub) return true;
  return absent.grants
    .filter(({ role }) => isReviewer(role))
    .every(({ role, areaCode }) =>
      namer.grants.some((grant) => isLeadOf(grant.role, role) && areaContains(grant.areaCode, areaCode)),
    );
}

function problemOf(fault: DeputyshipFault): FieldProblem {
  switch (fault.kind) {
    case 'same-person':
      return { pointer: '/deputyId', code: 'same-person-twice' };
    case 'too-early':
      return { pointer: `/${fault.at}`, code: 'too-small', parameters: { minimum: fault.earliest } };
    case 'too-late':
      return { pointer: `/${fault.at}`, code: 'too-large', parameters: { maximum: fault.latest } };
  }
}
