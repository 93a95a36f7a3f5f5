import { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { Engine } from '../../local/engine/engine.ts';
import type { StepHandler } from '../../local/engine/step.ts';

export const someDay = Date.parse('2008-03-03T01:00:00.000Z');

/** A clock that stands still until it is moved. */
export class StillClock {
  #at = someDay;

  now(): string {
    return new Date(this.#at).toISOString();
  }

  advance(seconds: number): void {
    this.#at += seconds * 1000;
  }
}

export interface TestEngine {
  readonly engine: Engine;
  readonly clock: StillClock;
  readonly database: SqliteDatabase;
  /** Moves the clock, and waits until all that it sets going has come to rest. */
  pass(seconds: number): Promise<void>;
  /** Starts an execution and lets it run until it ends or waits. */
  run(name: string, input?: unknown): Promise<Outcome>;
  outcome(name: string): Outcome;
}

export interface Outcome {
  readonly status: string;
  readonly phase: string;
  readonly output?: unknown;
  readonly error?: string;
  readonly cause?: string;
}

/** An engine over a database in memory, with one machine called `test`. */
export async function anEngine(
  definition: object,
  handlers: Record<string, StepHandler> = {},
  options: { concurrency?: number; database?: SqliteDatabase; clock?: StillClock } = {},
): Promise<TestEngine> {
  const database = options.database ?? SqliteDatabase.open(':memory:');
  const clock = options.clock ?? new StillClock();
  const engine = await Engine.open({
    database,
    clock,
    random: () => 0.5,
    onFault: (fault) => {
      throw fault;
    },
    ...(options.concurrency === undefined ? {} : { concurrency: options.concurrency }),
  });
  await engine.define('test', definition, handlers);
  engine.resume();
  const outcome = (name: string): Outcome => {
    const row = database.read((db) =>
      db
        .prepare(
          'SELECT status, phase, output, error, cause FROM wf_executions WHERE machine = ? AND name = ?',
        )
        .get('test', name),
    );
    if (!row) throw new Error(`there is no execution ${name}`);
    return {
      status: String(row.status),
      phase: String(row.phase),
      ...(row.output === null ? {} : { output: JSON.parse(String(row.output)) as unknown }),
      ...(row.error === null ? {} : { error: String(row.error) }),
      ...(row.cause === null ? {} : { cause: String(row.cause) }),
    };
  };
  return {
    engine,
    clock,
    database,
    outcome,
    pass: async (seconds) => {
      clock.advance(seconds);
      await engine.clockMoved();
      await engine.idle();
    },
    run: async (name, input = {}) => {
      await engine.start('test', name, input);
      await engine.idle();
      return outcome(name);
    },
  };
}

/** A Task by its handler's placeholder, with a timeout. */
export function aTask(handler: string, more: object): object {
  return { Type: 'Task', Resource: `\${${handler}}`, TimeoutSeconds: 30, ...more };
}

/** A Task that gives its handler a token and waits. */
export function aTokenTask(handler: string, more: object): object {
  return {
    Type: 'Task',
    Resource: 'arn:aws:states:::lambda:invoke.waitForTaskToken',
    Parameters: { FunctionName: `\${${handler}}`, Payload: { 'token.$': '$$.Task.Token' } },
    TimeoutSeconds: 3600,
    ...more,
  };
}

/** A machine of one state that ends. */
export function aMachine(state: object, name = 'Only'): object {
  return { StartAt: name, States: { [name]: state } };
}

export function failure(name: string, message = 'it did not go well'): Error {
  return Object.assign(new Error(message), { name });
}
