import * as z from 'zod';
import { csvDialect } from './csv-file.ts';

/** What a bank's word for a payment comes to. */
const meanings = [
  /** It will be paid; that it was, the statement says. */
  'accepted',
  /** It was debited: for banks that send no statement. */
  'paid',
  'pending',
  'rejected',
  /** It was paid and came back. */
  'returned',
] as const;

/** What the first and the last line may say. `originalMessageId`: of the file that is answered. */
const fileFields = ['messageId', 'originalMessageId', 'account', 'date', 'count', 'total'] as const;

/** What the line of a payment may say; `reference` is the bank's own number of it. */
const rowFields = ['endToEndId', 'amount', 'status', 'reason', 'reasonText', 'reference', 'date'] as const;

/** A cell with this text, with this field, or with something that does not matter. */
const fileCellsSchema = z
  .array(
    z.union([
      z.strictObject({ text: z.string().max(60) }),
      z.strictObject({ field: z.enum(fileFields) }),
      z.strictObject({}),
    ]),
  )
  .min(1)
  .max(30);

const word = z.string().min(1).max(60);

/** A bank's file of results in columns. */
export const csvResultsSchema = z
  .strictObject({
    ...csvDialect,
    header: fileCellsSchema.exactOptional(),
    /** In the bank's order. With titles, a file with other titles is not read: its columns have changed. */
    columns: z
      .array(
        z.strictObject({
          field: z.enum(rowFields).exactOptional(),
          title: z.string().max(60).exactOptional(),
        }),
      )
      .min(3)
      .max(40),
    trailer: fileCellsSchema.exactOptional(),
    /** The bank's words, such as `"0000"` or `"成功"`. Any other word is an exception. */
    statuses: z.record(word, z.enum(meanings)),
    /** The bank's reasons in codes of the external code sets; one that is not here stands for itself. */
    reasons: z.record(word, z.string().regex(/^[A-Z0-9]{4}$/)).default({}),
  })
  .superRefine(({ columns }, context) => {
    for (const field of ['endToEndId', 'amount', 'status'] as const) {
      if (columns.filter((column) => column.field === field).length === 1) continue;
      context.addIssue({ code: 'custom', path: ['columns'], message: `needs ${field}, once` });
    }
    const titled = columns.filter(({ title }) => title !== undefined).length;
    if (titled > 0 && titled < columns.length) {
      context.addIssue({
        code: 'custom',
        path: ['columns'],
        message: 'some have a title and some have none',
      });
    }
  });

export type CsvResults = Readonly<z.output<typeof csvResultsSchema>>;

/** Whether a file that lost its end can be told from a whole one. */
export function saysCount({ header = [], trailer = [] }: CsvResults): boolean {
  return [...header, ...trailer].some((cell) => 'field' in cell && cell.field === 'count');
}
