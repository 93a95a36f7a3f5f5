import { addFen, type Fen, fen, zeroFen } from '../../domain/money/fen.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import { decideByFacts } from '../../domain/policy/decide.ts';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import type { Period } from '../../domain/time/period.ts';

export interface ComparedPeriod {
  readonly period: Period;
  /** What decides it without the change; undefined where the programme has ended. */
  readonly rules: CompiledPolicy | undefined;
}

/** What a year comes to under some rules, by the facts of a decision. */
interface Year {
  readonly isUnknown: boolean;
  readonly amountFen: Fen;
  /** The conditions that fail or are unknown. */
  readonly codes: readonly string[];
}

/** A person's year by the rules in force, and by a version. */
export function compareYear(
  record: DecisionRecord,
  periods: readonly ComparedPeriod[],
  changed: CompiledPolicy,
): { readonly before: Year; readonly after: Year; readonly isUnknown: boolean } {
  const before = yearUnder(record, periods);
  const after = yearUnder(
    record,
    periods.map(({ period }) => ({ period, rules: changed })),
  );
  return { before, after, isUnknown: before.isUnknown || after.isUnknown };
}

function yearUnder(record: DecisionRecord, periods: readonly ComparedPeriod[]): Year {
  const decisions = periods.flatMap(({ period, rules }) =>
    rules ? [decideByFacts(rules, { ...record, period })] : [],
  );
  const codes = decisions.flatMap(({ failing, unknown }) => [...failing, ...unknown.map(({ code }) => code)]);
  return {
    isUnknown: decisions.some(({ outcome }) => outcome === 'unknown'),
    amountFen: addFen(zeroFen, ...decisions.map(({ amountFen }) => fen(amountFen))),
    codes: [...new Set(codes)],
  };
}
