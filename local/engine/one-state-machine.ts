import {
  ExecutionError,
  type RunOptions,
  StateMachine,
  type StateMachineDefinition,
} from 'aws-local-stepfunctions';
import { type State, targetsOf } from './definition.ts';
import { type EngineJson, isRecord } from './json.ts';

/** What a state's run led to: its successor and that one's input, or the end of the machine. */
export interface StateResult {
  readonly next?: string;
  readonly output: EngineJson;
}

/** The state failed, and none of its Catch rules took the error. */
export class StateFailure extends Error {
  readonly error: string;

  constructor(error: string, cause: string) {
    super(cause);
    this.error = error;
  }
}

/** An error of a Task's handler, as ASL sees it: the name is matched by ErrorEquals, the message is the Cause. */
export class TaskError extends Error {
  readonly isCatchable: boolean;

  constructor(name: string, cause: string) {
    super(cause);
    this.name = name;
    this.isCatchable = !terminalErrors.has(name);
  }
}

/** Errors that neither Retry nor Catch take, as on AWS. */
export const terminalErrors: ReadonlySet<string> = new Set(['States.Runtime', 'States.DataLimitExceeded']);

/**
 * Thrown through the interpreter to leave a state without its Catch rules seeing it: the interpreter asks an error
 * whether it may be retried or caught.
 */
export class LeaveState extends Error {
  readonly isRetryable = false;
  readonly isCatchable = false;
}

export type TaskCall = (payload: EngineJson) => Promise<EngineJson>;

/**
 * One state as a machine of its own, so that paths, templates, intrinsics, choice rules and Catch have the
 * interpreter's semantics, while order, retries, waits and durability are the engine's. Successors are stubs
 * that note which of them was reached.
 */
export class OneStateMachine {
  readonly #state: State;
  readonly #machine: StateMachine;
  readonly #targets: readonly string[];
  #itemsMachine: StateMachine | undefined;
  #dueMachine: StateMachine | undefined;

  constructor(state: State) {
    this.#state = state;
    this.#targets = [...new Set(targetsOf(state.spec))];
    this.#machine = build(
      state.name,
      ownState(state),
      Object.fromEntries(this.#targets.map((target) => [stubName(target), stub])),
    );
  }

  /**
   * Runs the state on its input. `call` answers for a Task's handler, and for what a Map's items made.
   * @throws StateFailure; and whatever LeaveState `call` throws
   */
  async run(input: EngineJson, context: object, call?: TaskCall): Promise<StateResult> {
    let next: string | undefined;
    const handlers: Record<string, TaskCall> = call ? { [this.#state.name]: laterOn(call) } : {};
    for (const target of this.#targets) {
      handlers[stubName(target)] = (output) => {
        next = target;
        return Promise.resolve(output);
      };
    }
    const output = await finished(this.#machine, input, {
      overrides: { taskResourceLocalHandlers: handlers, waitTimeOverrides: { [this.#state.name]: 0 } },
      context: { ...context },
    });
    return next === undefined ? { output } : { next, output };
  }

  /** A Map's items, as its children are to be given them: InputPath, ItemsPath and ItemSelector applied. */
  async items(input: EngineJson, context: object): Promise<readonly EngineJson[]> {
    const { spec, name } = this.#state;
    if (spec.Type !== 'Map') throw new TypeError(`"${name}" is no Map`);
    this.#itemsMachine ??= build(name, {
      ...only(spec, ['InputPath', 'ItemsPath', 'ItemSelector']),
      Type: 'Map',
      ItemProcessor: { StartAt: 'Item', States: { Item: { Type: 'Pass', End: true } } },
      End: true,
    });
    const items = await finished(this.#itemsMachine, input, { context: { ...context } });
    if (!Array.isArray(items)) throw new TypeError(`"${name}": the interpreter gave no list`);
    return items;
  }

  /** The value of a Wait's SecondsPath or TimestampPath. */
  async dueValue(path: string, input: EngineJson, context: object): Promise<unknown> {
    const { spec, name } = this.#state;
    this.#dueMachine ??= build(name, {
      ...only(spec, ['InputPath']),
      Type: 'Pass',
      Parameters: { 'due.$': path },
      End: true,
    });
    const result = await finished(this.#dueMachine, input, { context: { ...context } });
    return isRecord(result) ? result.due : undefined;
  }
}

const stub = { Type: 'Task', Resource: 'successor', End: true };
// A name no state can have: state names are at most 80 characters without control characters.
const stubName = (target: string): string => `\u0000${target}`;

// Fields that mean what they say by default; the interpreter would take "$" for a key, or choke on null input.
const wholePaths: ReadonlySet<string> = new Set(['InputPath', 'OutputPath', 'ResultPath']);
const engineFields: ReadonlySet<string> = new Set([
  'Comment',
  'Retry',
  'ItemProcessor',
  'ItemsPath',
  'ItemSelector',
  'MaxConcurrency',
]);

/** The state as the interpreter is to run it: retries and timeouts taken out, successors pointed at stubs. */
function ownState({ spec }: State): Readonly<Record<string, unknown>> {
  const fields = Object.entries(spec).filter(
    ([field, value]) => !engineFields.has(field) && !(wholePaths.has(field) && value === '$'),
  );
  // The interpreter's own timer must never fire: the engine keeps the state's time.
  const call = { Type: 'Task', Resource: 'call', TimeoutSeconds: 2_147_483 };
  return redirect({
    ...Object.fromEntries(fields),
    ...(spec.Type === 'Task' || spec.Type === 'Map' ? call : {}),
  });
}

function redirect(own: Record<string, unknown>): Record<string, unknown> {
  const moved: Record<string, unknown> = { ...own };
  for (const field of ['Next', 'Default']) {
    const target = moved[field];
    if (typeof target === 'string') moved[field] = stubName(target);
  }
  for (const field of ['Catch', 'Choices']) {
    const rules = moved[field];
    if (Array.isArray(rules)) {
      moved[field] = rules.map((rule: unknown) => (isRecord(rule) ? redirect({ ...rule }) : rule));
    }
  }
  return moved;
}

function only(spec: object, fields: readonly string[]): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(spec).filter(([field, value]) => fields.includes(field) && value !== '$'),
  );
}

