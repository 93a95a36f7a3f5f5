import type { SQLOutputValue } from 'node:sqlite';
import type { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { compileDefinition } from './definition.ts';

/** An execution as people and tools see it. JSON is text; instants are milliseconds of the business clock. */
export interface Execution {
  readonly id: number;
  readonly machine: string;
  readonly name: string;
  readonly status: string;
  readonly state: string;
  readonly input: string;
  readonly output: string | undefined;
  readonly error: string | undefined;
  readonly cause: string | undefined;
  readonly startedAt: number;
  readonly endedAt: number | undefined;
}

/** A line of an execution's history: states without what went through them. */
export interface HistoryEvent {
  readonly kind: 'started' | 'entered' | 'exited' | 'failed' | 'succeeded' | 'ended';
  readonly at: number;
  readonly state?: string;
  readonly stateType?: string;
  readonly error?: string;
  readonly cause?: string;
}

type SqlRow = Record<string, SQLOutputValue>;

const columns = 'id, machine, name, status, state, input, output, error, cause, started_at, ended_at';

/** Reads the journal for tools and tests. A Map's items are left out: they go when the Map is left. */
export class Executions {
  readonly #database: SqliteDatabase;

  constructor(database: SqliteDatabase) {
    this.#database = database;
  }

  find(machine: string, name: string): Execution | undefined {
    const sql = `SELECT ${columns} FROM wf_executions WHERE machine = ? AND name = ? AND parent_id IS NULL`;
    return this.#database.read(() => {
      const row = this.#database.prepare(sql).get(machine, name);
      return row && asExecution(row);
    });
  }

  /** The newest first. @param before an id: only older ones */
  list(machine: string, status: string | undefined, limit: number, before: number): readonly Execution[] {
    const sql = `SELECT ${columns} FROM wf_executions
      WHERE machine = ? AND parent_id IS NULL AND id < ? AND (status = ? OR ? IS NULL) ORDER BY id DESC LIMIT ?`;
    return this.#database.read(() =>
      this.#database
        .prepare(sql)
        .all(machine, before, status ?? null, status ?? null, limit)
        .map(asExecution),
    );
  }

  /** What happened, in order: each state's entering and leaving, attempts that were retried, the end. */
  history({ id, status, startedAt, endedAt, error, cause }: Execution): readonly HistoryEvent[] {
    const { rows, definition } = this.#database.read(() => ({
      rows: this.#database
        .prepare('SELECT kind, state, at, error, cause FROM wf_events WHERE execution_id = ? ORDER BY event')
        .all(id),
      definition: this.#database
        .prepare(
          `SELECT definition FROM wf_definitions
           WHERE id = (SELECT definition_id FROM wf_executions WHERE id = ?)`,
        )
        .get(id),
    }));
    const { startAt, states } = compileDefinition(JSON.parse(String(definition?.definition)));
    const typed = (state: string): { state: string; stateType: string } => ({
      state,
      stateType: states.get(state)?.spec.Type ?? 'Task',
    });
    const events: HistoryEvent[] = [{ kind: 'started', at: startedAt }];
    let open = startAt;
    events.push({ kind: 'entered', at: startedAt, ...typed(open) });
    for (const row of rows) {
      const at = Number(row.at);
      const state = String(row.state);
      if (row.kind === 'failed') {
        events.push({ kind: 'failed', at, ...typed(state), ...failureOf(text(row.error), text(row.cause)) });
      } else {
        events.push({ kind: 'exited', at, ...typed(open) }, { kind: 'entered', at, ...typed(state) });
        open = state;
      }
    }
    if (endedAt === undefined) return events;
    if (status !== 'SUCCEEDED')
      return [...events, { kind: 'ended', at: endedAt, ...failureOf(error, cause) }];
    return [...events, { kind: 'exited', at: endedAt, ...typed(open) }, { kind: 'succeeded', at: endedAt }];
  }
}

function failureOf(error: string | undefined, cause: string | undefined): { error?: string; cause?: string } {
  return { ...(error === undefined ? {} : { error }), ...(cause === undefined ? {} : { cause }) };
}

function text(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function asExecution(row: SqlRow): Execution {
  return {
    id: Number(row.id),
    machine: String(row.machine),
    name: String(row.name),
    status: String(row.status),
    state: String(row.state),
    input: text(row.input) ?? 'null',
    output: text(row.output),
    error: text(row.error),
    cause: text(row.cause),
    startedAt: Number(row.started_at),
    endedAt: typeof row.ended_at === 'number' ? row.ended_at : undefined,
  };
}
