import { addFen, fen } from '../money/fen.ts';
import { type CalendarDate, plusDays } from '../time/calendar-date.ts';
import { type Period, monthsOf } from '../time/period.ts';
import type { CelContext, Expression } from './cel-environment.ts';
import { ClaimValue, Day, PeriodValue } from './cel-values.ts';
import { claimFrom, periodHolding } from './claim-period.ts';
import type { CompiledCase, CompiledCondition, CompiledPolicy } from './compile-policy.ts';
import type {
  AmountStep,
  ConditionResult,
  DecisionRecord,
  Finding,
  ResultOn,
  UnknownCondition,
} from './decision-record.ts';
import type { Evidence } from './evidence.ts';
import { type Facts, type UnknownReason, factsFrom } from './facts.ts';
import { type Projected, type Variable, project } from './facts-on.ts';
import type { DatedAmount } from './policy.ts';

export interface DecisionInput {
  readonly period: Period;
  readonly submittedOn: CalendarDate;
  readonly evidence: Evidence;
  readonly findings?: readonly Finding[];
}

/**
 * Decides a claim, or a period of a standing award, by the policy and what the registers said.
 *
 * One condition that is known to fail fails the claim, whatever else is unknown: all conditions must hold, so no
 * answer could save it, and it is not the unknown that rejects. Otherwise anything unknown leaves the claim
 * unknown, for a person to settle (invariant 15). In a monthly programme this is so month by month: a month counts
 * when every condition holds; while any month is unknown nothing is decided, unless all of them fail.
 */
export function decide(policy: CompiledPolicy, input: DecisionInput): DecisionRecord {
  const facts = factsFrom(input.evidence, policy.facts, input.period.firstDay);
  return decideByFacts(policy, { ...input, facts, findings: input.findings ?? [] });
}

/**
 * The same decision once more from its own record: equal to it, for ever (invariant 14).
 * @throws RangeError when the policy is not the very one the record was made by
 */
export function recompute(record: DecisionRecord, policy: CompiledPolicy): DecisionRecord {
  if (record.policyHash !== policy.hash) throw new RangeError('the record was made by another policy');
  return decideByFacts(policy, record);
}

/** What is decided by: facts, wherever they come from. */
export interface FactsInput {
  readonly period: Period;
  readonly submittedOn: CalendarDate;
  readonly facts: Facts;
  readonly findings: readonly Finding[];
}

/** The same decision by facts as they are given: by a record's own, or by what somebody says of themselves. */
export function decideByFacts(policy: CompiledPolicy, input: FactsInput): DecisionRecord {
  const { period, submittedOn, facts } = input;
  const evaluation = evaluate(policy, input);
  const later = evaluation.outcome === 'failed' ? claimAgainFrom(policy, input, evaluation) : undefined;
  const amountFen = addFen(...evaluation.amountSteps.map((step) => step.amountFen));
  return {
    programme: policy.policy.programme,
    policyVersion: policy.policy.version,
    policyHash: policy.hash,
    period,
    submittedOn,
    facts,
    findings: input.findings.filter((finding) => evaluation.used.has(finding)),
    conditions: evaluation.conditions.map(({ compiled, results }) => ({
      code: compiled.condition.code,
      source: compiled.condition.source,
      results,
    })),
    outcome: evaluation.outcome,
    failing: evaluation.failing,
    unknown: evaluation.unknown,
    amountSteps: evaluation.amountSteps,
    amountFen,
    components: evaluation.outcome === 'met' ? [{ component: policy.policy.component, amountFen }] : [],
    ...(later !== undefined && { claimAgainFrom: later }),
  };
}

interface EvaluatedCondition {
  readonly compiled: CompiledCondition;
  readonly results: readonly ResultOn[];
}

interface Evaluation {
  readonly conditions: readonly EvaluatedCondition[];
  readonly outcome: ConditionResult;
  readonly failing: readonly string[];
  readonly unknown: readonly UnknownCondition[];
  readonly amountSteps: readonly AmountStep[];
  readonly used: ReadonlySet<Finding>;
}

