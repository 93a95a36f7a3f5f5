import { type Result, err, ok } from '../result/result.ts';
import { plusDays } from '../time/calendar-date.ts';
import { type Compiled, type Expression, compileExpression } from './cel-environment.ts';
import { periodFor } from './claim-period.ts';
import type { FactName } from './facts.ts';
import { type Variable, registersOf, variables } from './facts-on.ts';
import type { AmountCase, Condition, DatedAmount, Policy } from './policy.ts';
import { policyHash } from './policy-hash.ts';
import { type RegisterName, registerNames } from './registers.ts';

/** What is wrong with a policy, and where in its file (JSON pointer). */
export interface PolicyProblem {
  readonly pointer: string;
  readonly message: string;
}

export interface CompiledCondition {
  readonly condition: Condition;
  /** Any of these that holds meets the condition: its own expression, and the one of a switch that is on. */
  readonly metWhen: readonly Expression[];
  readonly metFrom?: Expression;
  readonly variables: readonly Variable[];
}

export interface CompiledCase {
  readonly amountCase: AmountCase;
  readonly when: Expression;
}

/** A policy version ready to decide: every expression parsed and type-checked, every table checked. */
export interface CompiledPolicy {
  readonly policy: Policy;
  /** `policyHash`: a decision names the very rules it was made by. */
  readonly hash: string;
  readonly conditions: readonly CompiledCondition[];
  readonly cases: readonly CompiledCase[];
  readonly variables: readonly Variable[];
  readonly facts: ReadonlySet<FactName>;
  /** The registers that must be asked; no others are. */
  readonly registers: readonly RegisterName[];
}

/** @returns every problem found, not the first alone */
export function compilePolicy(policy: Policy): Result<CompiledPolicy, readonly PolicyProblem[]> {
  const problems: PolicyProblem[] = [];
  const report = (pointer: string, message: string): void => void problems.push({ pointer, message });
  checkWhole(policy, report);
  checkAmount(policy, report);
  const conditions = policy.conditions.flatMap((condition, index) =>
    compileCondition(policy, condition, `/conditions/${index}`, report),
  );
  const cases = policy.amount.cases.flatMap((amountCase, index) => {
    const when = expression(
      compileExpression(amountCase.when, 'bool'),
      `/amount/cases/${index}/when`,
      report,
    );
    return when ? [{ amountCase, when }] : [];
  });
  const asksAttestation = conditions.some((condition) => condition.variables.includes('attestation'));
  if (policy.attestation === 'required' && !asksAttestation) {
    report('/attestation', 'required, but no condition asks for the attestation');
  }
  if (problems.length > 0) return err(problems);

  const asked =
    policy.attestation === 'required'
      ? conditions
      : conditions.filter((condition) => !condition.variables.includes('attestation'));
  const used = new Set([
    ...asked.flatMap((condition) => condition.variables),
    ...cases.flatMap(({ when }) => when.variables),
  ]);
  const registers = new Set([...used].flatMap((variable) => registersOf[variable]));
  return ok({
    policy,
    hash: policyHash(policy),
    conditions: asked,
    cases,
    variables: [...used],
    facts: new Set([...used].flatMap((variable): readonly FactName[] => variables[variable])),
    registers: registerNames.filter((register) => registers.has(register)),
  });
}

type Report = (pointer: string, message: string) => void;

function expression(compiled: Compiled, pointer: string, report: Report): Expression | undefined {
  if ('expression' in compiled) return compiled.expression;
  report(pointer, compiled.problem);
  return undefined;
}

function compileCondition(
  policy: Policy,
  condition: Condition,
  pointer: string,
  report: Report,
): CompiledCondition[] {
  const own = expression(compileExpression(condition.expression, 'bool'), `${pointer}/expression`, report);
  const { orIf } = condition;
  let alternative: Expression | undefined;
  if (orIf) {
    alternative = expression(
      compileExpression(orIf.expression, 'bool'),
      `${pointer}/orIf/expression`,
      report,
    );
    if (!Object.hasOwn(policy.switches, orIf.switch)) {
      report(`${pointer}/orIf/switch`, `no switch "${orIf.switch}" in this policy`);
    }
  }
  const metFrom =
    condition.metFrom === undefined
      ? undefined
      : expression(compileExpression(condition.metFrom, 'Day'), `${pointer}/metFrom`, report);
  for (const [locale, texts] of Object.entries(condition.texts)) {
    if ((texts.later === undefined) !== (condition.metFrom === undefined)) {
      report(`${pointer}/texts/${locale}/later`, 'a text for later goes with metFrom, and metFrom with it');
    }
  }
  if (condition.level === 'month' && policy.amount.basis !== 'per-month') {
    report(`${pointer}/level`, 'months count only where the amount is per month');
  }
  if (!own) return [];
  const metWhen = alternative && orIf && policy.switches[orIf.switch] === true ? [own, alternative] : [own];
  return [
    {
      condition,
      metWhen,
      ...(metFrom && { metFrom }),
      variables: [...new Set(metWhen.flatMap((part) => part.variables))],
    },
  ];
}

