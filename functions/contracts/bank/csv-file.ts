import * as z from 'zod';

/** How a bank writes and reads text in columns. */
export const csvDialect = {
  encoding: z.enum(['utf-8', 'gb18030']),
  separator: z.enum([',', ';', '|', '\t', '!', '^']),
  /** `needed`: around what holds the separator or a quotation mark; `never`: the bank knows none. */
  quotes: z.enum(['needed', 'always', 'never']),
  /** Yuan with two decimals and no grouping, or whole fen. */
  amounts: z.enum(['yuan', 'fen']),
  dates: z.enum(['YYYY-MM-DD', 'YYYYMMDD']),
};

const literalSchema = z.strictObject({ text: z.string().max(60) });

/** What the first and the last line of a file may say. */
const fileFields = [
  'messageId',
  'createdOn',
  'executionDate',
  'initiatingParty',
  'debtorName',
  'debtorAccount',
  'debtorBank',
  'count',
  'total',
] as const;

/** What the line of a payment may say; `number` counts from 1. */
const paymentFields = [
  'number',
  'endToEndId',
  'name',
  'account',
  'bank',
  'amount',
  'remittance',
  'executionDate',
  'debtorAccount',
] as const;

const fileCellsSchema = z
  .array(z.union([literalSchema, z.strictObject({ field: z.enum(fileFields) })]))
  .min(1)
  .max(30);

const columnSchema = z.union([
  literalSchema.extend({ title: z.string().max(60).exactOptional() }),
  z.strictObject({ field: z.enum(paymentFields), title: z.string().max(60).exactOptional() }),
]);

export type FileCell = Readonly<z.output<typeof fileCellsSchema>[number]>;

export type PaymentColumn = Readonly<z.output<typeof columnSchema>>;

/** A bank's file of payments in columns. */
export const csvFormatSchema = z
  .strictObject({
    format: z.literal('csv'),
    ...csvDialect,
    lineEnd: z.enum(['crlf', 'lf']),
    /** Begins a file in UTF-8 with a byte order mark, which spreadsheets want. */
    byteOrderMark: z.boolean().default(false),
    /** The first line, if there is one before the columns' titles. */
    header: fileCellsSchema.exactOptional(),
    /** In the bank's order. Titles are written when there are any. */
    columns: z.array(columnSchema).min(4).max(40),
    /** The last line. */
    trailer: fileCellsSchema.exactOptional(),
  })
  .superRefine(({ encoding, byteOrderMark, header = [], columns, trailer = [] }, context) => {
    const complain = (member: string, message: string): void =>
      context.addIssue({ code: 'custom', path: [member], message });
    const times = (field: string): number =>
      columns.filter((cell) => 'field' in cell && cell.field === field).length;
    for (const field of ['endToEndId', 'name', 'account', 'amount']) {
      if (times(field) !== 1) complain('columns', `needs ${field}, once`);
    }
    const about = [...header, ...trailer];
    for (const field of ['count', 'total']) {
      if (!about.some((cell) => 'field' in cell && cell.field === field)) {
        complain('trailer', `neither header nor trailer says ${field}`);
      }
    }
    const titled = columns.filter(({ title }) => title !== undefined).length;
    if (titled > 0 && titled < columns.length) complain('columns', 'some have a title and some have none');
    if (byteOrderMark && encoding !== 'utf-8') complain('byteOrderMark', 'is for UTF-8');
  });

export type CsvFormat = Readonly<z.output<typeof csvFormatSchema>>;

/*
 * Nineteen code points of the private use area, for which GB18030 has bytes that its readers take for other
 * characters since the revisions of 2005 and 2022. Every other character of Unicode can be written and read back.
 */
const notInGb18030 = /[\uE5E5\uE78D-\uE796\uE81E\uE826\uE82B\uE82C\uE832\uE843\uE854\uE864]/;

/** What a spreadsheet takes for the beginning of a formula, in either width. */
const formulaStart = /^[=+\-@\uFF0B\uFF0D\uFF1D\uFF20]/;

const byteOrderMark = '\uFEFF';

/**
 * Whether a text can stand in a bank's file and be read back as it was. What cannot is refused, never changed: a name
 * with a character replaced is another name, and one that begins a formula is dangerous to whoever opens the file.
 */
export function csvCarries(
  { encoding, separator, quotes }: Pick<CsvFormat, 'encoding' | 'separator' | 'quotes'>,
  text: string,
): boolean {
  if (formulaStart.test(text) || text.includes(byteOrderMark)) return false;
  if (encoding === 'gb18030' && notInGb18030.test(text)) return false;
  return quotes !== 'never' || !(text.includes(separator) || text.includes('"'));
}
