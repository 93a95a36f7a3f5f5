export type UnreadableCode =
  | 'empty'
  | 'not-xml'
  | 'not-utf-8'
  | 'not-gb18030'
  | 'doctype'
  | 'too-deep'
  | 'too-long'
  | 'too-large'
  /** More odd parts, or parts of a kind that stands together, than any bank's message has. */
  | 'too-many'
  | 'truncated'
  | 'unknown-message'
  /** Not the lines and columns that the bank's profile has. */
  | 'not-columns'
  /** Count or total are not what the lines come to. */
  | 'does-not-add-up'
  | 'missing-identification';

/**
 * A message that is no message, or not a whole one. What was read before it stands in the file, but a part of a
 * statement is not a statement: nothing of it may be posted.
 */
export class UnreadableBankMessage extends Error {
  override readonly name = 'UnreadableBankMessage';
  readonly code: UnreadableCode;
  /** From 1. */
  readonly line: number;
  /** From 0. */
  readonly column: number;

  constructor(code: UnreadableCode, line: number, column: number, options?: ErrorOptions) {
    super(`unreadable bank message: ${code} at line ${String(line)}, column ${String(column)}`, options);
    this.code = code;
    this.line = line;
    this.column = column;
  }
}
