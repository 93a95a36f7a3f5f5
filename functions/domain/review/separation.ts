import type { Actor } from '../audit/actor.ts';
import { type Result, err, ok } from '../result/result.ts';

/**
 * What nobody may do two of on one payment (invariants.md, 5). Each review stage is a duty of its own, and so
 * is each confirmation by a second person, which is therefore always somebody else than the first.
 */
export type Duty = (typeof plainDuties)[number] | `review:${string}`;

/** The duties but for the review stages, each of which is one of its own. */
export const plainDuties = [
  'intake',
  'attestation',
  'attestation-confirmation',
  'payee-change',
  'payee-confirmation',
  'preparing',
  'releasing',
  'statement-import',
  'exception-proposal',
  'exception-approval',
  'appeal',
  /** Declared to be concerned: takes no other part. */
  'conflict',
] as const;

/** A duty somebody took on a subject, or on what the subject was paid from. */
export interface DutyTaken {
  readonly duty: Duty;
  readonly actor: Actor;
}

export type Relation = 'self' | 'spouse' | 'parent' | 'child';

/** Somebody in a claim, by the blind index of their resident number, and what they are to its claimant. */
export interface PersonInClaim {
  readonly residentIndex: string;
  readonly relation: Relation;
}

export type SeparationConflict =
  | { readonly kind: 'took-part'; readonly duty: Duty }
  | { readonly kind: 'own-family'; readonly relation: Relation };

/**
 * Whether somebody may take a duty, given the duties already taken. The same duty again is allowed: a claim sent
 * back comes to the same desk twice. Steps and schedules of the system are nobody and never conflict.
 */
export function mayTakeDuty(
  actor: Actor,
  duty: Duty,
  taken: readonly DutyTaken[],
): Result<void, SeparationConflict> {
  if (actor.kind !== 'staff') return ok();
  const other = taken.find(
    (before) => before.actor.kind === 'staff' && before.actor.id === actor.id && before.duty !== duty,
  );
  return other ? err({ kind: 'took-part', duty: other.duty }) : ok();
}

/**
 * Whether a member of staff stands outside the family of a claim: not the claimant, and not the claimant's spouse,
 * parent or child. Being any of these is the same as acting for oneself, one's spouse, child or parent.
 * @param residentIndex blind index of the staff member's own resident number; undefined when their record has
 *   none, and then the declaration of conflict in the decision is all there is
 */
export function standsOutsideFamily(
  residentIndex: string | undefined,
  persons: readonly PersonInClaim[],
): Result<void, SeparationConflict> {
  if (residentIndex === undefined) return ok();
  const self = persons.find((person) => person.residentIndex === residentIndex);
  return self ? err({ kind: 'own-family', relation: self.relation }) : ok();
}
