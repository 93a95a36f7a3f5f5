import type { BankProblem, StatementLine } from '../../../contracts/bank/bank-record.ts';
import { fen, type Fen } from '../../../domain/money/fen.ts';
import type { CalendarDate } from '../../../domain/time/calendar-date.ts';
import { type Detail, detailElements } from './detail-elements.ts';
import { readAmount, type WrittenAmount } from './iso-values.ts';
import { joinText, type RecordSink } from '../record-sink.ts';
import {
  amountElement,
  dateElement,
  type Direction,
  directionElement,
  flagElement,
  transactionCodeElement,
  wholeElement,
} from './value-elements.ts';
import type { ElementRule } from './element-rule.ts';

type LineStatus = StatementLine['status'];
type Batch = NonNullable<StatementLine['batch']>;

/** Details that wait for an amount, direction and status which every schema puts before them. */
const mostHeld = 1_000;

/** The statement or notification that an entry belongs to. */
export interface EntryList {
  /** Begins an entry; its ordinal, from 1. */
  next(): number;
  id(): string;
  /** What a booked entry does to the balance; undefined when its amount cannot be told. */
  book(direction: Direction, amountFen: Fen | undefined): void;
}

interface Entry {
  readonly ordinal: number;
  reference: string | undefined;
  bankReference: string | undefined;
  amount: WrittenAmount | undefined;
  direction: Direction | undefined;
  reversal: boolean;
  status: LineStatus | 'unknown' | undefined;
  bookedOn: CalendarDate | undefined;
  valueOn: CalendarDate | undefined;
  code: string | undefined;
  text: string | undefined;
  batch: { -readonly [Name in keyof Batch]: Batch[Name] } | undefined;
  details: number;
  /** Details not yet said: the first waits to see whether it is alone, all wait for the entry's own facts. */
  held: Detail[];
  detailsFen: number;
  /** Every detail's amount could be read, so that their sum means something. */
  detailsSummable: boolean;
}

function statusOf(code: string): LineStatus | 'unknown' {
  switch (code) {
    case 'BOOK':
      return 'booked';
    case 'PDNG':
      return 'pending';
    case 'INFO':
      return 'information';
    case 'FUTR':
      return 'future';
    default:
      return 'unknown';
  }
}

/**
 * Rules for an entry (`Ntry`) of a statement or notification: one record a bank line. A batch booking of
 * 100,000 details is never held; they are said as they come, and added up against the entry at its end.
 */
