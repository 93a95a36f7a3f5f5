import type { Balance, BankMessageKind, BankRecord } from '../../../contracts/bank/bank-record.ts';
import { addFen, type Fen, subtractFen, zeroFen } from '../../../domain/money/fen.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { entryElements } from './entry-elements.ts';
import { readAmount, readInstant, type WrittenAmount } from './iso-values.ts';
import type { RecordSink } from '../record-sink.ts';
import {
  amountElement,
  choiceElement,
  dateElement,
  type Direction,
  directionElement,
  flagElement,
  wholeElement,
} from './value-elements.ts';
import type { ElementRule } from './element-rule.ts';

/** More than any bank sends, and few enough to be held. */
const [mostStatements, mostBalances] = [10_000, 100];

type StatementRecord = Extract<BankRecord, { kind: 'statement' }>;

interface Statement {
  header: { -readonly [Name in keyof StatementRecord]?: StatementRecord[Name] | undefined };
  said: boolean;
  balances: { readonly type: string; readonly balance: Balance }[];
  entries: number;
  creditsFen: Fen;
  debitsFen: Fen;
  /** Every booked entry's amount could be read, so that the sums mean something. */
  summable: boolean;
}

interface WrittenBalance {
  type: string | undefined;
  amount: WrittenAmount | undefined;
  direction: Direction | undefined;
  on: CalendarDate | undefined;
}

/**
 * Rules for the body of camt.053 (statements) and camt.054 (notifications, which have no balances).
 * @param isHeaderRead whether the message's own header came before
 */
export function camtElements(
  sink: RecordSink,
  kind: Exclude<BankMessageKind, 'pain.002'>,
  header: ElementRule,
  isHeaderRead: () => boolean,
): ElementRule {
  let statement: Statement;
  let written: WrittenBalance;

  let statements = 0;
  const missing = (): never => sink.refuse('missing-identification');
  /** Which statement of which account: without that its lines mean nothing. */
  const identification = (): { statementId: string; account: string } => {
    const { statementId, account } = statement.header;
    return statementId === undefined || account === undefined ? missing() : { statementId, account };
  };

  const say = (): void => {
    if (statement.said) return;
    statement.said = true;
    sink.emit({ ...statement.header, kind: 'statement', ...identification(), ...openAndClose(statement) });
  };

  const closeStatement = (): void => {
    say();
    const { creditsFen, debitsFen, entries, summable } = statement;
    const { opening, closing } = openAndClose(statement);
    let balanced: boolean | undefined;
    if (kind === 'camt.053') {
      const subject = { statementId: statement.header.statementId };
      if (opening === undefined || closing === undefined) {
        sink.problem('missing-balance', 'Stmt/Bal', subject);
      } else {
        const expected = subtractFen(addFen(opening.amountFen, creditsFen), debitsFen);
        balanced = summable && expected === closing.amountFen;
        if (!balanced) sink.problem('balance-differs', 'Stmt/Bal', subject);
      }
    }
    const sums = { entries, creditsFen, debitsFen, opening, closing, balanced };
    sink.emit({ kind: 'statement-end', ...identification(), ...sums });
  };

  const closeBalance = (): void => {
    const { type, direction, on } = written;
    const subject = { statementId: statement.header.statementId };
    const amount = readAmount(written.amount);
    if (typeof amount === 'string') {
      sink.problem(amount, 'Bal/Amt', subject);
    } else if (direction === undefined) {
      sink.problem('missing-direction', 'Bal/CdtDbtInd', subject);
    } else if (type !== undefined) {
      const amountFen = direction === 'debit' ? subtractFen(zeroFen, amount) : amount;
      statement.balances.push({ type, balance: { amountFen, on } });
      if (statement.balances.length > mostBalances) sink.refuse('too-many');
    }
  };

  const entry = entryElements(sink, {
    next: () => {
      say();
      statement.entries += 1;
      return statement.entries;
    },
    id: () => identification().statementId,
    book: (direction, amountFen) => {
      if (amountFen === undefined) statement.summable = false;
      else if (direction === 'credit') statement.creditsFen = addFen(statement.creditsFen, amountFen);
      else statement.debitsFen = addFen(statement.debitsFen, amountFen);
    },
  });

  const account: ElementRule = {
    text: (text) => (statement.header.account = sink.identifier(text, 'Acct/Id')),
  };
  const page = (): { number: number; last: boolean } => statement.header.page ?? { number: 1, last: true };
  const pagination: ElementRule = {
    children: {
      PgNb: wholeElement(sink, 'StmtPgntn/PgNb', (number) => (statement.header.page = { ...page(), number })),
      LastPgInd: flagElement((last) => (statement.header.page = { ...page(), last })),
    },
  };

  const body: ElementRule = {
    open: () => {
      if (!isHeaderRead()) missing();
      statements += 1;
      if (statements > mostStatements) sink.refuse('too-many');
      statement = {
        header: {},
        said: false,
        balances: [],
        entries: 0,
        creditsFen: zeroFen,
        debitsFen: zeroFen,
        summable: true,
      };
    },
    children: {
      Id: { text: (text) => (statement.header.statementId = sink.identifier(text, 'Stmt/Id')) },
      ElctrncSeqNb: wholeElement(sink, 'Stmt/ElctrncSeqNb', (n) => (statement.header.electronicSequence = n)),
      LglSeqNb: wholeElement(sink, 'Stmt/LglSeqNb', (n) => (statement.header.legalSequence = n)),
      CreDtTm: { text: (text) => (statement.header.createdAt = readInstant(text)) },
      CpyDplctInd: { text: (text) => (statement.header.copy = text.slice(0, 4) || undefined) },
      StmtPgntn: pagination,
      NtfctnPgntn: pagination,
      Acct: {
        children: {
          Id: { children: { IBAN: account, Othr: { children: { Id: account } } } },
          Ccy: {
            text: (text) => {
              if (text !== 'CNY') sink.problem('foreign-currency', 'Acct/Ccy');
            },
          },
        },
      },
      Bal: {
        open: () => (written = { type: undefined, amount: undefined, direction: undefined, on: undefined }),
        children: {
          Tp: { children: { CdOrPrtry: choiceElement((type) => (written.type = type)) } },
          Amt: amountElement((amount) => (written.amount = amount)),
          CdtDbtInd: directionElement((direction) => (written.direction = direction)),
          Dt: dateElement(sink, 'Bal/Dt', (date) => (written.on = date)),
        },
        close: closeBalance,
      },
      Ntry: entry,
    },
    close: closeStatement,
  };

  return { children: { GrpHdr: header, Stmt: body, Ntfctn: body } };
}

/** A page of a longer statement opens and closes with interim booked balances (ITBD). */
function openAndClose({ balances }: Statement): {
  opening: Balance | undefined;
  closing: Balance | undefined;
} {
  const of = (...types: readonly string[]): Balance[] =>
    balances.filter(({ type }) => types.includes(type)).map(({ balance }) => balance);
  const interim = of('ITBD');
  const opening = of('OPBD', 'PRCD')[0] ?? interim.shift();
  return { opening, closing: of('CLBD')[0] ?? interim.at(-1) };
}
