import type { Language } from '../../contracts/language.ts';
import { citationOf } from '../../domain/policy/citations.ts';
import {
  type ConditionResult,
  type DecisionRecord,
  summariseConditions,
} from '../../domain/policy/decision-record.ts';
import type { PolicyBook } from '../../domain/policy/policy-book.ts';
import { policyOf } from './policy-of.ts';

/** A condition as people read what came of it, in the words of the policy version that decided. */
export interface JudgedCondition {
  readonly code: string;
  /** What is asked, or where it is not met what that means. */
  readonly text: string;
  readonly result: ConditionResult;
  readonly source: string;
}

export function judgedConditions(
  policies: PolicyBook,
  record: DecisionRecord,
  language: Language,
): readonly JudgedCondition[] {
  const { policy } = policyOf(policies, record);
  return summariseConditions(record).map(({ code, result, source }) => {
    const texts = policy.conditions.find((condition) => condition.code === code)?.texts[language];
    const text = result === 'failed' ? texts?.failed : texts?.asks;
    return { code, text: text ?? code, result, source: citationOf(policy, source, language) };
  });
}
