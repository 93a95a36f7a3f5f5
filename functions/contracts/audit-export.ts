import * as z from 'zod';
import { sealLog } from '../domain/audit/seal.ts';

/*
 * What the hashed text of a line of an audit export must say for the line to be checked. The rest of the text is
 * vouched for by its hash, whatever it says.
 */

const linkMembers = {
  subjectKind: z.string(),
  subjectId: z.string(),
  seq: z.int(),
  previousHash: z.string(),
};

const exportedEntrySchema = z.compile(z.object(linkMembers));

const exportedSealSchema = z.compile(
  z.object({
    ...linkMembers,
    subjectKind: z.literal(sealLog.subjectKind),
    subjectId: z.literal(sealLog.subjectId),
    at: z.string(),
    detail: z.object({ root: z.string(), count: z.int() }),
  }),
);

const exportEndSchema = z.strictObject({ end: z.strictObject({ seals: z.int() }) });

/** Each reads a text that may have been altered. @returns undefined when it is no JSON, or lacks what is checked */
export const readExportedEntry = reader(exportedEntrySchema);
export const readExportedSeal = reader(exportedSealSchema);
export const readExportEnd = reader(exportEndSchema);

function reader<Schema extends z.ZodType>(schema: Schema): (text: string) => z.output<Schema> | undefined {
  return (text) => {
    try {
      return schema.safeParse(JSON.parse(text)).data;
    } catch {
      return undefined;
    }
  };
}
