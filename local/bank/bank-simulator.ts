import type { SqliteDatabase } from '../../functions/adapters/sqlite/database.ts';
import type { Clock } from '../../functions/app/ports/clock.ts';
import type { BankProfile } from '../../functions/contracts/bank/bank-profile.ts';
import type { Fen } from '../../functions/domain/money/fen.ts';
import {
  type CalendarDate,
  calendarDate,
  plusDays,
  startInShanghai,
} from '../../functions/domain/time/calendar-date.ts';
import type { Bank } from './bank.ts';
import { type BankFaults, bankFaultsSchema, noFaults, strikes } from './bank-faults.ts';
import { bankTables } from './bank-tables.ts';
import { bookCredit, bookDay, openAccount } from './book-day.ts';
import { type Enquiry, type EnquiryQuery, enquire } from './enquiry.ts';
import { type BankMessage, markDelivered, messageOf, reportOf, waiting } from './outgoing.ts';
import { type FileInColumns, receiveFile, resumeFiles, type SubmitAnswer } from './receive-file.ts';
import { type Row, text, whole } from './row.ts';

/** No answer came in time. The file may have been taken in, in whole, in part or not at all: ask, with the same ids. */
export class BankTimeout extends Error {
  override readonly name = 'BankTimeout';
}

export interface BankSimulatorOptions {
  /** The simulator's own file. */
  readonly database: SqliteDatabase;
  readonly clock: Clock;
  /** Told of a delivery that failed in the background; it is tried again. */
  readonly reportFault: (error: unknown) => void;
  readonly bankId?: string;
  /** Banks it can pay to (RJCT RC07 otherwise); all when absent. */
  readonly knownBanks?: readonly string[];
  readonly versions?: Partial<Bank['versions']>;
  /** Banks whose columns it speaks: files for them are read, and answered, by their profiles. */
  readonly profiles?: ReadonlyMap<string, BankProfile>;
  readonly returnAfterDays?: number;
  readonly correctAfterDays?: number;
  /** Whether returns are told by camt.054 too. */
  readonly announceReturns?: boolean;
  /** How often waiting messages are delivered by themselves; never when absent. */
  readonly deliverEveryMilliseconds?: number;
}

export interface PaymentTruth {
  readonly endToEndId: string;
  /** What the payee was paid; of one not paid, what was ordered. */
  readonly fen: number;
  readonly status: 'accepted' | 'settled' | 'returned' | 'rejected' | 'lost';
  /** How often it was debited. */
  readonly times: number;
}

const truthStatuses = ['accepted', 'settled', 'returned', 'rejected', 'lost'] as const;

/** Opens the bank: what a stopped process left half done is finished, and the days it slept through are closed. */
export async function createBankSimulator(options: BankSimulatorOptions): Promise<BankSimulator> {
  const { database, clock } = options;
  database.exec(bankTables);
  const bank: Bank = {
    database,
    clock,
    bankId: options.bankId ?? 'DEMOCNSH',
    knownBanks: options.knownBanks && new Set(options.knownBanks),
    versions: { pain002: '11', camt053: '08', camt054: '08', ...options.versions },
    profiles: options.profiles ?? new Map(),
    returnAfterDays: options.returnAfterDays ?? 3,
    correctAfterDays: options.correctAfterDays ?? 5,
    announceReturns: options.announceReturns ?? false,
  };
  const simulator = new BankSimulator(bank, options.reportFault);
  await simulator.resume();
  if (options.deliverEveryMilliseconds !== undefined) {
    simulator.deliverEvery(options.deliverEveryMilliseconds);
  }
  return simulator;
}

/** As they were written, but for those that lag behind. */
function inDeliveredOrder(rows: readonly Row[], faults: BankFaults): readonly Row[] {
  const lags = (row: Row): boolean => strikes(faults, 'reorder', `message/${String(whole(row, 'id'))}`);
  return [...rows.filter((row) => !lags(row)), ...rows.filter(lags)];
}

/** Runs one piece of work after the other. */
function oneAtATime(): <T>(work: () => Promise<T>) => Promise<T> {
  let last: Promise<unknown> = Promise.resolve();
  return (work) => {
    const next = last.then(work, work);
    last = next.catch(() => undefined);
    return next;
  };
}

/**
 * A bank with its own truth: takes pain.001 in and answers with pain.002, or both in a bank's columns, books at the end of the day, sends camt.053,
 * and can be told to go wrong (README.md). Everything acknowledged is on disk.
 */
export class BankSimulator {
  readonly #bank: Bank;
  readonly #reportFault: (error: unknown) => void;
  // Delivery waits for whoever imports, which may itself ask the bank: it has a queue of its own.
  readonly #books = oneAtATime();
  readonly #delivery = oneAtATime();
  #listener: ((message: BankMessage) => Promise<void>) | undefined;
  #timer: NodeJS.Timeout | undefined;

  constructor(bank: Bank, reportFault: (error: unknown) => void) {
    this.#bank = bank;
    this.#reportFault = reportFault;
  }