export function entryElements(sink: RecordSink, list: EntryList): ElementRule {
  let entry: Entry;

  const where = (): { statementId: string; entry: number; bankReference: string | undefined } => ({
    statementId: list.id(),
    entry: entry.ordinal,
    bankReference: entry.bankReference,
  });

  const say = (amountFen: Fen, of?: Detail): void => {
    const direction = of?.direction ?? entry.direction;
    const { status } = entry;
    if (status === undefined || status === 'unknown' || direction === undefined) return;
    sink.emit({
      kind: 'line',
      statementId: list.id(),
      entry: entry.ordinal,
      detail: of?.ordinal ?? 0,
      part: entry.details > 1 ? true : undefined,
      line: of?.line ?? sink.place.line,
      direction,
      reversal: entry.reversal,
      status,
      amountFen,
      bookedOn: entry.bookedOn,
      valueOn: entry.valueOn,
      // Only the bank's own number of it is left to one that is not what it names.
      ...(of?.misnamed === true ? {} : of?.references),
      entryReference: entry.reference,
      bankReference: of?.references.bankReference ?? entry.bankReference,
      transactionCode: of?.code ?? entry.code,
      returned: of?.returned,
      batch: of?.misnamed === true ? undefined : entry.batch,
      text: of?.text ?? entry.text,
    });
  };

  const sayDetail = (detail: Detail, written: WrittenAmount | undefined): void => {
    const amount = readAmount(written);
    if (typeof amount === 'string') {
      entry.detailsSummable = false;
      const { ordinal, references } = detail;
      sink.problem(amount, 'TxDtls/Amt', {
        ...where(),
        detail: ordinal,
        endToEndId: references.endToEndId,
      });
      return;
    }
    const sign = (detail.direction ?? entry.direction) === entry.direction ? 1 : -1;
    entry.detailsFen += sign * amount;
    say(amount, detail);
  };

  const sayHeld = (): void => {
    for (const detail of entry.held) {
      sayDetail(detail, detail.amount ?? detail.transactionAmount ?? detail.instructedAmount);
    }
    entry.held.length = 0;
  };

  const closeDetail = (detail: Detail): void => {
    entry.held.push(detail);
    if (entry.held.length > mostHeld) sink.refuse('too-many');
    const known = entry.amount !== undefined && entry.direction !== undefined && entry.status !== undefined;
    if (entry.details > 1 && known) sayHeld();
  };

  /** What keeps an entry's lines from being said at all. */
  const unusable = (): [BankProblem, string] | undefined => {
    if (entry.status === undefined) return ['missing-status', 'Ntry/Sts'];
    if (entry.status === 'unknown') return ['unknown-status', 'Ntry/Sts'];
    if (entry.direction === undefined) return ['missing-direction', 'Ntry/CdtDbtInd'];
    return undefined;
  };

  const closeEntry = (): void => {
    const amount = readAmount(entry.amount);
    const amountFen = typeof amount === 'string' ? undefined : amount;
    if (entry.status === 'booked') list.book(entry.direction ?? 'debit', entry.direction && amountFen);
    const problem = unusable();
    if (problem !== undefined) {
      sink.problem(...problem, where());
      return;
    }
    if (typeof amount === 'string') sink.problem(amount, 'Ntry/Amt', where());
    if (entry.details === 0) {
      if (amountFen !== undefined) say(amountFen);
      return;
    }
    const [first] = entry.held;
    // Alone, a detail is the entry: what was instructed may differ by charges, the entry is what was booked.
    if (entry.details === 1 && first) {
      const written = first.amount ?? first.transactionAmount ?? entry.amount;
      if (amountFen !== undefined || written !== entry.amount) sayDetail(first, written);
    } else {
      sayHeld();
    }
    const counted = entry.batch?.count;
    if (
      (counted !== undefined && counted !== entry.details) ||
      (amountFen !== undefined && entry.detailsSummable && fen(entry.detailsFen) !== amountFen)
    ) {
      sink.problem('details-differ', 'Ntry/NtryDtls', where());
    }
  };

  const status = (text: string): void => {
    if (text !== '') entry.status = statusOf(text);
  };
  const batchId = (name: 'messageId' | 'paymentInformationId'): ElementRule => ({
    text: (text) => {
      const id = sink.identifier(text, 'NtryDtls/Btch', where());
      if (id !== undefined && entry.batch) entry.batch[name] = id;
    },
  });

  return {
    open: () => {
      entry = {
        ordinal: list.next(),
        reference: undefined,
        bankReference: undefined,
        amount: undefined,
        direction: undefined,
        reversal: false,
        status: undefined,
        bookedOn: undefined,
        valueOn: undefined,
        code: undefined,
        text: undefined,
        batch: undefined,
        details: 0,
        held: [],
        detailsFen: 0,
        detailsSummable: true,
      };
    },
    children: {
      NtryRef: { text: (text) => (entry.reference = sink.identifier(text, 'Ntry/NtryRef', where())) },
      AcctSvcrRef: {
        text: (text) => (entry.bankReference = sink.identifier(text, 'Ntry/AcctSvcrRef', where())),
      },
      Amt: amountElement((amount) => (entry.amount = amount)),
      CdtDbtInd: directionElement((direction) => (entry.direction = direction)),
      RvslInd: flagElement((reversal) => (entry.reversal = reversal)),
      // Plain text in the older versions, a choice in the newer.
      Sts: { text: status, children: { Cd: { text: status }, Prtry: { text: status } } },
      BookgDt: dateElement(sink, 'Ntry/BookgDt', (date) => (entry.bookedOn = date)),
      ValDt: dateElement(sink, 'Ntry/ValDt', (date) => (entry.valueOn = date)),
      BkTxCd: transactionCodeElement(() => entry),
      NtryDtls: {
        children: {
          Btch: {
            open: () => (entry.batch = {}),
            children: {
              MsgId: batchId('messageId'),
              PmtInfId: batchId('paymentInformationId'),
              NbOfTxs: wholeElement(sink, 'Btch/NbOfTxs', (count) => {
                if (entry.batch) entry.batch.count = count;
              }),
              TtlAmt: amountElement((written) => {
                const amount = readAmount(written);
                if (typeof amount === 'string') sink.problem(amount, 'Btch/TtlAmt', where());
                else if (entry.batch) entry.batch.totalFen = amount;
              }),
            },
          },
          TxDtls: detailElements(sink, () => (entry.details += 1), where, closeDetail),
        },
      },
      AddtlNtryInf: { text: (text) => (entry.text = joinText(entry.text, text)) },
    },
    close: closeEntry,
  };
}
