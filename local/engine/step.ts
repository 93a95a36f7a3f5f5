import { executionArn, machineArn } from './arns.ts';
import type { Definition, Retrier, State } from './definition.ts';
import type { Journal, Position, Row, Visit } from './journal.ts';
import { type EngineJson, jsonText, parseJson } from './json.ts';
import type { OneStateMachine } from './one-state-machine.ts';
import { LeaveState, StateFailure, type StateResult, type TaskCall, TaskError } from './one-state-machine.ts';
import { decideRetry, type Retry } from './retry.ts';

/**
 * A Task's handler. It is called at least once: `idempotencyKey` names the execution, the Map's item, the state and
 * the visit, and stays the same over retries and crashes. An error's `name` is its ASL name, its message the Cause.
 */
export type StepHandler = (
  payload: EngineJson,
  context: { readonly idempotencyKey: string },
) => Promise<unknown>;

/** A state's answer, as the journal keeps it. */
export type Answer = { readonly output: EngineJson } | { readonly error: string; readonly cause: string };

/** What one step led to: to be made durable before anything else happens. */
export type Plan =
  | {
      readonly kind: 'move';
      readonly to: Position;
      readonly visits: readonly Visit[];
      readonly children?: {
        readonly start: string;
        readonly items: readonly string[];
        readonly atOnce: number;
      };
    }
  | {
      readonly kind: 'end';
      readonly state: string;
      readonly seq: number;
      readonly stateInput: string;
      readonly visits: readonly Visit[];
      readonly outcome: { readonly output: string } | { readonly error: string; readonly cause: string };
    }
  /** The handler has the token; the answer comes from outside. */
  | { readonly kind: 'park' }
  /** The execution was ended or answered while its handler ran. */
  | { readonly kind: 'interrupted' };

/** A definition with its states' machines, built when first needed. */
export interface Runnable {
  readonly definition: Definition;
  machineOf(state: string): OneStateMachine;
}

export interface StepDependencies {
  readonly journal: Journal;
  readonly now: () => number;
  readonly random: () => number;
  readonly newToken: () => string;
  readonly runnable: (definitionId: number) => Runnable;
  readonly handler: (machine: string, name: string) => StepHandler | undefined;
  readonly crashPoint: (name: string) => void;
}

/** AWS's limits: a state's input and output, a Lambda call. */
const maxBytes = 256 * 1024;
const maxHandlerSeconds = 900;
/** AWS ends an execution at 25,000 events; a state makes two to five. */
const maxStates = 10_000;
/** States without effects that are taken in one step; a longer loop of them is journalled in between. */
const maxPureStates = 50;
/** When a Map gives no MaxConcurrency. */
const defaultMapConcurrency = 20;

class Interrupted extends LeaveState {}
class RetryLater extends LeaveState {
  readonly retry: Retry;
  readonly error: string;

  constructor(retry: Retry, { name, message }: TaskError) {
    super(message);
    this.retry = retry;
    this.error = name;
  }
}

/** One step of one execution: the state it stands at, and the states without effects that follow. */
export class Step {
  readonly #row: Row;
  readonly #deps: StepDependencies;
  readonly #runnable: Runnable;
  readonly #interrupted: Promise<unknown>;
  readonly #visits: Visit[] = [];
  #state: State;
  #seq: number;
  #input: EngineJson;
  #handedOver = false;

  /** @param interrupted resolves when the execution was ended or answered by somebody else */
  constructor(row: Row, deps: StepDependencies, interrupted: Promise<unknown>) {
    this.#row = row;
    this.#deps = deps;
    this.#interrupted = interrupted;
    this.#runnable = deps.runnable(row.definitionId);
    this.#state = this.#stateOf(row.state);
    this.#seq = row.seq;
    this.#input = parseJson(row.stateInput);
  }

  async take(): Promise<Plan> {
    try {
      let result = await this.#begin();
      for (let pure = 0; !('kind' in result); pure += 1) {
        const moved = this.#advance(result);
        if (moved) return moved;
        result = await this.#enter(pure < maxPureStates);
      }
      return result;
    } catch (error) {
      if (error instanceof Interrupted) return { kind: 'interrupted' };
      if (error instanceof RetryLater) return this.#backOff(error);
      if (error instanceof StateFailure) return this.#fail(error.error, error.message);
      throw error;
    }
  }

