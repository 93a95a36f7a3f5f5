import type { SQLInputValue, SQLOutputValue } from 'node:sqlite';
import type { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import { tables } from './tables.ts';

export type Status = 'RUNNING' | 'SUCCEEDED' | 'FAILED' | 'TIMED_OUT' | 'ABORTED';

export type Phase =
  'pending' | 'enter' | 'token' | 'answer' | 'wait' | 'backoff' | 'map' | 'failing' | 'gather' | 'ended';

/** What is needed to go on with an execution. JSON is kept as text. */
export interface Row {
  readonly id: number;
  readonly machine: string;
  readonly name: string;
  readonly definitionId: number;
  readonly phase: string;
  readonly state: string;
  readonly seq: number;
  readonly stateInput: string;
  readonly queue: number | undefined;
  readonly token: string | undefined;
  readonly answer: string | undefined;
  readonly retries: string | undefined;
  readonly events: number;
  readonly parentId: number | undefined;
  /** Defined while the execution is in a Map state. */
  readonly mapLeft: number | undefined;
  readonly startedAt: number;
}

/** Where an execution stands after a step, in the terms of its row. */
export interface Position {
  readonly phase: Phase;
  readonly state: string;
  readonly seq: number;
  readonly stateInput: string;
  /** Whether it goes on at once; otherwise it is parked. */
  readonly ready: boolean;
  readonly due?: number;
  readonly token?: string;
  readonly retries?: string;
  readonly map?: { readonly next: number; readonly left: number };
}

/** An execution that somebody else than its own step has put into the queue. */
export interface Woken {
  readonly id: number;
  readonly queue: number;
}

export interface Visit {
  readonly kind: 'entered' | 'failed';
  readonly state: string;
  readonly at: number;
  readonly error?: string;
  readonly cause?: string;
}

const rowColumns =
  'id, machine, name, definition_id, phase, state, seq, state_input, queue, token, answer, retries, events, parent_id, map_left, started_at';

type SqlRow = Record<string, SQLOutputValue>;

/**
 * All SQL of the engine but its read models (history.ts). Methods that write are to be called within
 * `database.write`, so that several make one durable change.
 */
export class Journal {
  readonly database: SqliteDatabase;
  #lastQueue = 0;

  private constructor(database: SqliteDatabase) {
    this.database = database;
  }

  static async open(database: SqliteDatabase): Promise<Journal> {
    await database.write((db) => db.exec(tables));
    const journal = new Journal(database);
    const last = journal.#get('SELECT max(queue) AS last FROM wf_executions WHERE queue IS NOT NULL');
    journal.#lastQueue = numberOr(last?.last, 0);
    return journal;
  }

  /** The highest place in the queue given out so far, or about to be committed. */
  get lastQueue(): number {
    return this.#lastQueue;
  }

  nextQueue(): number {
    this.#lastQueue += 1;
    return this.#lastQueue;
  }

  keepDefinition(machine: string, hash: string, definition: string): number {
    this.#run(
      'INSERT INTO wf_definitions (machine, hash, definition) VALUES (?, ?, ?) ON CONFLICT DO NOTHING',
      machine,
      hash,
      definition,
    );
    return number(
      this.#get('SELECT id FROM wf_definitions WHERE machine = ? AND hash = ?', machine, hash),
      'id',
    );
  }

  /** The definitions that executions are under way with, or have failed with. */
  definitionsOf(status: 'RUNNING' | 'FAILED'): readonly { id: number; machine: string }[] {
    const sql = `SELECT id, machine FROM wf_definitions WHERE EXISTS (
      SELECT 1 FROM wf_executions WHERE definition_id = wf_definitions.id AND status = '${status}')`;
    return this.#all(sql).map((row) => ({ id: number(row, 'id'), machine: text(row, 'machine') }));
  }

  definitionText(id: number): string {
    return text(this.#get('SELECT definition FROM wf_definitions WHERE id = ?', id), 'definition');
  }

  /** False when there is an execution of that name already. */
  insertExecution(start: {
    machine: string;
    name: string;
    definitionId: number;
    state: string;
    input: string;
    at: number;
    deadline: number | undefined;
  }): boolean {
    const { machine, name, definitionId, state, input, at, deadline } = start;
    return (
      this.#run(
        `INSERT INTO wf_executions
           (machine, name, definition_id, status, phase, state, seq, state_input, queue, deadline, events, input, started_at)
         VALUES (?, ?, ?, 'RUNNING', 'enter', ?, 0, ?, ?, ?, 0, ?, ?) ON CONFLICT (machine, name) DO NOTHING`,
        machine,
        name,
        definitionId,
        state,
        input,
        this.nextQueue(),
        deadline ?? null,
        input,
        at,
      ) > 0
    );
  }

  /** The children of a Map, in the items' order; the first `atOnce` are in the queue, the others pending. */
  insertChildren(
    parent: Row,
    position: Position,
    start: string,
    items: readonly string[],
    atOnce: number,
  ): void {
    for (const [index, item] of items.entries()) {
      const ready = index < atOnce;
      this.#run(
        `INSERT INTO wf_executions
           (machine, name, definition_id, status, phase, state, seq, state_input, queue, events, parent_id, map_index, started_at)
         VALUES (?, ?, ?, 'RUNNING', ?, ?, 0, ?, ?, 0, ?, ?, ?)`,
        parent.machine,
        `${parent.name}/${position.state}#${String(position.seq)}[${String(index)}]`,
        parent.definitionId,
        ready ? 'enter' : 'pending',
        start,
        item,
        ready ? this.nextQueue() : null,
        parent.id,
        index,
        parent.startedAt,
      );
    }
  }

  inputOf(id: number): string {
    return text(this.#get('SELECT input FROM wf_executions WHERE id = ?', id), 'input');
  }

  startedInput(machine: string, name: string): string | undefined {
    const row = this.#get('SELECT input FROM wf_executions WHERE machine = ? AND name = ?', machine, name);
    return row && text(row, 'input');
  }

  /** What is queued after a place, in the queue's order. */
  queuedAfter(queue: number, limit: number): readonly Row[] {
    const sql = `SELECT ${rowColumns} FROM wf_executions WHERE queue > ? ORDER BY queue LIMIT ?`;
    return this.database.read(() => this.#all(sql, queue, limit).map(asRow));
  }

  /** Undefined when it has nothing to do. */
  queued(id: number): Row | undefined {
    const row = this.#get(`SELECT ${rowColumns} FROM wf_executions WHERE id = ? AND queue IS NOT NULL`, id);
    return row && asRow(row);
  }

  idOf(machine: string, name: string): number | undefined {
    const sql = `SELECT id FROM wf_executions WHERE machine = ? AND name = ? AND status = 'RUNNING'`;
    const row = this.#get(sql, machine, name);
    return row && number(row, 'id');
  }

  /** Moves an execution on from where `from` saw it; false when it was ended or answered meanwhile. */
  move(from: Row, to: Position, events: number): boolean {
    return (
      this.#run(
        `UPDATE wf_executions SET phase = ?, state = ?, seq = ?, state_input = ?, queue = ?, due = ?, token = ?,
           answer = NULL, retries = ?, events = ?, map_next = ?, map_left = ?
         WHERE id = ? AND seq = ? AND phase = ? AND status = 'RUNNING'`,
        to.phase,
        to.state,
        to.seq,
        to.stateInput,
        to.ready ? (from.queue ?? this.nextQueue()) : null,
        to.due ?? null,
        to.token ?? null,
        to.retries ?? null,
        events,
        to.map?.next ?? null,
        to.map?.left ?? null,
        from.id,
        from.seq,
        from.phase,
      ) > 0
    );
  }

  /** The handler with the token has returned: nothing to do until an answer comes, unless one has come. */
  park(row: Row): void {
    this.#run(
      `UPDATE wf_executions SET queue = NULL WHERE id = ? AND phase = 'token' AND token = ?`,
      row.id,
      row.token ?? null,
    );
  }

  end(from: Row, to: Ending, events: number): boolean {
    return (
      this.#run(
        `UPDATE wf_executions SET ${endedColumns}, events = ?
         WHERE id = ? AND seq = ? AND phase = ? AND status = 'RUNNING'`,
        ...endedValues(to),
        events,
        from.id,
        from.seq,
        from.phase,
      ) > 0
    );
  }

  /** Ends an execution wherever it stands. */
  endNow(id: number, to: Omit<Ending, 'seq' | 'state' | 'stateInput'>): boolean {
    return (
      this.#run(
        `UPDATE wf_executions SET ${endedColumns} WHERE id = ? AND status = 'RUNNING'`,
        ...endedValues(to),
        id,
      ) > 0
    );
  }

  /**
   * Puts what failed by a definition back into the queue, to run the state in which it failed again.
   * @returns how many
   */
  redrive(definitionId: number, deadline: number | undefined): number {
    const failed = `FROM wf_executions
      WHERE definition_id = ? AND status = 'FAILED' AND parent_id IS NULL AND state_input IS NOT NULL`;
    this.#run(
      `INSERT INTO wf_events (execution_id, event, kind, state, at, error, cause)
       SELECT id, events, 'failed', state, ended_at, error, cause ${failed}`,
      definitionId,
    );
    const rows = this.#all(`SELECT id ${failed} ORDER BY id`, definitionId);
    for (const row of rows) {
      this.#run(
        `UPDATE wf_executions SET status = 'RUNNING', phase = 'enter', queue = ?, deadline = ?, events = events + 1,
         error = NULL, cause = NULL, ended_at = NULL WHERE id = ?`,
        this.nextQueue(),
        deadline ?? null,
        number(row, 'id'),
      );
    }
    return rows.length;
  }

  addEvents(row: Row, visits: readonly Visit[]): void {
    for (const [rank, { kind, state, at, error, cause }] of visits.entries()) {
      this.#run(
        'INSERT INTO wf_events (execution_id, event, kind, state, at, error, cause) VALUES (?, ?, ?, ?, ?, ?, ?)',
        row.id,
        row.events + rank,
        kind,
        state,
        at,
        error ?? null,
        cause ?? null,
      );
    }
  }

  /** Uses up a token and stores its answer; the execution woken, or undefined when the token is used or unknown. */
  answerToken(token: string, answer: string): Woken | undefined {
    const queue = this.nextQueue();
    const row = this.#get(
      `UPDATE wf_executions SET phase = 'answer', answer = ?, token = NULL, due = NULL, queue = ?
       WHERE token = ? RETURNING id`,
      answer,
      queue,
      token,
    );
    return row && { id: number(row, 'id'), queue };
  }

  /** The earliest instant at which anything is due. */
  nextDue(): number | undefined {
    const row = this.#get(
      `SELECT min(coalesce(d, l), coalesce(l, d)) AS due FROM (SELECT
         (SELECT min(due) FROM wf_executions WHERE due IS NOT NULL) AS d,
         (SELECT min(deadline) FROM wf_executions WHERE deadline IS NOT NULL) AS l)`,
    );
    const due = row?.due;
    return typeof due === 'number' ? due : undefined;
  }

  /** Ids due by an instant, in due order. */
  dueBy(now: number, limit: number): readonly number[] {
    const sql = 'SELECT id FROM wf_executions WHERE due <= ? ORDER BY due, id LIMIT ?';
    return this.#all(sql, now, limit).map((row) => number(row, 'id'));
  }

  pastDeadline(now: number, limit: number): readonly number[] {
    const sql = 'SELECT id FROM wf_executions WHERE deadline <= ? ORDER BY deadline, id LIMIT ?';
    return this.#all(sql, now, limit).map((row) => number(row, 'id'));
  }

  /** What a due time does: a Retry is made, a Wait is over, a token has timed out. */
  fire(id: number, timeout: string): Woken {
    const queue = this.nextQueue();
    this.#run(
      `UPDATE wf_executions SET
         answer = CASE phase WHEN 'backoff' THEN NULL WHEN 'token' THEN ? ELSE '{"output":null}' END,
         phase = CASE phase WHEN 'backoff' THEN 'enter' ELSE 'answer' END,
         due = NULL, token = NULL, queue = ?
       WHERE id = ? AND due IS NOT NULL`,
      timeout,
      queue,
      id,
    );
    return { id, queue };
  }

  phaseOf(id: number): string | undefined {
    const row = this.#get('SELECT phase FROM wf_executions WHERE id = ?', id);
    return row && text(row, 'phase');
  }

  /** A child has succeeded: starts the next one, or lets the Map gather. */
  childSucceeded(parentId: number): void {
    const { left, next } = this.#countDown(parentId);
    if (left === 0) {
      this.#run(
        `UPDATE wf_executions SET phase = 'gather', queue = ? WHERE id = ?`,
        this.nextQueue(),
        parentId,
      );
      return;
    }
    this.#run(
      `UPDATE wf_executions SET phase = 'enter', queue = ? WHERE parent_id = ? AND map_index = ? AND phase = 'pending'`,
      this.nextQueue(),
      parentId,
      next,
    );
  }

  /**
   * A child has failed, and so does its Map, with that error: children that are not running now are given up.
   * @param fed the queue's place up to which executions are running
   */
  childFailed(parentId: number, fed: number, answer: string): void {
    const rest = `SELECT id FROM wf_executions
      WHERE parent_id = ? AND status = 'RUNNING' AND (queue IS NULL OR queue > ?)`;
    for (const row of this.#all(rest, parentId, fed)) this.remove(number(row, 'id'));
    const running = `SELECT count(*) AS n FROM wf_executions WHERE parent_id = ? AND status = 'RUNNING'`;
    const left = number(this.#get(running, parentId), 'n');
    this.#run(
      `UPDATE wf_executions SET phase = ?, answer = ?, map_left = ?, queue = ? WHERE id = ?`,
      left === 0 ? 'answer' : 'failing',
      answer,
      left,
      left === 0 ? this.nextQueue() : null,
      parentId,
    );
  }

  /** A child of a failing Map has come to the end of its state, and is given up. */
  childGivenUp(child: Row, parentId: number): void {
    this.remove(child.id);
    const { left } = this.#countDown(parentId);
    if (left > 0) return;
    this.#run(
      `UPDATE wf_executions SET phase = 'answer', queue = ? WHERE id = ?`,
      this.nextQueue(),
      parentId,
    );
  }

  /** The children's outputs, by position. */
  childOutputs(parentId: number): readonly string[] {
    const sql = `SELECT map_index, output FROM wf_executions
      WHERE parent_id = ? AND status = 'SUCCEEDED' ORDER BY map_index`;
    return this.database.read(() =>
      this.#all(sql, parentId).map((row, rank) => {
        if (number(row, 'map_index') !== rank)
          throw new Error(`the Map's item ${String(rank)} has no output`);
        return text(row, 'output');
      }),
    );
  }

  removeChildren(parentId: number): void {
    this.#run(`${below('parent_id = ?')} DELETE FROM wf_executions WHERE id IN below`, parentId);
  }

  remove(id: number): void {
    this.#run(`${below('id = ?')} DELETE FROM wf_executions WHERE id IN below`, id);
  }

  #countDown(parentId: number): { left: number; next: number } {
    const row = this.#get(
      `UPDATE wf_executions SET map_left = map_left - 1, map_next = map_next + 1 WHERE id = ?
       RETURNING map_left, map_next - 1 AS next`,
      parentId,
    );
    return { left: number(row, 'map_left'), next: number(row, 'next') };
  }

  #run(sql: string, ...values: readonly SQLInputValue[]): number {
    return Number(this.database.prepare(sql).run(...values).changes);
  }

  #get(sql: string, ...values: readonly SQLInputValue[]): SqlRow | undefined {
    return this.database.prepare(sql).get(...values);
  }

  #all(sql: string, ...values: readonly SQLInputValue[]): readonly SqlRow[] {
    return this.database.prepare(sql).all(...values);
  }
}

