import { createHash } from 'node:crypto';
import { type StoredAwardHead, awardHeadSchema } from '../../contracts/store/award-head.ts';
import type { Actor } from '../../domain/audit/actor.ts';
import type { Json } from '../../domain/audit/canonical-json.ts';
import { type AwardEvent, awardLifecycle, type AwardState } from '../../domain/awards/award-lifecycle.ts';
import { confirmableFrom } from '../../domain/awards/cooling-off.ts';
import { type NotAllowed, next } from '../../domain/lifecycle/lifecycle.ts';
import { type Result, ok } from '../../domain/result/result.ts';
import { type CalendarDate, dateInShanghai } from '../../domain/time/calendar-date.ts';
import { appropriationIdOf } from '../ledger/appropriation-id.ts';
import type { Action, Item, Key, Table, Value } from '../store/ports.ts';
import { asJson } from '../subjects/as-json.ts';
import { changeSubject, type GuardedPut, subjectPk } from '../subjects/change.ts';
import type { SealedPart } from '../subjects/sealed-parts.ts';

export type AwardHead = StoredAwardHead;

export function awardKey(awardId: string): Key {
  return { pk: subjectPk('award', awardId), sk: 'HEAD' };
}

export function parseAwardHead(item: Item): AwardHead {
  return awardHeadSchema.parse(item);
}

export async function readAwardHead(table: Table, awardId: string): Promise<AwardHead | undefined> {
  const item = await table.get(awardKey(awardId));
  return item && parseAwardHead(item);
}

/** A claim leads to one award, so its id follows from the claim's. */
export function awardIdOf(claimId: string): string {
  return claimId.replace(/^claim-/, 'award-');
}

/**
 * What is kept sealed of an award: the account it is paid to (`payee`), whose that is where it is not the claimant's
 * (`payee-person`, by the version of the account they brought), the change of either that waits for a second person, reasons in people's own words, and every
 * decision record made for a roll, by its hash. A period may be decided more than once (a run built anew, a
 * follow-up), and the record a payment rests on must stay.
 */
export function awardPart(
  awardId: string,
  part: 'payee' | `payee-person-${number}` | 'proposed' | `note-${number}` | `decision-${string}`,
): SealedPart {
  return { kind: 'award', id: awardId, part };
}

/** Which decision record was made last for a period. */
export function decidedKey(awardId: string, period: string): Key {
  return { pk: subjectPk('award', awardId), sk: `DECIDED#${period}` };
}

/** A programme's awards are spread over a few partitions of the index, so that no one of them runs hot. */
export const rollShards = 8;

export function rollList(programme: string, shard: number): string {
  return `AWARDS#${programme}#${String(shard)}`;
}

/** Where an index holds the recurring awards that wait for an appropriation's money, first come first. */
export function commitmentQueue(appropriationId: string): string {
  return `COMMITMENTS#${appropriationId}`;
}

/** States in which an award goes on next year. */
const goesOn: ReadonlySet<AwardState> = new Set([
  'active',
  'payee-needed',
  'reviewing',
  'suspended',
  'transferring',
]);

/** Where an index holds the awards that come to their end, by the last day of its window. */
export const awardsEnding = 'AWARDS-ENDING';

/** A person's awards, by the blind index of their number. */
export function personList(personIndex: string): string {
  return `PERSON-AWARDS#${personIndex}`;
}

export interface AwardMoment {
  readonly actor: Actor;
  /** Instant of the business clock, ISO 8601. */
  readonly at: string;
}

/** What comes of changing an award: the new head, and the actions (head and audit entry) that make it so. */
export interface AwardChange {
  readonly head: AwardHead;
  readonly actions: readonly [head: GuardedPut, ...entries: GuardedPut[]];
}

/**
 * The award's first audit entry and head.
 * @param payee commitment of the sealed account that is paid to, where there is one
 */
export function awardedActions(
  award: Omit<AwardHead, 'version' | 'auditHash'>,
  moment: AwardMoment,
  payee?: string,
): readonly Action[] {
  const { claimId, recordHash, amountFen } = award;
  const detail = { claimId, record: recordHash, amountFen, ...(payee === undefined ? {} : { payee }) };
  return changed(undefined, { ...award, version: 0, auditHash: '' }, 'awarded', moment, detail).actions;
}