  /** Goes on with the journalled state, from where the journal left it. */
  async #begin(): Promise<Plan | StateResult> {
    switch (this.#row.phase) {
      case 'enter':
        return this.#state.integration === 'plain' || this.#state.integration === 'invoke'
          ? this.#run((payload) => this.#callHandler(payload))
          : this.#enter(true);
      case 'token':
        return this.#handOverToken();
      case 'answer':
        return this.#run(() => Promise.resolve(given(this.#row.answer)));
      case 'gather': {
        const outputs = this.#deps.journal.childOutputs(this.#row.id);
        return this.#run(() => Promise.resolve(outputs.map(parseJson)));
      }
      default:
        throw new Error(`execution ${this.#row.name} is "${this.#row.phase}" and has nothing to do`);
    }
  }

  /** What the handler of a token returns is no result, so whatever the state makes of it is dropped. */
  async #handOverToken(): Promise<Plan | StateResult> {
    const handOver = async (payload: EngineJson): Promise<EngineJson> => {
      await this.#callHandler(payload);
      this.#handedOver = true;
      return null;
    };
    try {
      const result = await this.#run(handOver);
      // Without the handler's return the result is a Catch's.
      return this.#handedOver ? { kind: 'park' } : result;
    } catch (error) {
      if (this.#handedOver) return { kind: 'park' };
      throw error;
    }
  }

  /** Follows a result to the next state; a plan when there is none. */
  #advance({ next, output }: StateResult): Plan | undefined {
    if (next === undefined) {
      const text = jsonText(output);
      return isTooLong(text) ? this.#tooLong() : this.#end({ output: text });
    }
    this.#seq += 1;
    this.#state = this.#stateOf(next);
    this.#input = output;
    this.#visits.push({ kind: 'entered', state: next, at: this.#deps.now() });
    if (this.#seq < maxStates) return undefined;
    return this.#fail('States.Runtime', `more than ${String(maxStates)} states were entered`);
  }

  /** Enters the current state: runs it if it has no effects, else plans what the journal must say first. */
  async #enter(mayRun: boolean): Promise<Plan | StateResult> {
    const { spec } = this.#state;
    switch (spec.Type) {
      case 'Task':
        return this.#state.integration === 'token'
          ? this.#move({
              phase: 'token',
              ready: true,
              token: this.#deps.newToken(),
              due: this.#deps.now() + spec.TimeoutSeconds * 1000,
            })
          : this.#move({ phase: 'enter', ready: true });
      case 'Wait':
        return this.#move({ phase: 'wait', ready: false, due: await this.#waitUntil(spec) });
      case 'Map': {
        const items = (await this.#machine.items(this.#input, this.#context())).map(jsonText);
        const atOnce = Math.min(items.length, mapConcurrency(spec.MaxConcurrency));
        const map = { next: atOnce, left: items.length };
        if (items.length === 0) return this.#move({ phase: 'gather', ready: true, map });
        const plan = this.#move({ phase: 'map', ready: false, map });
        return plan.kind === 'move'
          ? { ...plan, children: { start: spec.ItemProcessor.StartAt, items, atOnce } }
          : plan;
      }
      case 'Pass':
      case 'Choice':
      case 'Succeed':
      case 'Fail':
        return mayRun ? this.#run() : this.#move({ phase: 'enter', ready: true });
    }
  }

  async #waitUntil(spec: { [field: string]: unknown }): Promise<number> {
    const path = spec.SecondsPath ?? spec.TimestampPath;
    const value =
      typeof path === 'string'
        ? await this.#machine.dueValue(path, this.#input, this.#context())
        : (spec.Seconds ?? spec.Timestamp);
    if (typeof value === 'number' && Number.isInteger(value) && value >= 0) {
      return this.#deps.now() + value * 1000;
    }
    const instant = typeof value === 'string' ? Date.parse(value) : NaN;
    if (Number.isNaN(instant)) {
      throw new StateFailure('States.Runtime', `${String(path)} is neither seconds nor a timestamp`);
    }
    return instant;
  }

  #run(call?: TaskCall): Promise<StateResult> {
    return this.#machine.run(this.#input, this.#context(), call && this.#withRetries(call));
  }

  /** Decides on retries before the interpreter looks at Catch; a Task's errors get there as ASL knows them. */
  #withRetries(call: TaskCall): TaskCall {
    return async (payload) => {
      try {
        return await call(payload);
      } catch (error) {
        if (error instanceof LeaveState) throw error;
        const failure = asTaskError(error);
        const retry = decideRetry(this.#retriers(), failure.name, this.#retryCounts(), this.#deps.random);
        throw retry ? new RetryLater(retry, failure) : failure;
      }
    };
  }

  #retriers(): readonly Retrier[] {
    return 'Retry' in this.#state.spec ? (this.#state.spec.Retry ?? []) : [];
  }

  #retryCounts(): readonly number[] {
    const kept: unknown = this.#row.retries === undefined ? [] : JSON.parse(this.#row.retries);
    return Array.isArray(kept) ? kept.map(Number) : [];
  }

  async #callHandler(payload: EngineJson): Promise<EngineJson> {
    const { spec, handler = '', integration } = this.#state;
    if (spec.Type !== 'Task') throw new TypeError(`"${this.#state.name}" calls no handler`);
    const step = this.#deps.handler(this.#row.machine, handler);
    if (!step)
      throw new TaskError('Lambda.ResourceNotFoundException', `no handler is registered for ${handler}`);
    const idempotencyKey = `${this.#row.machine}/${this.#row.name}/${this.#state.name}#${String(this.#seq)}`;
    this.#deps.crashPoint('handler: before');
    const handed = integration === 'plain' ? payload : payloadOf(payload);
    const result = await this.#inTime(spec.TimeoutSeconds, step(handed, { idempotencyKey }));
    this.#deps.crashPoint('handler: after');
    const output = parseJson(jsonText(result));
    return integration === 'invoke'
      ? { ExecutedVersion: '$LATEST', Payload: output, StatusCode: 200 }
      : output;
  }

  /** Real time: a handler's work takes that, wherever the business clock is moved. A late result is ignored. */
  async #inTime<T>(timeoutSeconds: number, work: Promise<T>): Promise<T> {
    const seconds = Math.min(timeoutSeconds, maxHandlerSeconds);
    const { promise: late, reject } = Promise.withResolvers<never>();
    const timer = setTimeout(
      () => reject(new TaskError('States.Timeout', `no result after ${String(seconds)} s`)),
      seconds * 1000,
    );
    const interrupted = this.#interrupted.then(() => {
      throw new Interrupted();
    });
    try {
      return await Promise.race([work, late, interrupted]);
    } finally {
      clearTimeout(timer);
    }
  }

  #backOff({ retry, error, message }: RetryLater): Plan {
    this.#visits.push({
      kind: 'failed',
      state: this.#state.name,
      at: this.#deps.now(),
      error,
      cause: message,
    });
    return this.#move({
      phase: 'backoff',
      ready: false,
      due: this.#deps.now() + retry.afterMilliseconds,
      retries: JSON.stringify(retry.counts),
    });
  }

  #move(to: Omit<Position, 'state' | 'seq' | 'stateInput'>): Plan {
    const moved = this.#seq !== this.#row.seq;
    const stateInput = this.#stateInput();
    if (moved && isTooLong(stateInput)) return this.#tooLong();
    // A state's retries are counted until it is left.
    const kept = !moved && this.#row.retries !== undefined ? { retries: this.#row.retries } : {};
    return {
      kind: 'move',
      to: { ...kept, ...to, state: this.#state.name, seq: this.#seq, stateInput },
      visits: this.#visits,
    };
  }

  #stateInput(): string {
    return this.#seq === this.#row.seq ? this.#row.stateInput : jsonText(this.#input);
  }

  #end(outcome: { output: string } | { error: string; cause: string }): Plan {
    return {
      kind: 'end',
      state: this.#state.name,
      seq: this.#seq,
      stateInput: this.#stateInput(),
      visits: this.#visits,
      outcome,
    };
  }

  #fail(error: string, cause: string): Plan {
    return this.#end({ error, cause });
  }

  #tooLong(): Plan {
    return this.#fail('States.DataLimitExceeded', `the data after a state is over ${String(maxBytes)} bytes`);
  }

  get #machine(): OneStateMachine {
    return this.#runnable.machineOf(this.#state.name);
  }

  #stateOf(name: string): State {
    const state = this.#runnable.definition.states.get(name);
    if (!state) throw new Error(`execution ${this.#row.name}: its definition has no state "${name}"`);
    return state;
  }

  #context(): object {
    if (!this.#state.usesContext) return {};
    const { id, machine, name, parentId, startedAt, token } = this.#row;
    return {
      Execution: { Id: executionArn(machine, name), Name: name },
      // Items know nothing of it (definition.ts).
      Started: {
        Input: parentId === undefined ? parseJson(this.#deps.journal.inputOf(id)) : null,
        StartTime: new Date(startedAt).toISOString(),
      },
      State: { Name: this.#state.name },
      StateMachine: { Id: machineArn(machine), Name: machine },
      Task: { Token: token ?? null },
    };
  }
}

/** As in ASL, 0 names no limit of its own. */
function mapConcurrency(given = 0): number {
  return given === 0 ? defaultMapConcurrency : given;
}

function isTooLong(text: string): boolean {
  return text.length > maxBytes / 3 && Buffer.byteLength(text) > maxBytes;
}

function payloadOf(parameters: EngineJson): EngineJson {
  if (parameters === null || typeof parameters !== 'object' || Array.isArray(parameters)) return {};
  return parameters.Payload ?? {};
}

function given(answer: string | undefined): EngineJson {
  const parsed = answer === undefined ? null : parseJson(answer);
  if (parsed === null || typeof parsed !== 'object' || Array.isArray(parsed)) return null;
  const { error, cause, output } = parsed;
  if (typeof error === 'string') throw new TaskError(error, typeof cause === 'string' ? cause : '');
  return output ?? null;
}

function asTaskError(error: unknown): TaskError {
  if (error instanceof TaskError) return error;
  return error instanceof Error
    ? new TaskError(error.name, error.message)
    : new TaskError('Error', String(error));
}
