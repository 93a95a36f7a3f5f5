import { randomBytes } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import type { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import {
  compileDefinition,
  type Definition,
  definitionHash,
  handlersOf,
  UnsupportedDefinition,
} from './definition.ts';
import { Executions } from './executions.ts';
import { type Ending, Journal, type Row, type Woken } from './journal.ts';
import { jsonText } from './json.ts';
import { OneStateMachine } from './one-state-machine.ts';
import {
  type Answer,
  type Plan,
  type Runnable,
  Step,
  type StepDependencies,
  type StepHandler,
} from './step.ts';

export interface EngineOptions {
  readonly database: SqliteDatabase;
  /** The business clock, on which waits, timeouts of tokens and backoffs are due. */
  readonly clock: Pick<Clock, 'now'>;
  /** The journal cannot be written or read, or the engine has a fault: it has stopped, and nothing is lost. */
  readonly onFault: (fault: Error) => void;
  /** Executions at work at once; others wait in the journal. */
  readonly concurrency?: number;
  /** Called wherever a crash would meet the engine in a different condition; tests kill the process there. */
  readonly crashPoint?: (name: string) => void;
  /** For JitterStrategy FULL. */
  readonly random?: () => number;
  /** Unguessable task tokens, unless a test wants the same ones again. */
  readonly newToken?: () => string;
}

/** There is an execution of this name with another input. */
export class ExecutionAlreadyExists extends Error {
  override readonly name = 'ExecutionAlreadyExists';
}

export class StateMachineDoesNotExist extends Error {
  override readonly name = 'StateMachineDoesNotExist';
}

/** An execution that is being worked on. */
interface Worker {
  /** The place in the queue it works off. */
  queue: number;
  /** Queued anew while the last step was still being left. */
  again: boolean;
  interrupt: () => void;
  done: Promise<void>;
}

const timeoutAnswer = JSON.stringify({
  error: 'States.Timeout',
  cause: 'no answer in time',
} satisfies Answer);
/** Timers fired, or executions timed out, in one write. */
const firedAtOnce = 500;
/** The clock is looked at again after this long, so that a moved clock is noticed even if nobody says so. */
const longestSleep = 60_000;

/**
 * Runs workflows on one machine: a state at a time, each transition in the journal before the next begins, never a
 * replay. See README.md for the tables and for what a crash does at each point.
 */
export class Engine {
  readonly executions: Executions;
  readonly #journal: Journal;
  readonly #options: EngineOptions;
  readonly #steps: StepDependencies;
  readonly #concurrency: number;
  readonly #handlers = new Map<string, ReadonlyMap<string, StepHandler>>();
  readonly #current = new Map<string, { id: number; startAt: string; timeoutSeconds: number | undefined }>();
  readonly #runnables = new Map<number, Runnable>();
  readonly #working = new Map<number, Worker>();
  #idleWaiters: PromiseWithResolvers<undefined>[] = [];
  #writes = 0;
  /** Everything queued up to this place is being worked on, or done. */
  #fed = 0;
  #feedPlanned = false;
  #resumed = false;
  #stopping = false;
  #fault: Error | undefined;
  #firing: Promise<void> = Promise.resolve();
  #timer: NodeJS.Timeout | undefined;
  #timerDue = Infinity;

  private constructor(journal: Journal, options: EngineOptions) {
    this.#journal = journal;
    this.executions = new Executions(options.database);
    this.#options = options;
    this.#concurrency = options.concurrency ?? 64;
    this.#steps = {
      journal,
      now: () => this.#now(),
      random: options.random ?? Math.random,
      newToken: options.newToken ?? (() => randomBytes(24).toString('base64url')),
      runnable: (id) => this.#runnable(id),
      handler: (machine, name) => this.#handlers.get(machine)?.get(name),
      crashPoint: (name) => this.#crashPoint(name),
    };
  }

  /** Opens the journal; nothing runs before `resume`. */
  static async open(options: EngineOptions): Promise<Engine> {
    return new Engine(await Journal.open(options.database), options);
  }

  /**
   * Sets a machine's definition for executions that start from now on; those under way keep theirs, with these
   * handlers.
   * @param handlers by placeholder (`VerifyConditions` for `${VerifyConditions}`) or ARN
   * @throws UnsupportedDefinition
   */
  async define(
    machine: string,
    definition: object,
    handlers: Readonly<Record<string, StepHandler>>,
  ): Promise<void> {
    const compiled = compileDefinition(definition);
    const byName = new Map(Object.entries(handlers));
    this.#requireHandlers(machine, compiled, byName);
    const text = JSON.stringify(definition);
    const id = await this.#write(() => this.#journal.keepDefinition(machine, definitionHash(text), text));
    this.#handlers.set(machine, byName);
    this.#current.set(machine, { id, startAt: compiled.startAt, timeoutSeconds: compiled.timeoutSeconds });
  }

  /**
   * Goes on with everything that is not parked, a few executions at a time. Call once, after `define`.
   * @throws UnsupportedDefinition when executions under way need a handler that is no longer given
   */
  resume(): void {
    for (const { id, machine } of this.#read(() => this.#journal.definitionsOf('RUNNING'))) {
      this.#requireHandlers(machine, this.#runnable(id).definition, this.#handlers.get(machine));
    }
    this.#resumed = true;
    this.#sleepUntil(this.#read(() => this.#journal.nextDue()));
    this.#feedSoon();
  }

  /**
   * Starts what has failed again, at the state in which it failed (Step Functions' redrive): for a cause that is mended
   * by now. What was done before that state is not done again; of a Map, all items are. Executions whose definition
   * needs a handler that is no longer given stay failed.
   * @returns how many
   */
  async redrive(): Promise<number> {
    const failed = this.#read(() => this.#journal.definitionsOf('FAILED'))
      .map(({ id, machine }) => ({ id, machine, definition: this.#runnable(id).definition }))
      .filter(
        ({ machine, definition }) => missingHandlers(definition, this.#handlers.get(machine)).length === 0,
      );
    const count = await this.#write(() => {
      const now = this.#now();
      let redriven = 0;
      for (const { id, definition } of failed) {
        const { timeoutSeconds } = definition;
        const deadline = timeoutSeconds === undefined ? undefined : now + timeoutSeconds * 1000;
        redriven += this.#journal.redrive(id, deadline);
      }
      return redriven;
    });
    this.#sleepUntil(this.#read(() => this.#journal.nextDue()));
    this.#feedSoon();
    return count;
  }

  /**
   * On disk when it resolves. The same name with the same input again changes nothing.
   * @throws ExecutionAlreadyExists when the name has another input; StateMachineDoesNotExist; RangeError on a name
   * that Step Functions would refuse
   */
  async start(machine: string, name: string, input: unknown): Promise<void> {
    const current = this.#current.get(machine);
    if (!current) throw new StateMachineDoesNotExist(`there is no state machine "${machine}"`);
    if (!/^[\w.+!@()='-]{1,80}$/.test(name)) throw new RangeError(`"${name}" is no name for an execution`);
    const text = jsonText(input);
    const at = this.#now();
    const earlier = await this.#write(() => {
      const { id: definitionId, startAt: state, timeoutSeconds } = current;
      const deadline = timeoutSeconds === undefined ? undefined : at + timeoutSeconds * 1000;
      const isNew = this.#journal.insertExecution({
        machine,
        name,
        definitionId,
        state,
        input: text,
        at,
        deadline,
      });
      return isNew ? undefined : this.#journal.startedInput(machine, name);
    });
    this.#crashPoint('start: journalled');
    if (earlier !== undefined && !isDeepStrictEqual(JSON.parse(earlier), JSON.parse(text))) {
      throw new ExecutionAlreadyExists(`execution ${name} of ${machine} was started with another input`);
    }
    if (current.timeoutSeconds !== undefined) this.#sleepUntil(at + current.timeoutSeconds * 1000);
    this.#feedSoon();
  }

  /** Answers the state that waits with this token. False when the token is used, timed out or unknown. */
  succeed(token: string, output: unknown): Promise<boolean> {
    return this.#answer(token, `{"output":${jsonText(output)}}`);
  }

  /** Fails the state that waits with this token, as if its handler had thrown. */
  fail(token: string, error: string, cause: string): Promise<boolean> {
    return this.#answer(token, JSON.stringify({ error, cause } satisfies Answer));
  }

  /** Ends an execution as ABORTED. False when it does not run. */
  async stopExecution(machine: string, name: string, error?: string, cause?: string): Promise<boolean> {
    const id = await this.#write(() => {
      const running = this.#journal.idOf(machine, name);
      if (running === undefined) return undefined;
      this.#endNow(running, {
        status: 'ABORTED',
        ...(error === undefined ? {} : { error }),
        ...(cause === undefined ? {} : { cause }),
      });
      return running;
    });
    if (id === undefined) return false;
    this.#working.get(id)?.interrupt();
    return true;
  }

  /** Executions being worked on at this moment; those that wait are none of them. */
  get atWork(): number {
    return this.#working.size;
  }

  /** To be called when the business clock was moved: everything it passed fires, in due order. */
  clockMoved(): Promise<void> {
    return this.#fire();
  }

  /** Resolves when nothing is at work or queued; what waits for a token or a time does not count. */
  async idle(): Promise<void> {
    if (this.#fault) throw this.#fault;
    const waiter = Promise.withResolvers<undefined>();
    this.#idleWaiters.push(waiter);
    this.#feedSoon();
    await waiter.promise;
  }

  /** Lets handlers that run end and journals their results; the rest waits for the next `resume`. */
  async stop(): Promise<void> {
    this.#stopping = true;
    clearTimeout(this.#timer);
    await this.#firing;
    await Promise.all([...this.#working.values()].map(({ done }) => done));
  }

  #requireHandlers(
    machine: string,
    definition: Definition,
    handlers: ReadonlyMap<string, StepHandler> | undefined,
  ): void {
    const missing = missingHandlers(definition, handlers);
    if (missing.length === 0) return;
    throw new UnsupportedDefinition(`${machine}: no handler for ${missing.join(', ')}`);
  }

  async #answer(token: string, answer: string): Promise<boolean> {
    const woken = await this.#write(() => this.#journal.answerToken(token, answer));
    this.#crashPoint('answer: journalled');
    if (!woken) return false;
    this.#interrupt(woken);
    this.#feedSoon();
    return true;
  }

  /** Ends a step whose state has been answered or has timed out; one that works on what came after goes on. */
  #interrupt({ id, queue }: Woken): void {
    const worker = this.#working.get(id);
    if (worker && worker.queue !== queue) worker.interrupt();
  }

  #feedSoon(): void {
    if (this.#feedPlanned) return;
    this.#feedPlanned = true;
    // After the promises of a group of writes: those that end and those that are queued are then seen together.
    queueMicrotask(() => {
      this.#feedPlanned = false;
      try {
        this.#feed();
      } catch (error) {
        this.#failWith(error);
      }
    });
  }

  #feed(): void {
    if (!this.#resumed || this.#stopping) return;
    while (this.#working.size < this.#concurrency && this.#fed < this.#journal.lastQueue) {
      const rows = this.#journal.queuedAfter(this.#fed, this.#concurrency - this.#working.size);
      // Places are given out within a write, so here they are all committed, or undone.
      if (rows.length === 0) this.#fed = this.#journal.lastQueue;
      for (const row of rows) {
        this.#fed = row.queue ?? this.#fed;
        const worker = this.#working.get(row.id);
        if (!worker) this.#employ(row);
        else if (worker.queue !== row.queue) worker.again = true;
      }
    }
    if (this.#working.size === 0 && this.#writes === 0 && this.#fed === this.#journal.lastQueue) {
      for (const { resolve } of this.#idleWaiters.splice(0)) resolve(undefined);
    }
  }

  #employ(row: Row): void {
    const done = Promise.resolve();
    const worker: Worker = { queue: row.queue ?? 0, again: false, interrupt: () => undefined, done };
    this.#working.set(row.id, worker);
    worker.done = this.#work(row, worker);
  }

  async #work(first: Row, worker: Worker): Promise<void> {
    try {
      let row: Row | undefined = first;
      while (row && !this.#stopping) {
        const at: Row = row;
        worker.queue = at.queue ?? 0;
        const interrupted = Promise.withResolvers<undefined>();
        worker.interrupt = () => interrupted.resolve(undefined);
        const plan = await new Step(at, this.#steps, interrupted.promise).take();
        this.#crashPoint(`${plan.kind}: before`);
        row = await this.#write(() => this.#apply(at, plan));
        this.#crashPoint(`${plan.kind}: journalled`);
        if (plan.kind === 'move' && plan.to.due !== undefined) this.#sleepUntil(plan.to.due);
        if (!row && worker.again) {
          worker.again = false;
          row = this.#read(() => this.#journal.queued(at.id));
        }
      }
    } catch (error) {
      this.#failWith(error);
    }
    this.#working.delete(first.id);
    this.#feedSoon();
  }

  /**
   * Makes a step's outcome durable, within a write; the row to go on with, if there is more to do at once. An
   * execution that was ended or answered meanwhile stays as that left it: in the queue, if there is more to do.
   */
  #apply(row: Row, plan: Plan): Row | undefined {
    const journal = this.#journal;
    if (row.parentId !== undefined && journal.phaseOf(row.parentId) === 'failing') {
      if (journal.queued(row.id)) journal.childGivenUp(row, row.parentId);
      return undefined;
    }
    switch (plan.kind) {
      case 'interrupted':
        return undefined;
      case 'park':
        journal.park(row);
        return undefined;
      case 'end':
        this.#applyEnd(row, plan);
        return undefined;
      case 'move': {
        const { to, visits, children } = plan;
        const events = row.parentId === undefined ? visits : [];
        if (!journal.move(row, to, row.events + events.length)) return undefined;
        journal.addEvents(row, events);
        if (row.mapLeft !== undefined) journal.removeChildren(row.id);
        if (children) journal.insertChildren(row, to, children.start, children.items, children.atOnce);
        if (!to.ready) return undefined;
        const { phase, state, seq, stateInput, token, retries } = to;
        return {
          ...row,
          ...{ phase, state, seq, stateInput, token, retries },
          answer: undefined,
          events: row.events + events.length,
          mapLeft: to.map?.left,
        };
      }
    }
  }

  #applyEnd(row: Row, { state, seq, stateInput, visits, outcome }: Plan & { kind: 'end' }): void {
    const journal = this.#journal;
    const events = row.parentId === undefined ? visits : [];
    const status = 'output' in outcome ? 'SUCCEEDED' : 'FAILED';
    const kept = status === 'FAILED' ? { stateInput } : {};
    const ending = { status, ...outcome, ...kept, state, seq, at: this.#now() } as const;
    if (!journal.end(row, ending, row.events + events.length)) return;
    journal.addEvents(row, events);
    if (row.mapLeft !== undefined) journal.removeChildren(row.id);
    if (row.parentId !== undefined) {
      if ('output' in outcome) journal.childSucceeded(row.parentId);
      else journal.childFailed(row.parentId, this.#fed, JSON.stringify(outcome satisfies Answer));
    }
  }

  #endNow(id: number, ending: Omit<Ending, 'at' | 'seq' | 'state' | 'stateInput'>): void {
    this.#journal.endNow(id, { ...ending, at: this.#now() });
    this.#journal.removeChildren(id);
  }

  /** Fires what is due; one after the other, so that due order holds. */
  #fire(): Promise<void> {
    const fired = this.#firing.then(() => this.#fireDue());
    this.#firing = fired.catch(() => undefined);
    return fired;
  }

  async #fireDue(): Promise<void> {
    if (!this.#resumed || this.#fault) return;
    while (!this.#stopping && (this.#read(() => this.#journal.nextDue()) ?? Infinity) <= this.#now()) {
      const { woken, ended } = await this.#write(() => {
        const now = this.#now();
        const due = this.#journal.dueBy(now, firedAtOnce);
        const late = this.#journal.pastDeadline(now, firedAtOnce);
        for (const id of late) this.#endNow(id, { status: 'TIMED_OUT', error: 'States.Timeout' });
        return { woken: due.map((id) => this.#journal.fire(id, timeoutAnswer)), ended: late };
      });
      this.#crashPoint('timers: journalled');
      for (const one of woken) this.#interrupt(one);
      for (const id of ended) this.#working.get(id)?.interrupt();
      this.#feedSoon();
    }
    this.#timerDue = Infinity;
    this.#sleepUntil(this.#read(() => this.#journal.nextDue()));
  }

  #sleepUntil(due: number | undefined): void {
    if (due === undefined || due >= this.#timerDue || this.#stopping || !this.#resumed) return;
    this.#timerDue = due;
    clearTimeout(this.#timer);
    const wait = Math.min(Math.max(due - this.#now(), 0), longestSleep);
    this.#timer = setTimeout(() => {
      this.#timerDue = Infinity;
      this.#fire().catch((error: unknown) => this.#failWith(error));
    }, wait);
    this.#timer.unref();
  }

  #runnable(id: number): Runnable {
    const known = this.#runnables.get(id);
    if (known) return known;
    const definition = compileDefinition(JSON.parse(this.#read(() => this.#journal.definitionText(id))));
    const machines = new Map<string, OneStateMachine>();
    const made: Runnable = {
      definition,
      machineOf: (name) => {
        const state = definition.states.get(name);
        if (!state) throw new Error(`there is no state "${name}"`);
        const machine = machines.get(name) ?? new OneStateMachine(state);
        machines.set(name, machine);
        return machine;
      },
    };
    this.#runnables.set(id, made);
    return made;
  }

  #now(): number {
    return Date.parse(this.#options.clock.now());
  }

  #crashPoint(name: string): void {
    this.#options.crashPoint?.(name);
  }

  #read<T>(work: () => T): T {
    return this.#options.database.read(work);
  }

  async #write<T>(work: () => T): Promise<T> {
    if (this.#fault) throw this.#fault;
    this.#writes += 1;
    try {
      return await this.#options.database.write(work);
    } finally {
      this.#writes -= 1;
      if (this.#idleWaiters.length > 0) this.#feedSoon();
    }
  }

  /** Nothing can be promised without a journal: work stops where the journal last stood. */
  #failWith(error: unknown): void {
    if (this.#fault) return;
    const fault = error instanceof Error ? error : new Error(String(error));
    this.#fault = fault;
    this.#stopping = true;
    clearTimeout(this.#timer);
    for (const { reject } of this.#idleWaiters.splice(0)) reject(fault);
    this.#options.onFault(fault);
  }
}

function missingHandlers(
  definition: Definition,
  handlers: ReadonlyMap<string, StepHandler> | undefined,
): readonly string[] {
  return [...handlersOf(definition)].filter((name) => handlers?.has(name) !== true);
}