function evaluate(policy: CompiledPolicy, input: FactsInput): Evaluation {
  const days = new Days(input);
  const { basis } = policy.policy.amount;
  const counted = basis === 'per-month' ? monthsOf(input.period) : [input.period.firstDay];
  const conditions = policy.conditions.map((compiled) => ({
    compiled,
    results: daysOf(compiled, input, counted).map((on) => days.result(compiled, on)),
  }));
  const failing = failingCodes(conditions, counted);
  if (failing !== undefined) {
    return { conditions, outcome: 'failed', failing, unknown: [], amountSteps: [], used: days.used };
  }

  const amountSteps: AmountStep[] = [];
  const open = new Set<string>();
  for (const [index, on] of counted.entries()) {
    if (conditions.some(({ results }) => resultAt(results, index) === 'failed')) continue;
    const unsettled = conditions.filter(({ results }) => resultAt(results, index) === 'unknown');
    if (unsettled.length > 0) {
      for (const { compiled } of unsettled) open.add(compiled.condition.code);
      continue;
    }
    const step = amountStep(policy, days, on);
    if ('unsettled' in step) for (const code of step.unsettled) open.add(code);
    else amountSteps.push(step);
  }
  if (open.size > 0) {
    const unknown = [...open].map((code) => ({ code, reasons: days.reasonsFor(code) }));
    return { conditions, outcome: 'unknown', failing: [], unknown, amountSteps: [], used: days.used };
  }
  return { conditions, outcome: 'met', failing: [], unknown: [], amountSteps, used: days.used };
}

/** The result for the n-th counted day; a condition asked once has one result for all of them. */
function resultAt(results: readonly ResultOn[], index: number): ConditionResult | undefined {
  return (results.length > 1 ? results[index] : results[0])?.result;
}

function daysOf(
  { condition }: CompiledCondition,
  { period, submittedOn }: FactsInput,
  months: readonly CalendarDate[],
): readonly CalendarDate[] {
  switch (condition.level) {
    case 'month':
      return months;
    case 'period':
      return [period.firstDay];
    case 'claim':
      return [submittedOn];
  }
}

/**
 * The codes to tell when no counted day can be met; undefined while one still can. What fails on the last day is
 * how things stand at the end of the period, so it is told first; going back, a day that none of the told codes
 * explains adds its own. (She reached the age in March and died in February: both are told, for together they say
 * why each month was lost.)
 */
function failingCodes(
  conditions: readonly EvaluatedCondition[],
  counted: readonly CalendarDate[],
): readonly string[] | undefined {
  const told = new Set<string>();
  for (let index = counted.length - 1; index >= 0; index -= 1) {
    const failed = conditions.filter(({ results }) => resultAt(results, index) === 'failed');
    if (failed.length === 0) return undefined;
    const codes = failed.map(({ compiled }) => compiled.condition.code);
    if (!codes.some((code) => told.has(code))) for (const code of codes) told.add(code);
  }
  return conditions.map(({ compiled }) => compiled.condition.code).filter((code) => told.has(code));
}

/** Evaluates on each day what is known on it; keeps the day's values, which conditions share. */
class Days {
  readonly used = new Set<Finding>();
  readonly #input: FactsInput;
  readonly #period: PeriodValue;
  readonly #claim: ClaimValue;
  readonly #days = new Map<CalendarDate, { projected: Map<Variable, Projected>; context: CelContext }>();
  readonly #reasons = new Map<string, Map<string, UnknownReason>>();

  constructor(input: FactsInput) {
    this.#input = input;
    this.#period = new PeriodValue(new Day(input.period.firstDay), new Day(input.period.lastDay));
    this.#claim = new ClaimValue(new Day(input.submittedOn), input.facts.kinship !== undefined);
  }

  result({ condition, metWhen }: CompiledCondition, on: CalendarDate): ResultOn {
    return this.#settle(condition.code, metWhen, on);
  }

  chooses({ amountCase, when }: CompiledCase, on: CalendarDate): ConditionResult {
    return this.#settle(amountCase.code, [when], on).result;
  }

  /** The day from which time meets the condition; undefined where time does not, or the facts are unknown. */
  metFrom({ condition, metFrom }: CompiledCondition, on: CalendarDate): CalendarDate | undefined {
    if (metFrom === undefined) return undefined;
    const day = this.#value(condition.code, metFrom, on);
    return day instanceof Day ? day.text : undefined;
  }

  reasonsFor(code: string): readonly UnknownReason[] {
    return [...(this.#reasons.get(code)?.values() ?? [])];
  }

  #settle(code: string, metWhen: readonly Expression[], on: CalendarDate): ResultOn {
    let known = true;
    for (const expression of metWhen) {
      const result = this.#evaluate(code, expression, on);
      if (result === 'met') return { on, result, by: 'rule' };
      if (result === 'unknown') known = false;
    }
    if (known) return { on, result: 'failed', by: 'rule' };
    const finding = this.#input.findings.find((candidate) => candidate.code === code);
    if (finding === undefined) return { on, result: 'unknown', by: 'rule' };
    this.used.add(finding);
    const opposite = finding.result === 'met' ? 'failed' : 'met';
    const begun = finding.from === undefined || finding.from <= on;
    return { on, result: begun ? finding.result : opposite, by: 'finding' };
  }

  #evaluate(code: string, expression: Expression, on: CalendarDate): ConditionResult {
    const value = this.#value(code, expression, on);
    if (value === undefined) return 'unknown';
    return value === true ? 'met' : 'failed';
  }

