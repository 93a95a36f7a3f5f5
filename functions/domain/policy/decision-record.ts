import type { Fen } from '../money/fen.ts';
import type { CalendarDate } from '../time/calendar-date.ts';
import type { Period } from '../time/period.ts';
import type { Facts, UnknownReason } from './facts.ts';
import type { Source } from './policy.ts';

export type ConditionResult = 'met' | 'failed' | 'unknown';

/** What a reviewer established about a condition that the registers left unknown. */
export interface Finding {
  /** The condition's code, or that of an amount case. */
  readonly code: string;
  readonly result: 'met' | 'failed';
  readonly basis: string;
  readonly evidenceIds: readonly string[];
  /** The day from which it is so; before it, the opposite. Absent: for the whole period. */
  readonly from?: CalendarDate;
}

export interface ResultOn {
  readonly on: CalendarDate;
  readonly result: ConditionResult;
  readonly by: 'rule' | 'finding';
}

export interface RecordedCondition {
  readonly code: string;
  readonly source: Source;
  /** One a day on which the policy takes the facts. */
  readonly results: readonly ResultOn[];
}

export interface UnknownCondition {
  readonly code: string;
  readonly reasons: readonly UnknownReason[];
}

export interface AmountStep {
  /** The day whose rate applies. */
  readonly on: CalendarDate;
  readonly case: string;
  readonly rateFen: Fen;
  /** The rate is for a year, paid in this many parts. */
  readonly instalments?: number;
  readonly amountFen: Fen;
  readonly source: Source;
}

/**
 * Why a claim was decided as it was: JSON that recomputes to itself for ever (invariant 14). It holds dates, sexes
 * and grades by role, no names and no identity numbers; that is personal all the same, so it is stored sealed.
 */
export interface DecisionRecord {
  readonly programme: string;
  readonly policyVersion: string;
  readonly policyHash: string;
  readonly period: Period;
  readonly submittedOn: CalendarDate;
  readonly facts: Facts;
  /** The findings that settled something; others are not kept. */
  readonly findings: readonly Finding[];
  readonly conditions: readonly RecordedCondition[];
  readonly outcome: ConditionResult;
  /** Codes in the policy's order; empty unless the outcome is failed. */
  readonly failing: readonly string[];
  /** Empty unless the outcome is unknown. */
  readonly unknown: readonly UnknownCondition[];
  readonly amountSteps: readonly AmountStep[];
  readonly amountFen: Fen;
  readonly components: readonly { readonly component: string; readonly amountFen: Fen }[];
  /** From when the same facts would meet every condition: time alone is missing. */
  readonly claimAgainFrom?: CalendarDate;
}

/** Whether nothing but the township's attestation is missing: the claim waits for the office, not for a reviewer. */
export function isAwaitingAttestation(record: DecisionRecord): boolean {
  return (
    record.outcome === 'unknown' &&
    record.unknown.every(({ reasons }) => reasons.every(({ kind }) => kind === 'awaited'))
  );
}

/** As much of a record as the summary needs, with dates that may have crossed an edge as text. */
interface Summarised {
  readonly conditions: readonly {
    readonly code: string;
    readonly source: Source;
    readonly results: readonly { readonly on: string; readonly result: ConditionResult }[];
  }[];
  readonly failing: readonly string[];
  readonly unknown: readonly { readonly code: string }[];
  readonly amountSteps: readonly { readonly on: string }[];
}

/**
 * One result a condition, for people. Where days differ: failed if its code is among the failing, unknown if it
 * is among the unknown, otherwise its result on the last day that counted (the last day, if none did).
 */
export function summariseConditions(
  record: Summarised,
): { readonly code: string; readonly result: ConditionResult; readonly source: Source }[] {
  const counted = new Set(record.amountSteps.map(({ on }) => on));
  return record.conditions.map(({ code, source, results }) => {
    const counting = results.filter(({ on }) => counted.has(on)).at(-1);
    const result = record.failing.includes(code)
      ? 'failed'
      : record.unknown.some((unknown) => unknown.code === code)
        ? 'unknown'
        : (counting ?? results.at(-1))?.result;
    return { code, source, result: result ?? 'unknown' };
  });
}
