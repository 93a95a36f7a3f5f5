import { createHash } from 'node:crypto';
import * as z from 'zod';
import { isRecord } from './json.ts';

/**
 * The part of the Amazon States Language (JSONPath dialect) that the engine runs. Every schema is strict: a field
 * that would be ignored (heartbeats, ItemReader, Assign, …) is refused when the definition is loaded, because a
 * workflow that runs differently here and there is worse than one that does not start.
 */
const path = z.string().startsWith('$');
const payload = z.record(z.string(), z.unknown());
// The interpreter takes an empty Result for no Result.
const passResult = z.unknown().refine(Boolean, 'an empty Result (0, false, "", null) would be ignored');
const seconds = z.int().positive();
// One setTimeout: beyond 2^31-1 ms it would fire at once.
const longestTaskSeconds = 2_147_483;

const errorEquals = z
  .array(z.string().refine((name) => name !== 'States.TaskFailed', 'States.TaskFailed is not supported'))
  .nonempty();
const retrier = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorEquals,
  IntervalSeconds: seconds.optional(),
  MaxAttempts: z.int().nonnegative().optional(),
  BackoffRate: z.number().min(1).optional(),
  MaxDelaySeconds: seconds.optional(),
  JitterStrategy: z.enum(['NONE', 'FULL']).optional(),
});
const catcher = z.strictObject({
  Comment: z.string().optional(),
  ErrorEquals: errorEquals,
  Next: z.string(),
  ResultPath: path.nullable().optional(),
});

const base = {
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONPath').optional(),
  InputPath: path.nullable().optional(),
  OutputPath: path.nullable().optional(),
};
const onward = { Next: z.string().optional(), End: z.literal(true).optional() };
const result = { ResultSelector: payload.optional(), ResultPath: path.nullable().optional() };
const failing = { Retry: z.array(retrier).optional(), Catch: z.array(catcher).optional() };

const task = z.strictObject({
  Type: z.literal('Task'),
  ...base,
  ...onward,
  ...result,
  ...failing,
  Resource: z.string(),
  Parameters: payload.optional(),
  TimeoutSeconds: seconds,
});
const pass = z.strictObject({
  Type: z.literal('Pass'),
  ...base,
  ...onward,
  Parameters: payload.optional(),
  Result: passResult.optional(),
  ResultPath: path.nullable().optional(),
});
const wait = z.strictObject({
  Type: z.literal('Wait'),
  ...base,
  ...onward,
  Seconds: z.int().nonnegative().optional(),
  SecondsPath: path.optional(),
  Timestamp: z.iso.datetime({ offset: true }).optional(),
  TimestampPath: path.optional(),
});
const choice = z.strictObject({
  Type: z.literal('Choice'),
  ...base,
  Choices: z.array(z.looseObject({ Next: z.string() })).nonempty(),
  Default: z.string().optional(),
});
const succeed = z.strictObject({ Type: z.literal('Succeed'), ...base });
const fail = z.strictObject({
  Type: z.literal('Fail'),
  Comment: base.Comment,
  QueryLanguage: base.QueryLanguage,
  Error: z.string().optional(),
  ErrorPath: path.optional(),
  Cause: z.string().optional(),
  CausePath: path.optional(),
});
const machine = z.strictObject({
  Comment: z.string().optional(),
  QueryLanguage: z.literal('JSONPath').optional(),
  Version: z.literal('1.0').optional(),
  TimeoutSeconds: seconds.optional(),
  StartAt: z.string(),
  States: z.record(z.string(), z.looseObject({ Type: z.string() })),
});
const processor = z.strictObject({
  Comment: z.string().optional(),
  ProcessorConfig: z
    .union([
      z.strictObject({ Mode: z.literal('INLINE') }),
      z.strictObject({ Mode: z.literal('DISTRIBUTED'), ExecutionType: z.enum(['EXPRESS', 'STANDARD']) }),
    ])
    .optional(),
  StartAt: z.string(),
  States: machine.shape.States,
});
const map = z.strictObject({
  Type: z.literal('Map'),
  ...base,
  ...onward,
  ...result,
  ...failing,
  ItemsPath: path.optional(),
  ItemSelector: payload.optional(),
  ItemProcessor: processor,
  MaxConcurrency: z.int().nonnegative().optional(),
});