  /** Undefined while a variable of the expression is unknown. */
  #value(code: string, expression: Expression, on: CalendarDate): unknown {
    const { projected, context } = this.#day(on);
    let known = true;
    for (const variable of expression.variables) {
      let value = projected.get(variable);
      if (value === undefined) {
        value = project(variable, this.#input.facts, on);
        projected.set(variable, value);
        if ('value' in value) context[variable] = value.value;
      }
      if ('unknown' in value) {
        known = false;
        this.#remember(code, value.unknown);
      }
    }
    return known ? expression.evaluate(context) : undefined;
  }

  #day(on: CalendarDate): { projected: Map<Variable, Projected>; context: CelContext } {
    let day = this.#days.get(on);
    if (day === undefined) {
      const context = { on: new Day(on), period: this.#period, claim: this.#claim };
      day = { projected: new Map(), context };
      this.#days.set(on, day);
    }
    return day;
  }

  #remember(code: string, reasons: readonly UnknownReason[]): void {
    const all = this.#reasons.get(code) ?? new Map<string, UnknownReason>();
    for (const reason of reasons) all.set(`${reason.register}/${reason.kind}`, reason);
    this.#reasons.set(code, all);
  }
}

/** What a day that counts is worth: the first case that holds, at the rate of the day. */
function amountStep(
  { policy, cases }: CompiledPolicy,
  days: Days,
  on: CalendarDate,
): AmountStep | { readonly unsettled: readonly string[] } {
  const unsettled: string[] = [];
  for (const compiled of cases) {
    const chosen = days.chooses(compiled, on);
    if (chosen === 'unknown') unsettled.push(compiled.amountCase.code);
    // A case that holds counts only if no earlier one may still turn out to.
    if (chosen === 'met' && unsettled.length === 0) {
      const { code, rates } = compiled.amountCase;
      const rate = rateOn(rates, on);
      const { instalments } = policy.amount;
      const rateFen = fen(rate.fen);
      // Divides without rest: checked when the policy was compiled.
      const amountFen = instalments === undefined ? rateFen : fen(rate.fen / instalments);
      return {
        on,
        case: code,
        rateFen,
        ...(instalments !== undefined && { instalments }),
        amountFen,
        source: rate.source,
      };
    }
  }
  if (unsettled.length > 0) return { unsettled };
  throw new Error(`policy ${policy.programme} ${policy.version}: no amount case applies on ${on}`);
}

function rateOn(rates: readonly DatedAmount[], on: CalendarDate): DatedAmount {
  const rate = rates.find(({ from, to }) => from <= on && (to === undefined || on <= to));
  if (rate === undefined) throw new RangeError(`no rate in force on ${on}`);
  return rate;
}

/**
 * When time alone is missing: the first day from which a claim would, by the facts of today, meet every condition.
 * Every failing condition must say from which day time meets it; then the period of that day is tried, and the
 * next one, since some facts are taken on a period's first day.
 */
function claimAgainFrom(
  { policy, ...compiled }: CompiledPolicy,
  input: FactsInput,
  { conditions, failing }: Evaluation,
): CalendarDate | undefined {
  const days = new Days(input);
  let reached: CalendarDate | undefined;
  for (const { compiled: failed, results } of conditions) {
    if (!failing.includes(failed.condition.code)) continue;
    const day = days.metFrom(failed, results.at(-1)?.on ?? input.period.firstDay);
    if (day === undefined) return undefined;
    if (reached === undefined || day > reached) reached = day;
  }
  if (reached === undefined) return undefined;
  const period = periodHolding(policy, reached);
  const following = periodHolding(policy, plusDays(period.lastDay, 1));
  for (const candidate of [period, following]) {
    if (candidate.firstDay <= input.period.firstDay) continue;
    const submittedOn = claimFrom(policy, candidate);
    const then = evaluate({ policy, ...compiled }, { ...input, period: candidate, submittedOn });
    if (then.outcome === 'met') return submittedOn;
  }
  return undefined;
}
