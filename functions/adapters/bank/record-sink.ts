import * as z from 'zod';
import {
  type BankProblem,
  type BankProblemRecord,
  type BankRecord,
  bankRecordSchema,
  longestText,
} from '../../contracts/bank/bank-record.ts';
import { UnreadableBankMessage, type UnreadableCode } from '../../contracts/bank/unreadable-bank-message.ts';
import type { Place } from './iso20022/xml-stream.ts';

/** One odd line never stops the rest; ten thousand are another kind of file. */
const mostProblems = 10_000;

type ProblemSubject = Pick<
  BankProblemRecord,
  'statementId' | 'entry' | 'detail' | 'endToEndId' | 'bankReference'
>;

// A compiled schema is ten times faster, and there may be a million lines.
const schema = z.compile(bankRecordSchema);

/** Where the rules of a message leave what they read: parsed, counted, in the order of the file. */
export class RecordSink {
  #records: BankRecord[] = [];
  #emitted = 0;
  #problems = 0;
  readonly #place: () => Place;

  constructor(place: () => Place) {
    this.#place = place;
  }

  get place(): Place {
    return this.#place();
  }

  emit(record: BankRecord): void {
    this.#emitted += 1;
    this.#records.push(schema.parse(record));
  }

  /** What was emitted since the last time. */
  take(): readonly BankRecord[] {
    const records = this.#records;
    this.#records = [];
    return records;
  }

  problem(problem: BankProblem, at: string, subject: ProblemSubject = {}): void {
    this.#problems += 1;
    if (this.#problems > mostProblems) this.refuse('too-many');
    const { line, column } = this.#place();
    this.emit({ kind: 'problem', problem, line, column, at, ...subject });
  }

  /** Ends the reading: the message is none. */
  refuse(code: UnreadableCode): never {
    const { line, column } = this.#place();
    throw new UnreadableBankMessage(code, line, column);
  }

  end(): void {
    this.emit({ kind: 'message-end', records: this.#emitted, problems: this.#problems });
  }

  /** An identifier of 1 to 35 characters; anything else is a problem and left out. */
  identifier(text: string, at: string, subject?: ProblemSubject): string | undefined {
    if (text.length > 0 && text.length <= 35) return apart(text);
    this.problem('bad-identifier', at, subject);
    return undefined;
  }
}

/**
 * A copy. V8 makes a text that is cut out of a piece of the file a view of that piece, and would keep all 64 KB for
 * as long as somebody remembers one id.
 */
function apart(text: string): string {
  return ` ${text}`.slice(1);
}

/** What a bank wrote for people, joined and cut to what is kept. */
export function joinText(before: string | undefined, more: string): string | undefined {
  if (more === '') return before;
  const joined = before === undefined ? more : `${before} ${more}`;
  // Not within a surrogate pair: half a character is no text.
  return joined.length <= longestText
    ? joined
    : joined
        .slice(0, longestText)
        .toWellFormed()
        .replace(/\uFFFD$/, '');
}
