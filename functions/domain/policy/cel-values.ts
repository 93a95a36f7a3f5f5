import type { CalendarDate } from '../time/calendar-date.ts';

/*
 * What policy expressions see. Classes, because the CEL library tells types apart by constructor: a misspelt field
 * or a date compared with a number is then found when the policy is loaded. Whole numbers are BigInt, as CEL wants
 * them: ages, grades and counts alone. No amount of money ever passes through an expression, so nothing is rounded.
 */

export class Day {
  readonly text: CalendarDate;
  constructor(text: CalendarDate) {
    this.text = text;
  }
}

export class PeriodValue {
  readonly firstDay: Day;
  readonly lastDay: Day;
  constructor(firstDay: Day, lastDay: Day) {
    this.firstDay = firstDay;
    this.lastDay = lastDay;
  }
}

export class ClaimValue {
  readonly submittedOn: Day;
  readonly onBehalf: boolean;
  constructor(submittedOn: Day, onBehalf: boolean) {
    this.submittedOn = submittedOn;
    this.onBehalf = onBehalf;
  }
}

export class PersonValue {
  readonly birthDate: Day;
  readonly female: boolean;
  readonly rural: boolean;
  readonly urban: boolean;
  /** On the day the facts are taken. */
  readonly living: boolean;
  /** Not a field of the type: only aliveOn reads it. */
  readonly diedOn: CalendarDate | undefined;
  constructor(birthDate: Day, female: boolean, rural: boolean, living: boolean, diedOn?: CalendarDate) {
    this.birthDate = birthDate;
    this.female = female;
    this.rural = rural;
    this.urban = !rural;
    this.living = living;
    this.diedOn = diedOn;
  }
}

export class ChildValue {
  readonly birthDate: Day;
  readonly female: boolean;
  readonly living: boolean;
  readonly died: boolean;
  constructor(birthDate: Day, female: boolean, living: boolean) {
    this.birthDate = birthDate;
    this.female = female;
    this.living = living;
    this.died = !living;
  }
}

export class OnlyChildValue {
  readonly birthDate: Day;
  readonly living: boolean;
  readonly died: boolean;
  /** Holds a disability certificate on the day. */
  readonly certified: boolean;
  /** The certificate's grade, 1 (gravest) to 4; 0 without one. */
  readonly grade: bigint;
  constructor(birthDate: Day, living: boolean, grade: number | undefined) {
    this.birthDate = birthDate;
    this.living = living;
    this.died = !living;
    this.certified = grade !== undefined;
    this.grade = BigInt(grade ?? 0);
  }
}

export class CertificateValue {
  readonly held: boolean;
  constructor(held: boolean) {
    this.held = held;
  }
}

export class RetirementValue {
  readonly retiredOn: Day;
  readonly scheme: string;
  readonly extraFivePercent: boolean;
  constructor(retiredOn: Day, scheme: string, extraFivePercent: boolean) {
    this.retiredOn = retiredOn;
    this.scheme = scheme;
    this.extraFivePercent = extraFivePercent;
  }
}

export class AttestationValue {
  readonly qualifies: boolean;
  constructor(qualifies: boolean) {
    this.qualifies = qualifies;
  }
}

export class KinshipValue {
  readonly proven: boolean;
  constructor(proven: boolean) {
    this.proven = proven;
  }
}