const state = z.discriminatedUnion('Type', [task, pass, wait, choice, succeed, fail, map]);

export type StateSpec = z.infer<typeof state>;
export type Retrier = z.infer<typeof retrier>;

/** How a Task names its handler: by ARN alone, or through one of the two Lambda integrations. */
export type Integration = 'plain' | 'invoke' | 'token';

export interface State {
  readonly name: string;
  readonly spec: StateSpec;
  /** Of a Task. */
  readonly integration?: Integration;
  /** Of a Task: the placeholder or ARN under which its handler is registered. */
  readonly handler?: string;
  /** Whether it reads `$$…`; most states do not, and then need none built. */
  readonly usesContext: boolean;
}

export interface Definition {
  readonly startAt: string;
  readonly timeoutSeconds?: number;
  /** All states, also those inside Maps: names are unique in a whole definition. */
  readonly states: ReadonlyMap<string, State>;
}

/** The definition uses what the engine would not run as AWS does, or is malformed. */
export class UnsupportedDefinition extends Error {
  override readonly name = 'UnsupportedDefinition';
}

const invoke = 'arn:aws:states:::lambda:invoke';

const contextPaths =
  /^\$\$\.(?:Execution\.(?:Id|Name|StartTime|Input(?:[.[].*)?)|State\.Name|StateMachine\.(?:Id|Name)|Task\.Token|Map\.Item\.(?:Index|Value(?:[.[].*)?))$/;

/** A definition's identity: the text that the journal keeps is hashed. */
export function definitionHash(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

/** @throws UnsupportedDefinition naming the state and the field */
export function compileDefinition(definition: unknown): Definition {
  const top = parse(machine, definition, 'definition');
  const states = new Map<string, State>();
  collect(top, states, false);
  return {
    startAt: top.StartAt,
    states,
    ...(top.TimeoutSeconds === undefined ? {} : { timeoutSeconds: top.TimeoutSeconds }),
  };
}

/** The handlers a definition calls, by placeholder or ARN. */
export function handlersOf({ states }: Definition): ReadonlySet<string> {
  return new Set([...states.values()].flatMap(({ handler }) => (handler === undefined ? [] : [handler])));
}

function collect(
  { StartAt, States }: { StartAt: string; States: Readonly<Record<string, unknown>> },
  states: Map<string, State>,
  insideMap: boolean,
): void {
  const here = new Set(Object.keys(States));
  if (!here.has(StartAt)) throw new UnsupportedDefinition(`StartAt: there is no state "${StartAt}"`);
  for (const [name, raw] of Object.entries(States)) {
    if (states.has(name)) throw new UnsupportedDefinition(`state "${name}": the name is used twice`);
    const spec = parse(state, raw, `state "${name}"`);
    for (const target of targetsOf(spec)) {
      if (!here.has(target)) {
        throw new UnsupportedDefinition(`state "${name}": there is no state "${target}" beside it`);
      }
    }
    checkShape(name, spec);
    checkContext(name, spec, insideMap);
    states.set(name, { name, spec, usesContext: usesContext(spec), ...taskFacts(name, spec) });
    if (spec.Type === 'Map') collect(spec.ItemProcessor, states, true);
  }
}

function parse<T>(schema: z.ZodType<T>, value: unknown, where: string): T {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map(({ path: at, message }) => [...at, message].join(': '));
  throw new UnsupportedDefinition(`${where}: not supported here: ${problems.join('; ')}`);
}

/** Every state that a state names as its successor. */
export function targetsOf(spec: StateSpec): readonly string[] {
  const targets: string[] = [];
  if ('Next' in spec && spec.Next !== undefined) targets.push(spec.Next);
  if ('Catch' in spec) targets.push(...(spec.Catch ?? []).map(({ Next }) => Next));
  if (spec.Type === 'Choice') {
    targets.push(...spec.Choices.map(({ Next }) => Next));
    if (spec.Default !== undefined) targets.push(spec.Default);
  }
  return targets;
}

function checkShape(name: string, spec: StateSpec): void {
  const refuse = (why: string): never => {
    throw new UnsupportedDefinition(`state "${name}": ${why}`);
  };
  const ends = spec.Type === 'Choice' || spec.Type === 'Succeed' || spec.Type === 'Fail';
  if (!ends && (spec.Next === undefined) === (spec.End === undefined)) {
    refuse('needs either Next or End');
  }
  if (spec.Type === 'Wait') {
    const given = [spec.Seconds, spec.SecondsPath, spec.Timestamp, spec.TimestampPath];
    if (given.filter((one) => one !== undefined).length !== 1) {
      refuse('needs exactly one of Seconds, SecondsPath, Timestamp, TimestampPath');
    }
  }
  if (spec.Type === 'Choice') refuseFalseTests(spec.Choices, refuse);
}

/** The interpreter never matches `IsPresent: false` and its like; `Not` says the same and works. */
function refuseFalseTests(rules: unknown, refuse: (why: string) => never): void {
  if (Array.isArray(rules)) {
    for (const rule of rules) refuseFalseTests(rule, refuse);
  } else if (isRecord(rules)) {
    for (const [key, value] of Object.entries(rules)) {
      if (key.startsWith('Is') && value !== true) refuse(`${key}: ${String(value)} never matches; use Not`);
      refuseFalseTests(value, refuse);
    }
  }
}

function usesContext(spec: StateSpec): boolean {
  return contextReferences(spec).length > 0;
}

/** Every `$$…` in a state's own fields, those of a Map's inner states left out. */
function contextReferences(spec: StateSpec): readonly string[] {
  const { Comment, ...fields } = spec;
  const own = 'ItemProcessor' in fields ? { ...fields, ItemProcessor: undefined } : fields;
  return [...JSON.stringify(own).matchAll(/\$\$[^\s,"'()]*/g)].map(([reference]) => reference);
}

function checkContext(name: string, spec: StateSpec, insideMap: boolean): void {
  for (const reference of contextReferences(spec)) {
    const known = contextPaths.test(reference);
    // An item knows neither its Map's position nor the execution around it unless ItemSelector hands it on:
    // AWS answers differently for inline and distributed Maps.
    const misplaced =
      (reference.startsWith('$$.Map') && spec.Type !== 'Map') ||
      (reference.startsWith('$$.Execution') && insideMap);
    if (!known || misplaced) {
      throw new UnsupportedDefinition(`state "${name}": "${reference}" is not supported here`);
    }
  }
}

function taskFacts(name: string, spec: StateSpec): Pick<State, 'integration' | 'handler'> {
  if (spec.Type !== 'Task') return {};
  const integration = integrationOf(spec.Resource);
  if (integration !== 'token' && spec.TimeoutSeconds > longestTaskSeconds) {
    throw new UnsupportedDefinition(`state "${name}": TimeoutSeconds is over ${String(longestTaskSeconds)}`);
  }
  const named = integration === 'plain' ? spec.Resource : spec.Parameters?.FunctionName;
  if (typeof named !== 'string') {
    throw new UnsupportedDefinition(`state "${name}": Parameters.FunctionName must name the handler`);
  }
  if (integration === 'plain' && !/^(?:\$\{\w+\}|arn:[^:]+:lambda:.+)$/.test(named)) {
    throw new UnsupportedDefinition(`state "${name}": the resource "${named}" is not supported here`);
  }
  return { integration, handler: handlerName(named) };
}

function integrationOf(resource: string): Integration {
  if (resource === invoke) return 'invoke';
  return resource === `${invoke}.waitForTaskToken` ? 'token' : 'plain';
}

/** `${VerifyConditionsArn}` → `VerifyConditionsArn`; an ARN stays as it is. */
function handlerName(reference: string): string {
  return /^\$\{(\w+)\}$/.exec(reference)?.[1] ?? reference;
}
