import type { CalendarDate } from '../time/calendar-date.ts';

/*
 * A policy version as it stands in its file (policies/<programme>/<version>.json): data alone, so that a district
 * changes a rule without code. functions/contracts/policy.ts holds the schema that reads it.
 */

/** Where a rule or figure comes from: a document and, in brackets, where its words were found; or "example value". */
export type Source = string;

export type Locale = 'zh-CN' | 'en';
export type InBothLanguages<T> = { readonly [L in Locale]: T };

export type ClaimPart =
  'spouse' | 'children' | 'certificate' | 'retirement' | 'onBehalfOf' | 'receipts' | 'account';

/**
 * What the form takes: `required` left out, or `none` filled in, is refused at intake. A part that a register
 * can answer for is `optional`.
 */
export type Asked = 'required' | 'optional' | 'none';

export type ReviewStage = 'village' | 'street' | 'posting' | 'district';

export type FundingSource = 'central' | 'province' | 'city' | 'district' | 'employer-levy' | 'fund';

export type PolicyPeriod =
  | { readonly kind: 'half-year' | 'year' | 'claim' }
  /** A claim belongs to the cohort of the year this many years before the one it is submitted in. */
  | { readonly kind: 'cohort-year'; readonly yearsBefore: number };

/**
 * On which day the facts are taken: the period's first day, each month's first day (a month counts when every
 * condition holds), or the day the claim was submitted.
 */
export type ConditionLevel = 'period' | 'month' | 'claim';

export interface ConditionTexts {
  /** What is asked, said to the claimant. */
  readonly asks: string;
  /** What it means that it is not met. */
  readonly failed: string;
  /** Said with the date from which to claim, where time alone will meet it. */
  readonly later?: string;
}

export interface Condition {
  /** Unique within the policy; what a decision against a claimant carries. */
  readonly code: string;
  readonly level: ConditionLevel;
  /** CEL, true when the condition is met; what it may use: docs in cel-environment.ts. */
  readonly expression: string;
  /** Also met when this holds, while the policy's switch of that name is on. */
  readonly orIf?: { readonly switch: string; readonly expression: string };
  /** CEL giving the day from which time alone meets it; absent when time does not heal it. */
  readonly metFrom?: string;
  readonly source: Source;
  readonly texts: InBothLanguages<ConditionTexts>;
}

/** Each source of a policy, as its file has it, in the words that people read. */
export interface Citations {
  readonly [source: Source]: InBothLanguages<string>;
}

/** An amount and the days it is in force. Entries follow one another without gap or overlap. */
export interface DatedAmount {
  readonly from: CalendarDate;
  /** The last day; absent in the last entry alone. */
  readonly to?: CalendarDate;
  readonly fen: number;
  readonly source: Source;
}

/** Which rate applies: the first case, in order, whose `when` holds. */
export interface AmountCase {
  /** Unique among cases and conditions, since a reviewer may have to settle it like one. */
  readonly code: string;
  readonly when: string;
  readonly rates: readonly DatedAmount[];
  readonly texts: InBothLanguages<string>;
}

export interface Amount {
  /**
   * `per-period`: the rate is for a year, paid in `instalments` equal parts, one a period, at the rate of the
   * period's first day. `per-month`: the rate is for a month that counts, at the month's first day. `fixed`: the
   * rate is the amount, at the period's first day.
   */
  readonly basis: 'per-period' | 'per-month' | 'fixed';
  readonly instalments?: number;
  readonly cases: readonly AmountCase[];
}

export interface FundingShare {
  readonly name: FundingSource;
  readonly basisPoints: number;
  readonly source: Source;
}

/** Month and day "MM-DD" in the period's year plus `yearsAfter`. */
export interface YearlyDate {
  readonly monthDay: string;
  readonly yearsAfter: number;
}

/** When a period's claims close and its money is due; `part` is the half, or the whole year. */
export interface PeriodDates {
  readonly part: 'H1' | 'H2' | 'year';
  readonly claimBy: YearlyDate;
  readonly payBy: YearlyDate;
}

export interface Deadlines {
  readonly decideWithinWorkingDays: number;
  readonly hearingWorkingDays: number;
  readonly appealDays: number;
  readonly attestationWorkingDays: number;
  readonly periods: readonly PeriodDates[];
  readonly source: Source;
}

/** How much of a later payment may be kept back for what its payee was paid too much. */
export interface RecoveryLimits {
  /** The largest part of a payment. */
  readonly mostBasisPoints: number;
  /** What must be left of a payment to live on. */
  readonly leaveFen: number;
  /** Days after a death in the family in which nothing is kept back. */
  readonly mourningDays: number;
  readonly source: Source;
}

export interface PolicyTexts {
  readonly title: string;
  readonly summary: string;
  /** What to bring, one document an entry. */
  readonly documents: readonly string[];
}

export interface Policy {
  readonly programme: string;
  readonly version: string;
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo?: CalendarDate;
  readonly kind: 'recurring' | 'one-off' | 'reimbursement' | 'premium';
  readonly period: PolicyPeriod;
  /** `on-behalf-of`: the person claimed for, when the form names one. */
  readonly entitledPerson: 'applicant' | 'on-behalf-of';
  readonly asks: { readonly [P in ClaimPart]: Asked };
  /** While not required, conditions on the attestation are not asked. */
  readonly attestation: 'required' | 'not-required';
  readonly switches: { readonly [name: string]: boolean };
  readonly conditions: readonly Condition[];
  readonly amount: Amount;
  /** The name of what is paid, part of a payment's identity. */
  readonly component: string;
  readonly funding: readonly FundingShare[];
  readonly reviewChain: readonly ReviewStage[];
  /** A group smaller than the minimum is merged upwards before it is shown. */
  readonly posting:
    'none' | { readonly days: number; readonly minimumGroup: number; readonly source: Source };
  /** The share of awards drawn for an independent check, where nothing is posted. */
  readonly sampleBasisPoints: number;
  readonly deadlines: Deadlines;
  readonly duplicateBy: 'person' | 'entitled-person' | 'receipt' | 'couple';
  /** `open-periods`: a late claimant receives every open period they prove. */
  readonly backdating: 'none' | 'open-periods';
  /** Absent: nothing is ever kept back from a payment. */
  readonly recovery?: RecoveryLimits;
  readonly texts: InBothLanguages<PolicyTexts>;
  /** How people read each source above. No part of the rules: its words are put right without another version. */
  readonly citations: Citations;
}
