import { existsSync, mkdirSync, readFileSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { DatabaseSync, type StatementSync } from 'node:sqlite';
import { StoreUnavailable } from '../table/store-unavailable.ts';
import { findLogDamage } from './write-ahead-log.ts';

export interface SqliteDatabaseOptions {
  /** Page cache in KiB; the operating system caches the file as well. */
  readonly cacheKib?: number;
  /** How long opening waits for another process to let go of the file, such as the one being replaced. */
  readonly lockWaitMilliseconds?: number;
  /** Files up to this size are checked whole when opened; larger ones by `verify`. */
  readonly checkOnOpenUpToBytes?: number;
  /** How long a group of writes may keep the event loop before the rest of the queue is the next group. */
  readonly groupMilliseconds?: number;
}

/** The file is damaged: it needs a person and a backup, and trying again does not help. */
export class StoreCorrupt extends Error {
  override readonly name = 'StoreCorrupt';
}

interface Write {
  /** Does the work in the group's transaction and keeps its outcome; true when it is to be undone. */
  readonly run: (db: DatabaseSync) => boolean;
  /** The group is on disk: tells the caller the outcome. */
  readonly settle: () => void;
  readonly reject: (fault: Error) => void;
}

/**
 * One SQLite file, held by one process. Writes queued in one turn of the event loop share a transaction and so
 * one fsync (group commit); each is a savepoint of it, and its promise resolves when the group is on disk.
 * All work is synchronous, so nothing ever sees a group half done.
 */
export class SqliteDatabase {
  readonly path: string;
  readonly #db: DatabaseSync;
  /** The lock and then the store: closed the other way round. */
  readonly #opened: readonly DatabaseSync[];
  readonly #groupMilliseconds: number;
  readonly #statements = new Map<string, StatementSync>();
  #queue: Write[] = [];
  #flush: NodeJS.Immediate | undefined;
  #inGroup = false;

  private constructor(
    path: string,
    db: DatabaseSync,
    opened: readonly DatabaseSync[],
    groupMilliseconds: number,
  ) {
    this.path = path;
    this.#groupMilliseconds = groupMilliseconds;
    this.#db = db;
    this.#opened = opened;
  }

  /**
   * Opens or creates the file (and its folder); ':memory:' keeps nothing.
   * @throws StoreUnavailable when another process holds the file or it cannot be opened
   * @throws StoreCorrupt when it is no SQLite file or is damaged
   */
  static open(path: string, options: SqliteDatabaseOptions = {}): SqliteDatabase {
    const {
      cacheKib = 16_384,
      lockWaitMilliseconds = 1_000,
      checkOnOpenUpToBytes = 64 * 1024 * 1024,
      groupMilliseconds = 20,
    } = options;
    const opened: DatabaseSync[] = [];
    const connect = (file: string): DatabaseSync => {
      const db = new DatabaseSync(file, { timeout: lockWaitMilliseconds });
      opened.push(db);
      return db;
    };
    try {
      if (path !== ':memory:') {
        mkdirSync(dirname(path), { recursive: true });
        // Held as long as the process lives, and the operating system lets go of it. It has a file of its own
        // because the log must be looked at under the lock, but before SQLite opens the store and replays it.
        connect(`${path}-lock`).exec('PRAGMA journal_mode = OFF; BEGIN EXCLUSIVE');
        checkLog(path);
      }
      const db = connect(path);
      // WAL under an exclusive lock needs no shared-memory file.
      db.exec('PRAGMA locking_mode = EXCLUSIVE');
      db.exec('PRAGMA journal_mode = WAL');
      db.exec('PRAGMA synchronous = FULL');
      // 16 MB of log before it is moved into the file: measured a fifth faster than SQLite's 4 MB.
      db.exec('PRAGMA wal_autocheckpoint = 4096');
      db.exec(`PRAGMA cache_size = -${Math.trunc(cacheKib)}`);
      db.exec('PRAGMA cell_size_check = ON');
      // What is deleted is overwritten, for people who have a right to be forgotten.
      db.exec('PRAGMA secure_delete = ON');
      if (path !== ':memory:') checkFile(path, db, checkOnOpenUpToBytes);
      return new SqliteDatabase(path, db, opened, groupMilliseconds);
    } catch (cause) {
      for (const db of opened.reverse()) db.close();
      throw fault(path, cause);
    }
  }

  /** Runs statements at once, outside any group: for schemas, before the work begins. */
  exec(sql: string): void {
    this.read((db) => db.exec(sql));
  }

  /** A prepared statement, made once. Use it within `write` or `read`. */
  prepare(sql: string): StatementSync {
    const known = this.#statements.get(sql);
    if (known) return known;
    const statement = this.#db.prepare(sql);
    this.#statements.set(sql, statement);
    return statement;
  }

  /**
   * Runs synchronous work in the next group. An error it throws undoes it alone and rejects with that error.
   * When the group cannot be committed, all of it rejects with StoreUnavailable and nothing of it is there.
   */
  write<T>(work: (db: DatabaseSync) => T): Promise<T> {
    if (!this.#db.isOpen) return Promise.reject(this.#closed());
    const { promise, resolve, reject } = Promise.withResolvers<T>();
    let settle = (): void => undefined;
    this.#queue.push({
      run: (db) => {
        try {
          const value = work(db);
          settle = () => resolve(value);
          return false;
        } catch (error) {
          if (breaksGroup(error)) throw error;
          settle = () => reject(error);
          return true;
        }
      },
      settle: () => settle(),
      reject,
    });
    // setImmediate comes after the turn's callbacks and all their promises: everything that they write is here.
    this.#flush ??= setImmediate(() => this.#runGroup());
    return promise;
  }

  /** Reads what is committed. */
  read<T>(work: (db: DatabaseSync) => T): T {
    if (!this.#db.isOpen) throw this.#closed();
    if (this.#inGroup) throw new Error('a read inside a write would see what is not committed');
    try {
      return work(this.#db);
    } catch (error) {
      throw sqliteCode(error) === undefined ? error : fault(this.path, error);
    }
  }

  /**
   * Copies the committed state into a file that does not exist yet: about a second for 400 MB, all at once. Node's own
   * `backup` goes page by page beside us, and gives up ("not an error") when its first page meets a write of ours.
   */
  backupTo(path: string): void {
    this.read((db) => db.prepare('VACUUM INTO ?').run(path));
  }

  /**
   * Reads the whole file and compares tables with their indexes: about a second for 400 MB, all at once.
   * @returns what is wrong, one line each; empty when nothing is
   */
  verify(): readonly string[] {
    return this.read((db) => integrityErrors(db));
  }

  /** Commits what is queued, moves the log into the file and lets go of it. */
  close(): void {
    if (!this.#db.isOpen) return;
    while (this.#queue.length > 0) this.#runGroup();
    clearImmediate(this.#flush);
    this.#statements.clear();
    for (const db of this.#opened.toReversed()) db.close();
  }

  #runGroup(): void {
    this.#flush = undefined;
    if (this.#queue.length === 0) return;
    const group: Write[] = [];
    const end = performance.now() + this.#groupMilliseconds;
    this.#inGroup = true;
    try {
      this.prepare('BEGIN IMMEDIATE').run();
      for (const write of this.#queue) {
        group.push(write);
        this.prepare('SAVEPOINT one').run();
        if (write.run(this.#db)) this.prepare('ROLLBACK TO one').run();
        this.prepare('RELEASE one').run();
        if (performance.now() > end) break;
      }
      this.prepare('COMMIT').run();
    } catch (error) {
      this.#rollBack();
      const why = fault(this.path, error);
      const lost = group.length > 0 ? group : this.#queue;
      for (const write of lost) write.reject(why);
      this.#endGroup(lost.length);
      return;
    }
    this.#endGroup(group.length);
    for (const write of group) write.settle();
  }

  #closed(): StoreUnavailable {
    return new StoreUnavailable(`the store ${this.path} is closed`);
  }

  #rollBack(): void {
    // SQLite ends the transaction by itself after some failures.
    if (this.#db.isTransaction) this.#db.exec('ROLLBACK');
  }

  #endGroup(length: number): void {
    this.#inGroup = false;
    this.#queue = this.#queue.slice(length);
    if (this.#queue.length > 0) this.#flush ??= setImmediate(() => this.#runGroup());
  }
}

// https://www.sqlite.org/rescode.html, primary codes.
const sqliteBusy = 5;
const sqliteCorrupt = 11;
const sqliteNotADatabase = 26;
/** Out of memory, read-only, interrupted, I/O, corrupt, full, cannot open, not a database. */
const groupBreakers: ReadonlySet<number> = new Set([7, 8, 9, 10, sqliteCorrupt, 13, 14, sqliteNotADatabase]);

function sqliteCode(error: unknown): number | undefined {
  if (typeof error !== 'object' || error === null || !('errcode' in error)) return undefined;
  return typeof error.errcode === 'number' ? error.errcode & 0xff : undefined;
}

function breaksGroup(error: unknown): boolean {
  const code = sqliteCode(error);
  return code !== undefined && groupBreakers.has(code);
}

function fault(path: string, cause: unknown): Error {
  if (cause instanceof StoreCorrupt || cause instanceof StoreUnavailable) return cause;
  const code = sqliteCode(cause);
  if (code === sqliteCorrupt || code === sqliteNotADatabase) {
    return new StoreCorrupt(`the store file ${path} is damaged, or is none: restore a backup`, { cause });
  }
  if (code === sqliteBusy) {
    return new StoreUnavailable(`another process holds the store ${path}: stop it first`, { cause });
  }
  return new StoreUnavailable(`the store ${path} failed: ${String(cause)}`, { cause });
}

function checkLog(path: string): void {
  const log = `${path}-wal`;
  if (path === ':memory:' || !existsSync(log)) return;
  // SQLite drops the log of a store that is gone, and with it what was only in the log.
  const lost = !existsSync(path) || statSync(path).size === 0;
  const damage = findLogDamage(readFileSync(log)) ?? (lost ? 'its log is there, the file is not' : undefined);
  if (damage === undefined) return;
  throw new StoreCorrupt(`the store file ${path} is damaged (${damage}): restore a backup`);
}

function checkFile(path: string, db: DatabaseSync, upToBytes: number): void {
  // With the log moved in, the file must be as long as its header says: a cut-off copy is found at once.
  db.exec('PRAGMA wal_checkpoint(TRUNCATE)');
  const pages = db
    .prepare('SELECT page_count * page_size AS bytes FROM pragma_page_count, pragma_page_size')
    .get();
  const size = statSync(path).size;
  if (pages?.bytes !== size) {
    throw new StoreCorrupt(`the store file ${path} is damaged: ${size} bytes, not ${String(pages?.bytes)}`);
  }
  if (size > upToBytes) return;
  const errors = integrityErrors(db);
  if (errors.length > 0) throw new StoreCorrupt(`the store file ${path} is damaged: ${errors.join('; ')}`);
}

function integrityErrors(db: DatabaseSync): readonly string[] {
  const rows = db.prepare('PRAGMA integrity_check(20)').all();
  return rows.map((row) => String(row.integrity_check)).filter((line) => line !== 'ok');
}