function checkWhole(policy: Policy, report: Report): void {
  if (policy.effectiveTo !== undefined && policy.effectiveTo < policy.effectiveFrom) {
    report('/effectiveTo', 'is before effectiveFrom');
  }
  const shares = policy.funding.reduce((sum, share) => sum + share.basisPoints, 0);
  if (shares !== 10_000) report('/funding', `shares add up to ${shares} basis points, not 10000`);
  const seen = new Set<string>();
  const codes = [
    ...policy.conditions.map(({ code }, index) => ({ code, pointer: `/conditions/${index}/code` })),
    ...policy.amount.cases.map(({ code }, index) => ({ code, pointer: `/amount/cases/${index}/code` })),
  ];
  for (const { code, pointer } of codes) {
    if (seen.has(code)) report(pointer, `"${code}" is used twice`);
    seen.add(code);
  }
  const parts = { 'half-year': ['H1', 'H2'], year: ['year'], 'cohort-year': ['year'], claim: [] };
  const wanted = parts[policy.period.kind].join(', ');
  const given = policy.deadlines.periods.map(({ part }) => part).join(', ');
  if (given !== wanted) report('/deadlines/periods', `has "${given}", and the period needs "${wanted}"`);
  if (policy.posting !== 'none' && !policy.reviewChain.includes('posting')) {
    report('/reviewChain', 'leaves out the posting that the policy asks for');
  }
  if (policy.posting === 'none' && policy.reviewChain.includes('posting')) {
    report('/posting', 'is "none", but the review chain has a posting');
  }
  if ((policy.entitledPerson === 'on-behalf-of') !== (policy.asks.onBehalfOf !== 'none')) {
    report('/asks/onBehalfOf', 'a claim for another is asked exactly where that person is the entitled one');
  }
}

function checkAmount({ amount, period, ...policy }: Policy, report: Report): void {
  const perPeriod = amount.basis === 'per-period';
  if (perPeriod !== (amount.instalments !== undefined)) {
    report('/amount/instalments', 'goes with the basis per-period, and with no other');
  }
  const needed = { 'half-year': 2, year: 1, 'cohort-year': 1, claim: 1 }[period.kind];
  if (amount.instalments !== undefined && amount.instalments !== needed) {
    report('/amount/instalments', `a year has ${needed} of this policy's periods`);
  }
  if (amount.basis === 'per-month' && period.kind !== 'half-year' && period.kind !== 'year') {
    report('/amount/basis', 'months count within a half-year or a year');
  }
  const start = periodFor({ amount, period, ...policy }, policy.effectiveFrom).firstDay;
  for (const [index, { rates }] of amount.cases.entries()) {
    const pointer = `/amount/cases/${index}/rates`;
    const [first] = rates;
    if (first && first.from > start) report(`${pointer}/0/from`, `leaves ${start} without a rate`);
    checkRates(rates, pointer, report);
    for (const [at, { fen }] of rates.entries()) {
      if (fen % (amount.instalments ?? 1) !== 0) {
        report(`${pointer}/${at}/fen`, 'does not divide into its instalments');
      }
    }
  }
}

function checkRates(rates: readonly DatedAmount[], pointer: string, report: Report): void {
  for (const [index, rate] of rates.entries()) {
    const following = rates[index + 1];
    if (rate.to !== undefined && rate.to < rate.from) report(`${pointer}/${index}/to`, 'is before from');
    if (following === undefined) {
      if (rate.to !== undefined) report(`${pointer}/${index}/to`, 'the last rate has no end');
    } else if (rate.to === undefined) {
      report(`${pointer}/${index}`, `overlaps the next rate, from ${following.from}: it has no end`);
    } else if (following.from <= rate.to) {
      report(`${pointer}/${index + 1}/from`, `overlaps the rate before, which lasts to ${rate.to}`);
    } else if (following.from !== plusDays(rate.to, 1)) {
      report(`${pointer}/${index + 1}/from`, `leaves a gap after ${rate.to}`);
    }
  }
}
