import type { Language } from '../../contracts/language.ts';
import { type Declaration, declaredFacts } from '../../domain/policy/declared-facts.ts';
import type { CompiledPolicy } from '../../domain/policy/compile-policy.ts';
import { decideByFacts } from '../../domain/policy/decide.ts';
import { type ConditionResult, summariseConditions } from '../../domain/policy/decision-record.ts';
import { periodFor } from '../../domain/policy/claim-period.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import type { Clock } from '../ports/clock.ts';
import { type InForceDeps, policiesInForce } from './policy-in-force.ts';

/** What a claim made today would come to, as far as somebody's own words tell. */
export interface Foreseen {
  readonly programme: string;
  /** `unknown`: nothing speaks against it, and something is for a register to say. */
  readonly outcome: ConditionResult;
  readonly conditions: readonly {
    readonly code: string;
    /** What is asked. */
    readonly text: string;
    readonly result: ConditionResult;
  }[];
  /** From when to claim, where time alone is missing. */
  readonly claimFrom?: CalendarDate;
}

export interface ForeseeEntitlementDeps extends InForceDeps<CompiledPolicy> {
  readonly clock: Clock;
}

/** Decides every programme in force by what somebody says of themselves. Keeps nothing of it. */
export function createForeseeEntitlement(deps: ForeseeEntitlementDeps) {
  return async (declaration: Declaration, language: Language): Promise<readonly Foreseen[]> => {
    const today = deps.clock.today();
    const facts = declaredFacts(declaration, today);
    return (await policiesInForce(deps, today)).map((compiled) => {
      const period = periodFor(compiled.policy, today);
      const record = decideByFacts(compiled, { period, submittedOn: today, facts, findings: [] });
      const textOf = new Map(
        compiled.policy.conditions.map(({ code, texts }) => [code, texts[language].asks]),
      );
      return {
        programme: compiled.policy.programme,
        outcome: record.outcome,
        conditions: summariseConditions(record).map(({ code, result }) => ({
          code,
          text: textOf.get(code) ?? code,
          result,
        })),
        ...(record.claimAgainFrom === undefined ? {} : { claimFrom: record.claimAgainFrom }),
      };
    });
  };
}
