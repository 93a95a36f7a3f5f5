import { statementPlaceSchema } from '../../contracts/store/ledger.ts';
import type { Account } from '../../domain/ledger/accounts.ts';
import { heldFen } from '../../domain/ledger/trial-balance.ts';
import type { Transfer } from '../../domain/ledger/transfer.ts';
import { addFen, type Fen, zeroFen } from '../../domain/money/fen.ts';
import type { CalendarDate } from '../../domain/time/calendar-date.ts';
import { readJsonCursor, writeJsonCursor } from '../store/json-cursor.ts';
import { rowPages } from '../store/pages.ts';
import type { IndexName, IndexRow, SortKeyRange, Table } from '../store/ports.ts';
import { asBefore, balancePrefix, growthFen, type MonthlyBalance, readMonthlyBalances } from './balances.ts';
import { vouched, type VouchedTransfer } from './find-voucher.ts';
import { type AccountOfYear, creditList, debitList } from './posting-actions.ts';
import { parseTransfer } from './trial-balance.ts';

export interface AccountStatementInput {
  readonly account: Account;
  readonly programme?: string;
  /** The appropriation's year. */
  readonly year?: number;
  readonly share?: string;
  /** The programme's period, such as "2008-H1". */
  readonly period?: string;
  /** Dates of posting, both included; from the beginning, to the end when left out. */
  readonly from?: CalendarDate;
  readonly to?: CalendarDate;
  readonly cursor?: string;
  /** At most 100. */
  readonly limit?: number;
}

export interface AccountEntry extends VouchedTransfer {
  readonly side: 'debit' | 'credit';
  /** What the account held after it, of what the statement is about. */
  readonly balanceFen: Fen;
}

export interface AccountStatement {
  /** Before the first and after the last entry, on the side on which the account grows; the same on every page. */
  readonly openingFen: Fen;
  readonly closingFen: Fen;
  readonly entries: readonly AccountEntry[];
  readonly cursor?: string;
}

const mostEntries = 100;
const readAtOnce = 100;

interface Entry {
  readonly transfer: Transfer;
  readonly side: 'debit' | 'credit';
  /** Its place among all entries: date, instant, id. */
  readonly place: string;
}

/**
 * An account's entries, oldest first, with what it held before and after. Balances come from the months' sums, so a
 * statement costs its page and at most the entries of two months; narrowed to a programme's period, which has no sums
 * of its own, it costs the programme's entries of the year. The list is an index and may lag behind the balances.
 */
export function createAccountStatement({ table }: { readonly table: Table }) {
  return async (input: AccountStatementInput): Promise<AccountStatement> => {
    const { from, to, limit = 50 } = input;
    const size = Math.min(limit, mostEntries);
    const lines = await linesOf(table, input);
    const openingFen = from === undefined ? zeroFen : await heldBefore(table, input, lines, from);
    const closingFen = await heldThrough(table, input, lines, to);
    const start = input.cursor === undefined ? undefined : readCursor(input.cursor);
    const bounds: SortKeyRange = {
      // The character after the cursor's place is the least that sorts behind it.
      ...(start ? { from: `${start.place}\u0001` } : from === undefined ? {} : { from }),
      ...throughDay(to),
    };
    let balanceFen = start?.balanceFen ?? openingFen;
    const entries: AccountEntry[] = [];
    let last: Entry | undefined;
    for await (const entry of entriesOf(table, input, lines, bounds)) {
      if (entries.length === size && last) {
        return { openingFen, closingFen, entries, cursor: writeCursor({ place: last.place, balanceFen }) };
      }
      balanceFen = addFen(balanceFen, growthFen(input, entry.side, entry.transfer.amountFen));
      entries.push({ ...vouched(entry.transfer), side: entry.side, balanceFen });
      last = entry;
    }
    return { openingFen, closingFen, entries };
  };
}

/** The balances that the statement is about: they tell in which years and programmes the account has entries. */
async function linesOf(table: Table, input: AccountStatementInput): Promise<readonly MonthlyBalance[]> {
  const { account, year, programme, share } = input;
  const prefix = balancePrefix({
    ...(year === undefined ? {} : { year }),
    ...(programme === undefined ? {} : { programme }),
  });
  const lines = await readMonthlyBalances(table, prefix);
  return lines.filter(
    (line) =>
      line.account === account &&
      (programme === undefined || line.programme === programme) &&
      (share === undefined || line.share === share),
  );
}