function build(
  name: string,
  state: Readonly<Record<string, unknown>>,
  stubs: Readonly<Record<string, unknown>> = {},
): StateMachine {
  const definition = { StartAt: name, States: { [name]: inEngineContext(state), ...stubs } };
  if (!isDefinition(definition)) throw new TypeError(`"${name}" has no type`);
  // Validation (80 ms) is not needed: compileDefinition has refused what is not supported.
  return new StateMachine(definition, { validationOptions: { noValidate: true } });
}

/** The interpreter puts its own run's input and start time at $$.Execution; ours stand beside it. */
function inEngineContext(state: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const text = JSON.stringify(state);
  if (!text.includes('$$.Execution.')) return state;
  const moved: unknown = JSON.parse(
    text.replaceAll(/\$\$\.Execution\.(Input|StartTime)/g, '$$$$.Started.$1'),
  );
  return isRecord(moved) ? moved : state;
}

/** compileDefinition has checked the fields; the interpreter's types know more kinds of definition than we build. */
function isDefinition(value: { States: Readonly<Record<string, unknown>> }): value is StateMachineDefinition {
  return Object.values(value.States).every((state) => isRecord(state) && 'Type' in state);
}

/**
 * jsonpath-plus makes an Error for each path that it reads, and throws it away: without stack traces that takes a
 * third of the time, and an execution a fifth less. Only the interpreter's synchronous part runs so.
 */
function withoutStackTraces<T>(work: () => T): T {
  const limit = Error.stackTraceLimit;
  Error.stackTraceLimit = 0;
  try {
    return work();
  } finally {
    Error.stackTraceLimit = limit;
  }
}

/** Handlers run after that part, and keep their stack traces. */
function laterOn(call: TaskCall): TaskCall {
  return async (payload) => {
    await Promise.resolve();
    return call(payload);
  };
}

async function finished(machine: StateMachine, input: EngineJson, options: RunOptions): Promise<EngineJson> {
  try {
    return await withoutStackTraces(() => machine.run(input, options).result);
  } catch (error) {
    const cause: unknown = error instanceof ExecutionError ? error.cause : error;
    if (cause instanceof LeaveState) throw cause;
    throw asFailure(cause);
  }
}

/**
 * Names of a Fail state, a handler and the interpreter itself reach ASL as they are; a slip inside it, such as a
 * SyntaxError from States.StringToJson, is States.Runtime.
 */
function asFailure(cause: unknown): StateFailure {
  if (!(cause instanceof Error)) return new StateFailure('States.Runtime', String(cause));
  const slip = [Error, SyntaxError, TypeError, RangeError, ReferenceError].some(
    (kind) => Object.getPrototypeOf(cause) === kind.prototype,
  );
  return new StateFailure(slip ? 'States.Runtime' : cause.name, cause.message);
}
