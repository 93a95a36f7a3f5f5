import * as z from 'zod';
import { csvFormatSchema } from './csv-file.ts';
import { csvResultsSchema, saysCount } from './csv-results.ts';
import { fenSchema } from './payment-file.ts';

/** Versions of pain.001 that can be written. */
const pain001Versions = ['09', '10', '12'] as const;

export type Pain001Version = (typeof pain001Versions)[number];

const pain001FormatSchema = z.strictObject({
  format: z.literal('pain.001'),
  version: z.enum(pain001Versions).default('09'),
});

/** What a file is written as. */
export const fileFormatSchema = z.discriminatedUnion('format', [pain001FormatSchema, csvFormatSchema]);

export type FileFormat = Readonly<z.output<typeof fileFormatSchema>>;

export const fileFormats = ['pain.001', 'csv'] as const satisfies readonly FileFormat['format'][];

/** How each format's files are named and sent. */
export const fileKinds = {
  'pain.001': { extension: 'xml', mediaType: 'application/xml' },
  csv: { extension: 'csv', mediaType: 'text/csv' },
} as const satisfies Record<FileFormat['format'], { extension: string; mediaType: string }>;

const fileLimits = {
  /** The most payments that the bank takes in one file. */
  mostPayments: z.int().min(1).max(50_000),
  /** The largest sum that it takes in one file, if it has a limit. */
  mostFen: fenSchema.refine((limit) => limit > 0, 'nothing could be paid').exactOptional(),
  /** Whether the bank carries 30 characters of an end-to-end id, or only 16. */
  endToEndIds: z.enum(['full', 'short']).default('full'),
};

/** How a run's files are made, as its bank's profile had it when the run was prepared. */
export const fileTermsSchema = z.object({
  ...fileLimits,
  format: fileFormatSchema,
  /** The bank reports what it refuses alone: a payment that its report does not name is accepted. */
  absentMeansAccepted: z.boolean().default(false),
});

export type FileTerms = Readonly<z.output<typeof fileTermsSchema>>;

/**
 * What one bank wants and does, as data: `banks/<bank>.json` (see banks/README.md). A new bank, or a bank that changes
 * its mind, is a file and no code.
 */
export const bankProfileSchema = z.strictObject({
  /** BIC, CNAPS number, or member number: as accounts name it. */
  bank: z.string().regex(/^[A-Za-z0-9]{1,35}$/, 'not a bank code'),
  files: z.strictObject({
    ...fileLimits,
    /** The first is what is released and sent; another can be downloaded, made of the same data. */
    formats: z
      .tuple([fileFormatSchema], fileFormatSchema)
      .refine(
        (formats) => new Set(formats.map(({ format }) => format)).size === formats.length,
        'the same format twice',
      ),
  }),
  answers: z
    .strictObject({
      /** A payment of a file that its report does not name is accepted; else nothing is known of it. */
      absentMeansAccepted: z.boolean().default(false),
      /** The bank's results in columns, if it sends such; pain.002, camt.053 and camt.054 need no profile. */
      csv: csvResultsSchema.exactOptional(),
    })
    .default({ absentMeansAccepted: false })
    // A list that lost its end would say of everybody it lost that they are paid.
    .refine(({ absentMeansAccepted, csv }) => !absentMeansAccepted || !csv || saysCount(csv), {
      path: ['csv'],
      error: 'what is absent means something: header or trailer must say count',
    }),
});

export type BankProfile = Readonly<z.output<typeof bankProfileSchema>>;

/** What is fixed in a run when it is prepared, so that building its files again gives the same bytes. */
export function fileTermsOf({ files: { formats, ...limits }, answers }: BankProfile): FileTerms {
  return { ...limits, format: formats[0], absentMeansAccepted: answers.absentMeansAccepted };
}