async function heldBefore(
  table: Table,
  input: AccountStatementInput,
  lines: readonly MonthlyBalance[],
  day: CalendarDate,
): Promise<Fen> {
  if (input.period !== undefined) return sumOf(table, input, lines, { to: day });
  const month = day.slice(0, 7);
  const before = addFen(...lines.map((line) => heldFen(asBefore(line, month))));
  if (day.endsWith('-01')) return before;
  return addFen(before, await sumOf(table, input, lines, { from: month, to: day }));
}

async function heldThrough(
  table: Table,
  input: AccountStatementInput,
  lines: readonly MonthlyBalance[],
  day: CalendarDate | undefined,
): Promise<Fen> {
  if (input.period !== undefined) return sumOf(table, input, lines, throughDay(day));
  if (day === undefined) return addFen(...lines.map(heldFen));
  const month = day.slice(0, 7);
  const before = addFen(...lines.map((line) => heldFen(asBefore(line, month))));
  return addFen(before, await sumOf(table, input, lines, { from: month, ...throughDay(day) }));
}

/** Places begin with their date and a "#", before which "$" is the next character. */
function throughDay(day: CalendarDate | undefined): { readonly to?: string } {
  return day === undefined ? {} : { to: `${day}$` };
}

async function sumOf(
  table: Table,
  input: AccountStatementInput,
  lines: readonly MonthlyBalance[],
  bounds: SortKeyRange,
): Promise<Fen> {
  let sum = zeroFen;
  for await (const { side, transfer } of entriesOf(table, input, lines, bounds)) {
    sum = addFen(sum, growthFen(input, side, transfer.amountFen));
  }
  return sum;
}

/** The entries in their order, merged from the lists of each programme and year. */
async function* entriesOf(
  table: Table,
  input: AccountStatementInput,
  lines: readonly MonthlyBalance[],
  bounds: SortKeyRange,
): AsyncGenerator<Entry> {
  const places = inOrder(
    listsOf(lines).flatMap((of) => [
      rowsOf(table, 'gsi1', debitList(of), bounds, 'debit'),
      rowsOf(table, 'gsi2', creditList(of), bounds, 'credit'),
    ]),
  );
  let waiting: Place[] = [];
  for await (const place of places) {
    waiting.push(place);
    if (waiting.length < readAtOnce) continue;
    yield* read(table, input, waiting);
    waiting = [];
  }
  if (waiting.length > 0) yield* read(table, input, waiting);
}

function listsOf(lines: readonly MonthlyBalance[]): readonly AccountOfYear[] {
  return [...new Map(lines.map((line) => [`${String(line.year)} ${line.programme}`, line])).values()];
}

interface Place {
  readonly row: IndexRow;
  readonly side: 'debit' | 'credit';
}

async function* rowsOf(
  table: Table,
  index: IndexName,
  pk: string,
  sk: SortKeyRange,
  side: 'debit' | 'credit',
): AsyncGenerator<Place> {
  for await (const rows of rowPages(table, index, { pk, sk, limit: readAtOnce })) {
    for (const row of rows) yield { row, side };
  }
}

/** Merges lists that are in order each. */
async function* inOrder(lists: readonly AsyncGenerator<Place>[]): AsyncGenerator<Place> {
  const heads = await Promise.all(lists.map(async (list) => ({ list, head: await list.next() })));
  for (;;) {
    let least: { readonly at: number; readonly place: Place } | undefined;
    for (const [at, { head }] of heads.entries()) {
      if (head.done === true) continue;
      if (!least || head.value.row.indexSk < least.place.row.indexSk) least = { at, place: head.value };
    }
    const from = least && heads[least.at];
    if (!least || !from) return;
    yield least.place;
    from.head = await from.list.next();
  }
}

async function* read(
  table: Table,
  { share, period }: AccountStatementInput,
  places: readonly Place[],
): AsyncGenerator<Entry> {
  const items = await table.getMany(places.map(({ row }) => row));
  for (const [at, { row, side }] of places.entries()) {
    const item = items[at];
    if (!item) continue;
    const transfer = parseTransfer(item);
    if (share !== undefined && transfer.share !== share) continue;
    if (period !== undefined && transfer.period !== period) continue;
    yield { transfer, side, place: row.indexSk };
  }
}

function writeCursor({ place, balanceFen }: { readonly place: string; readonly balanceFen: Fen }): string {
  return writeJsonCursor([place, balanceFen]);
}

/** @throws invalidCursor when it is none that a page gave */
function readCursor(cursor: string): { readonly place: string; readonly balanceFen: Fen } {
  const [place, balanceFen] = readJsonCursor(cursor, statementPlaceSchema, 'this statement');
  return { place, balanceFen };
}
