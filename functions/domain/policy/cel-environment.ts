import { Environment, type ASTNode } from '@marcbachmann/cel-js';
import { ageOn, birthdayOn, isCalendarDate } from '../time/calendar-date.ts';
import {
  AttestationValue,
  CertificateValue,
  ChildValue,
  ClaimValue,
  Day,
  KinshipValue,
  OnlyChildValue,
  PeriodValue,
  PersonValue,
  RetirementValue,
} from './cel-values.ts';
import { type Variable, aliveOn, isVariable } from './facts-on.ts';

/**
 * The language of policy expressions: CEL with the variables of facts-on.ts, `on` (the day the facts are taken),
 * `period` (firstDay, lastDay) and `claim` (submittedOn, onBehalf), and these functions:
 * - `date("2008-06-30")`: a literal date, checked when the policy is loaded
 * - `birthdayOn(birthDate, 60)`: the day an age is reached (29 February: 28 February in common years)
 * - `ageOn(birthDate, day)`: full years of age
 * - `aliveOn(person, day)`: a person lives through the day they die on
 * Dates compare with <, <=, >, >=, ==, !=. The environment is closed: any other name is an error at load.
 */
function policyEnvironment(): Environment {
  const day = 'Day';
  const dates: Record<string, Day> = {};
  const environment = new Environment({ unlistedVariablesAreDyn: false })
    .registerType(day, { ctor: Day, fields: {} })
    .registerType('Period', { ctor: PeriodValue, fields: { firstDay: day, lastDay: day } })
    .registerType('Claim', { ctor: ClaimValue, fields: { submittedOn: day, onBehalf: 'bool' } })
    .registerType('Person', {
      ctor: PersonValue,
      fields: { birthDate: day, female: 'bool', rural: 'bool', urban: 'bool', living: 'bool' },
    })
    .registerType('Child', {
      ctor: ChildValue,
      fields: { birthDate: day, female: 'bool', living: 'bool', died: 'bool' },
    })
    .registerType('OnlyChild', {
      ctor: OnlyChildValue,
      fields: { birthDate: day, living: 'bool', died: 'bool', certified: 'bool', grade: 'int' },
    })
    .registerType('Certificate', { ctor: CertificateValue, fields: { held: 'bool' } })
    .registerType('Retirement', {
      ctor: RetirementValue,
      fields: { retiredOn: day, scheme: 'string', extraFivePercent: 'bool' },
    })
    .registerType('Attestation', { ctor: AttestationValue, fields: { qualifies: 'bool' } })
    .registerType('Kinship', { ctor: KinshipValue, fields: { proven: 'bool' } })
    .registerFunction('date(string): Day', (text: string) => (dates[text] ??= literalDay(text)))
    .registerFunction('ageOn(Day, Day): int', (birth: Day, on: Day) => BigInt(ageOn(birth.text, on.text)))
    .registerFunction('birthdayOn(Day, int): Day', (birth: Day, age: bigint) => {
      return new Day(birthdayOn(birth.text, Number(age)));
    })
    .registerFunction('aliveOn(Person, Day): bool', (person: PersonValue, on: Day) =>
      aliveOn(person.diedOn, on.text),
    )
    .registerVariable('on', day)
    .registerVariable('period', 'Period')
    .registerVariable('claim', 'Claim');
  const types: { readonly [V in Variable]: string } = {
    person: 'Person',
    applicant: 'Person',
    spouses: 'list<Person>',
    wife: 'Person',
    children: 'list<Child>',
    onlyChild: 'list<OnlyChild>',
    certificate: 'Certificate',
    retirement: 'Retirement',
    attestation: 'Attestation',
    kinship: 'Kinship',
  };
  for (const [name, type] of Object.entries(types)) environment.registerVariable(name, type);
  const comparisons: Record<string, (a: Day, b: Day) => boolean> = {
    '<': (a, b) => a.text < b.text,
    '<=': (a, b) => a.text <= b.text,
    '>': (a, b) => a.text > b.text,
    '>=': (a, b) => a.text >= b.text,
    '==': (a, b) => a.text === b.text,
  };
  for (const [operator, compare] of Object.entries(comparisons)) {
    environment.registerOperator(`Day ${operator} Day`, compare);
  }
  return environment;
}

function literalDay(text: string): Day {
  if (!isCalendarDate(text)) throw new RangeError('not a calendar date in a policy expression');
  return new Day(text);
}

const environment = policyEnvironment();

/** The values of the variables that an expression uses, and of `on`, `period` and `claim`. */
export type CelContext = { [name: string]: unknown };

export interface Expression {
  readonly text: string;
  readonly variables: readonly Variable[];
  readonly evaluate: (context: CelContext) => unknown;
}

export type Compiled = { readonly expression: Expression } | { readonly problem: string };

/** Parses and type-checks an expression that must be of the given type. */
export function compileExpression(text: string, type: 'bool' | 'Day'): Compiled {
  const checked = environment.check(text);
  if (!checked.valid) return { problem: checked.error?.message ?? 'not a valid expression' };
  if (checked.type !== type) return { problem: `gives ${String(checked.type)}, not ${type}` };
  const program = environment.parse(text);
  const names = new Set<string>();
  const problem = inspect(program.ast, names);
  if (problem !== undefined) return { problem };
  const evaluate = (context: CelContext): unknown => program(context);
  // A macro's own variable may bear a fact's name; counting it as that fact only asks for more, never for less.
  return { expression: { text, variables: [...names].filter(isVariable), evaluate } };
}

/** Collects the names used, and finds what could only go wrong on some family's facts, long after loading. */
function inspect(node: ASTNode, names: Set<string>): string | undefined {
  if (node.op === 'id') names.add(node.args);
  if (node.op === '[]') return 'lists are asked by all, exists and filter: an index may be out of range';
  if (node.op === 'call' && node.args[0] === 'dyn') return 'dyn() would pass by the type check';
  if (node.op === 'call' && node.args[0] === 'date') {
    const [argument] = node.args[1];
    const literal: unknown = argument?.op === 'value' ? argument.args : undefined;
    if (typeof literal !== 'string' || !isCalendarDate(literal)) {
      return 'date() takes a literal date, "YYYY-MM-DD"';
    }
  }
  for (const child of childNodes(node.args)) {
    const problem = inspect(child, names);
    if (problem !== undefined) return problem;
  }
  return undefined;
}

function* childNodes(args: unknown): Generator<ASTNode> {
  if (Array.isArray(args)) for (const part of args) yield* childNodes(part);
  else if (isNode(args)) yield args;
}

function isNode(value: unknown): value is ASTNode {
  return typeof value === 'object' && value !== null && 'op' in value && 'args' in value;
}
