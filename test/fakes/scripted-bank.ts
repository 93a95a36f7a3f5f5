import type {
  BankChannel,
  EnquiryOutcome,
  OutgoingFile,
  SendOutcome,
} from '../../functions/app/payments/ports.ts';
import type { BankRecord } from '../../functions/contracts/bank/bank-record.ts';
import { type Fen, fen, parseYuan } from '../../functions/domain/money/fen.ts';
import { type CalendarDate, calendarDate } from '../../functions/domain/time/calendar-date.ts';

type Line = Extract<BankRecord, { kind: 'line' }>;

interface Ordered {
  readonly endToEndId: string;
  readonly amountFen: Fen;
}

/**
 * A bank with its own truth: it takes files, each message id once, pays what they order, and writes statements.
 * What it answers can be scripted; what it does is then told by `paid`.
 */
export class ScriptedBank implements BankChannel {
  /** What it ordered and has, by message id. */
  readonly files = new Map<string, readonly Ordered[]>();
  /** Every send, the repeated ones included. */
  readonly sends: string[] = [];
  readonly enquiries: string[] = [];
  /**
   * Answers to the next sends; `lost` is a timeout of which nothing arrived, and a crash kills the sender before or
   * after the bank has the file.
   */
  readonly nextSends: (SendOutcome | 'lost' | 'unavailable' | 'crash-before' | 'crash-after')[] = [];
  readonly nextEnquiries: EnquiryOutcome[] = [];
  #statements = 0;
  #balance = 0;

  async send(file: OutgoingFile): Promise<SendOutcome> {
    const answer = this.nextSends.shift() ?? 'acknowledged';
    if (answer === 'unavailable') throw Object.assign(new Error('no line'), { name: 'BankUnavailable' });
    this.sends.push(file.messageId);
    if (answer === 'crash-before') throw new Error('killed');
    if (answer === 'lost') return 'timed-out';
    if (answer === 'refused') return 'refused';
    const chunks: Uint8Array[] = [];
    for await (const chunk of file.content()) chunks.push(chunk);
    if (!this.files.has(file.messageId)) {
      this.files.set(file.messageId, ordersOf(Buffer.concat(chunks).toString('utf8')));
    }
    if (answer === 'crash-after') throw new Error('killed');
    return answer;
  }

  async enquire({ messageId }: Pick<OutgoingFile, 'messageId'>): Promise<EnquiryOutcome> {
    this.enquiries.push(messageId);
    return this.nextEnquiries.shift() ?? (this.files.has(messageId) ? 'has-it' : 'has-it-not');
  }

  /** Everything it was ordered to pay, file by file. */
  orders(): readonly Ordered[] {
    return [...this.files.values()].flat();
  }

  /** A statement with these lines, opening where the last one closed. */
  statement(
    lines: readonly Partial<Line>[],
    changes: { readonly sequence?: number; readonly id?: string; readonly day?: CalendarDate } = {},
  ) {
    this.#statements += 1;
    const { sequence = this.#statements, day = bookedOn } = changes;
    const statementId = changes.id ?? `ST${String(sequence).padStart(6, '0')}`;
    const whole = lines.map((line, at) =>
      aLine({ statementId, entry: at + 1, line: at + 2, bookedOn: day, ...line }),
    );
    const opening = this.#balance;
    const credits = sum(whole.filter(({ direction }) => direction === 'credit'));
    const debits = sum(whole.filter(({ direction }) => direction === 'debit'));
    this.#balance = opening + credits - debits;
    const balances = {
      opening: { amountFen: fen(opening), on: day },
      closing: { amountFen: fen(this.#balance), on: day },
    };
    return message('camt.053', `MSG-${statementId}`, [
      { kind: 'statement', statementId, account: debtorAccount, electronicSequence: sequence, ...balances },
      ...whole,
      {
        kind: 'statement-end',
        statementId,
        account: debtorAccount,
        entries: whole.length,
        creditsFen: fen(credits),
        debitsFen: fen(debits),
        ...balances,
        balanced: true,
      },
    ]);
  }

  /** A debit for every order, as a bank books a file. */
  debits(orders: readonly Ordered[] = this.orders()): Partial<Line>[] {
    return orders.map(({ endToEndId, amountFen }) => ({
      endToEndId,
      amountFen,
      bankReference: `BK${endToEndId.slice(2, 20)}`,
    }));
  }
}

function sum(lines: readonly Line[]): number {
  return lines.reduce<number>((total, { amountFen }) => total + amountFen, 0);
}

/** A whole message of these records. */
export function message(
  kind: 'pain.002' | 'camt.053' | 'camt.054',
  messageId: string,
  records: readonly BankRecord[],
): readonly BankRecord[] {
  return [
    { kind: 'message', message: kind, messageId },
    ...records,
    { kind: 'message-end', records: records.length + 1, problems: 0 },
  ];
}

/** The account that the finance office pays from. */
const debtorAccount = '9000000001';

const bookedOn: CalendarDate = calendarDate('2008-06-20');

function aLine(changes: Partial<Line> = {}): Line {
  return {
    kind: 'line',
    statementId: 'ST000001',
    entry: 1,
    detail: 0,
    line: 2,
    direction: 'debit',
    reversal: false,
    status: 'booked',
    amountFen: fen(30_000),
    bookedOn,
    ...changes,
  };
}

/** Reads what a pain.001 orders. */
function ordersOf(xml: string): readonly Ordered[] {
  const transfers = xml.matchAll(
    /<EndToEndId>([^<]+)<\/EndToEndId>.*?<InstdAmt Ccy="CNY">([^<]+)<\/InstdAmt>/gs,
  );
  return [...transfers].map(([, endToEndId = '', amount = '']) => {
    const amountFen = parseYuan(amount);
    if (amountFen === undefined) throw new Error('not an amount');
    return { endToEndId, amountFen };
  });
}