  /**
   * Sends a file. The same file again is answered again and pays nothing twice.
   * @param inColumns of a bank, where the file is no pain.001
   * @throws BankTimeout when the answer is lost
   */
  async submit(file: AsyncIterable<Uint8Array | string>, inColumns?: FileInColumns): Promise<SubmitAnswer> {
    const { answer, answerLost } = await this.#books(async () => {
      await this.#sawDay(this.#bank.clock.today());
      return receiveFile(this.#bank, await this.faults(), file, inColumns);
    });
    if (answerLost) throw new BankTimeout('the bank did not answer in time');
    return answer;
  }

  /** Asks what became of a file, or of payments. */
  status(query: EnquiryQuery): Promise<Enquiry> {
    return this.#books(async () => {
      const number = await this.#next('enquiries');
      return enquire(this.#bank, query, number);
    });
  }

  /** The last answer to a file; undefined when there was none. */
  async pain002(messageId: string): Promise<BankMessage | undefined> {
    const row = reportOf(this.#bank, messageId);
    return row && messageOf(this.#bank, row);
  }

  /** Where messages go. One that rejects keeps the message, and those after it, for the next delivery. */
  onMessage(listener: (message: BankMessage) => Promise<void>): void {
    this.#listener = listener;
  }

  /** @returns the names of what was delivered */
  deliverPending(): Promise<readonly string[]> {
    return this.#delivery(() => this.#deliver());
  }

  async #deliver(): Promise<readonly string[]> {
    const delivered: string[] = [];
    const listener = this.#listener;
    if (!listener) return delivered;
    for (let rows = waiting(this.#bank); rows.length > 0; rows = waiting(this.#bank)) {
      for (const row of inDeliveredOrder(rows, await this.faults())) {
        const message = messageOf(this.#bank, row);
        await listener(message);
        await markDelivered(this.#bank, whole(row, 'id'));
        delivered.push(message.name);
      }
    }
    return delivered;
  }

  /** Closes the books of today so far: pays, makes the statements, and delivers what waits. */
  endOfDay(): Promise<readonly string[]> {
    const { clock } = this.#bank;
    // In the delivery's turn, so that what is delivered by itself in between does not take the statement from it.
    return this.#delivery(async () => {
      await this.#books(() => bookDay(this.#bank, clock.today(), clock.now(), true));
      return this.#deliver();
    });
  }

  /** The business clock went from one date to another: the days between end. */
  async clockMoved(from: CalendarDate, to: CalendarDate): Promise<void> {
    await this.#books(() => this.#closeDays(from, to));
    await this.deliverPending();
  }

  /** The opening balance of an account the bank does not know yet; one it knows stays as it is. */
  fund(account: string, amountFen: Fen): Promise<void> {
    return this.#bank.database.write(() => openAccount(this.#bank, account, amountFen));
  }

  /** A credit from elsewhere: a grant, a repayment, a stranger's money. The same reference is booked once. */
  credit(
    account: string,
    amountFen: Fen,
    entry: { readonly reference: string; readonly endToEndId?: string },
  ): Promise<void> {
    return this.#books(() => bookCredit(this.#bank, this.#bank.clock.today(), account, amountFen, entry));
  }

  async faults(): Promise<BankFaults> {
    const stored = this.#setting('faults');
    return stored === undefined ? noFaults : bankFaultsSchema.parse(JSON.parse(stored));
  }

  /** For files that come from now on. */
  setFaults(faults: BankFaults): Promise<void> {
    return this.#set('faults', JSON.stringify(faults));
  }

  /** What the bank really did, payment by payment, in the order they came. */
  async truth(): Promise<readonly PaymentTruth[]> {
    const { database } = this.#bank;
    const rows = database.read(() => database.prepare('SELECT * FROM payments ORDER BY id').all());
    return rows.map((row) => {
      const times = whole(row, 'times');
      const status = text(row, 'status');
      return {
        endToEndId: text(row, 'end_to_end_id'),
        fen: times === 0 ? whole(row, 'fen') : whole(row, 'paid_fen'),
        status: truthStatuses.find((known) => known === status) ?? 'lost',
        times,
      };
    });
  }

  /** Finishes what is being done. What was not delivered stays for the next start. */
  async close(): Promise<void> {
    clearInterval(this.#timer);
    this.#listener = undefined;
    await this.#books(async () => undefined);
    await this.#delivery(async () => undefined);
  }

  deliverEvery(milliseconds: number): void {
    let delivering = false;
    this.#timer = setInterval(() => {
      if (delivering) return;
      delivering = true;
      this.deliverPending()
        .catch((error: unknown) => this.#reportFault(error))
        .finally(() => (delivering = false));
    }, milliseconds).unref();
  }

  resume(): Promise<void> {
    return this.#books(async () => {
      await resumeFiles(this.#bank, await this.faults());
      const last = this.#setting('day');
      const today = this.#bank.clock.today();
      if (last !== undefined) await this.#closeDays(calendarDate(last), today);
      else await this.#sawDay(today);
    });
  }

  async #closeDays(from: CalendarDate, to: CalendarDate): Promise<void> {
    for (let day = from; day < to; day = plusDays(day, 1)) {
      const lastSecond = new Date(startInShanghai(plusDays(day, 1)) - 1_000).toISOString();
      await bookDay(this.#bank, day, lastSecond, false);
    }
    await this.#sawDay(to);
  }

  #sawDay(day: CalendarDate): Promise<void> {
    return this.#set('day', day);
  }

  #setting(name: string): string | undefined {
    const { database } = this.#bank;
    const row = database.read(() => database.prepare('SELECT value FROM settings WHERE name = ?').get(name));
    return row && text(row, 'value');
  }

  #set(name: string, value: string): Promise<void> {
    const { database } = this.#bank;
    return database.write(() => {
      database.prepare('INSERT OR REPLACE INTO settings (name, value) VALUES (?, ?)').run(name, value);
    });
  }

  #next(name: string): Promise<number> {
    const { database } = this.#bank;
    return database.write(() => {
      const row = database
        .prepare(
          `INSERT INTO settings (name, value) VALUES (?, '1')
           ON CONFLICT (name) DO UPDATE SET value = CAST(value + 1 AS TEXT) RETURNING value`,
        )
        .get(name);
      return row ? Number(text(row, 'value')) : 1;
    });
  }
}