export interface Ending {
  readonly status: Exclude<Status, 'RUNNING'>;
  readonly at: number;
  readonly output?: string;
  readonly error?: string;
  readonly cause?: string;
  readonly state?: string;
  readonly seq?: number;
  /** Of one that failed: what the state was given in which it did. */
  readonly stateInput?: string;
}

const endedColumns = `status = ?, phase = 'ended', state = coalesce(?, state), seq = coalesce(?, seq), state_input = ?,
  queue = NULL, due = NULL, deadline = NULL, token = NULL, answer = NULL, retries = NULL, map_next = NULL,
  map_left = NULL, output = ?, error = ?, cause = ?, ended_at = ?`;

function endedValues(ending: Ending): SQLInputValue[] {
  const { status, state, seq, stateInput, output, error, cause, at } = ending;
  return [
    status,
    state ?? null,
    seq ?? null,
    stateInput ?? null,
    output ?? null,
    error ?? null,
    cause ?? null,
    at,
  ];
}

function below(root: string): string {
  return `WITH RECURSIVE below (id) AS (SELECT id FROM wf_executions WHERE ${root}
    UNION ALL SELECT child.id FROM wf_executions AS child JOIN below ON child.parent_id = below.id)`;
}

function asRow(row: SqlRow): Row {
  return {
    id: number(row, 'id'),
    machine: text(row, 'machine'),
    name: text(row, 'name'),
    definitionId: number(row, 'definition_id'),
    phase: text(row, 'phase'),
    state: text(row, 'state'),
    seq: number(row, 'seq'),
    stateInput: text(row, 'state_input'),
    queue: optionalNumber(row.queue),
    token: optionalText(row.token),
    answer: optionalText(row.answer),
    retries: optionalText(row.retries),
    events: number(row, 'events'),
    parentId: optionalNumber(row.parent_id),
    mapLeft: optionalNumber(row.map_left),
    startedAt: number(row, 'started_at'),
  };
}

function number(row: SqlRow | undefined, column: string): number {
  const value = row?.[column];
  if (typeof value !== 'number') throw new TypeError(`the journal holds no number in ${column}`);
  return value;
}

function text(row: SqlRow | undefined, column: string): string {
  const value = row?.[column];
  if (typeof value !== 'string') throw new TypeError(`the journal holds no text in ${column}`);
  return value;
}

function optionalNumber(value: SQLOutputValue | undefined): number | undefined {
  return typeof value === 'number' ? value : undefined;
}

function optionalText(value: SQLOutputValue | undefined): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function numberOr(value: SQLOutputValue | undefined, otherwise: number): number {
  return typeof value === 'number' ? value : otherwise;
}