/** Whatever is audited without moving the award in its lifecycle: a change that is proposed, an account that changes. */
export function awardNoted(
  before: AwardHead,
  event: string,
  changes: Partial<AwardHead>,
  moment: AwardMoment,
  detail: { readonly [name: string]: Json } = {},
): AwardChange {
  return changed(before, { ...before, ...changes }, event, moment, detail);
}

/** Moves an award along its lifecycle. */
export function moveAward(
  before: AwardHead,
  event: AwardEvent,
  changes: Partial<AwardHead>,
  moment: AwardMoment,
  detail: { readonly [name: string]: Json } = {},
): Result<AwardChange, NotAllowed<AwardState, AwardEvent>> {
  const state = next(awardLifecycle, before.state, event);
  if (!state.ok) return state;
  return ok(changed(before, { ...before, ...changes, state: state.value }, event, moment, detail));
}

/** The first day on which what waits for a second person may be confirmed. */
export function pendingUntil(
  head: AwardHead,
  { proposedAt }: NonNullable<AwardHead['pending']>,
): CalendarDate {
  const isRefused = isAccountRefused(head);
  return confirmableFrom(dateInShanghai(Date.parse(proposedAt)), { ...head, isRefused });
}

/** Whether a bank would not pay to the account that the award has, and nobody has named another since. */
export function isAccountRefused({ refusedAccount, accountVersion }: AwardHead): boolean {
  return refusedAccount === accountVersion;
}

/** The head without the change that waited for a second person. */
export function withoutPending({ pending: _pending, ...head }: AwardHead): AwardHead {
  return head;
}

/**
 * Two changes that become one: the head as the second leaves it, if it still is as the first found it, and the audit
 * entries of both.
 * @param second made of the head that the first leaves
 */
export function together(first: AwardChange, second: AwardChange): AwardChange {
  const [found, ...entries] = first.actions;
  const [left, ...next] = second.actions;
  return { head: second.head, actions: [{ put: left.put, if: found.if }, ...entries, ...next] };
}

function changed(
  before: AwardHead | undefined,
  after: AwardHead,
  event: string,
  { actor, at }: AwardMoment,
  detail: { readonly [name: string]: Json },
): AwardChange {
  const { head, actions } = changeSubject(
    before && { version: before.version, auditHash: before.auditHash },
    {
      subjectKind: 'award',
      subjectId: after.awardId,
      at,
      actor,
      event,
      ...(before ? { from: before.state } : {}),
      to: after.state,
      detail,
    },
    storable(after),
  );
  return { head: { ...after, version: head.version, auditHash: head.auditHash }, actions };
}

/** The year whose money a recurring award waits for; undefined for one that does not go on. */
export function awaitedYear({
  state,
  committedThrough,
}: Pick<AwardHead, 'state' | 'committedThrough'>): number | undefined {
  return committedThrough === undefined || !goesOn.has(state) ? undefined : committedThrough + 1;
}

function queued(award: Omit<AwardHead, 'version' | 'auditHash'>): Record<string, Value> {
  const { programme, fundsOrder } = award;
  const year = awaitedYear(award);
  if (year === undefined || fundsOrder === undefined) return {};
  return { gsi3pk: commitmentQueue(appropriationIdOf(programme, year)), gsi3sk: fundsOrder };
}

function storable({ version: _version, auditHash: _auditHash, ...award }: AwardHead): Record<string, Value> {
  const shard =
    parseInt(createHash('sha256').update(award.awardId).digest('hex').slice(0, 2), 16) % rollShards;
  const attributes: Record<string, Value> = {
    gsi1pk: rollList(award.programme, shard),
    gsi1sk: `${award.period}#${award.awardId}`,
    gsi2pk: personList(award.personIndex),
    gsi2sk: award.awardId,
    ...(award.state === 'ending' && award.ending
      ? { gsi3pk: awardsEnding, gsi3sk: `${award.ending.until}#${award.awardId}` }
      : queued(award)),
  };
  for (const [name, value] of Object.entries(award)) {
    if (value !== undefined) attributes[name] = asJson(value);
  }
  return attributes;
}
