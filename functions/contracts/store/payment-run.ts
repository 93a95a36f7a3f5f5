import * as z from 'zod';
import { fileStatuses } from '../../domain/payments/file-status.ts';
import { leftOutReasons } from '../../domain/payments/left-out.ts';
import { paymentStates } from '../../domain/payments/payment-lifecycle.ts';
import { runStates } from '../../domain/payments/run-lifecycle.ts';
import { fileTermsSchema } from '../bank/bank-profile.ts';
import { calendarDateSchema, fenSchema } from '../bank/payment-file.ts';
import { rollVarianceSchema } from './roll-changes.ts';
import { sharePartSchema } from './share-part.ts';

const bytesSchema = z.custom<Uint8Array>((value) => value instanceof Uint8Array, 'no bytes');

/** Who pays and how, as the policy and the finance office had it when the run was prepared. */
const runTermsSchema = z.object({
  /** The appropriation's year. */
  year: z.int(),
  /** The day by which the period's money is due. */
  payBy: z.exactOptional(calendarDateSchema),
  /** What an award of the programme is paid. */
  component: z.string(),
  shares: z.array(z.object({ name: z.string(), basisPoints: z.int() })),
  initiatingParty: z.string(),
  debtor: z.object({ name: z.string(), account: z.string(), bankId: z.string() }),
  /** What payees read on their statements: never the programme's name. */
  remittance: z.exactOptional(z.string()),
  returnWindowDays: z.int(),
  files: fileTermsSchema,
  /** How long the bank may take to speak of what it was sent. */
  answerWithinWorkingDays: z.exactOptional(z.int()),
  /** What may be kept back of a payment for a receivable; absent where nothing is. */
  recovery: z.exactOptional(
    z.object({ mostBasisPoints: z.int(), leaveFen: z.int(), mourningDays: z.int(), source: z.string() }),
  ),
});

const placeSchema = z.object({ chunk: z.int(), position: z.int() });

const runFileSchema = z.object({
  /** The file's place in the run, from 1. */
  file: z.int(),
  messageId: z.string(),
  sha256: z.string(),
  count: z.int(),
  totalFen: fenSchema,
  /** From this payment to that one, both included; a chunk may begin in one file and end in the next. */
  first: placeSchema,
  last: placeSchema,
});

/** A payment run's head as it is stored: ids, states, sums and hashes. */
export const runHeadSchema = z.compile(
  z.object({
    version: z.int(),
    auditHash: z.string(),
    runId: z.string(),
    programme: z.string(),
    period: z.string(),
    state: z.enum(runStates),
    terms: runTermsSchema,
    preparedBy: z.string(),
    preparedAt: z.string(),
    /** How often the run was built, from 1; what an earlier attempt left behind counts for nothing. */
    attempt: z.int(),
    /** Executions of the workflow that have carried the run, from 1. */
    execution: z.int(),
    /** What keeps the present attempt from being prepared. */
    fault: z.exactOptional(z.string()),
    chunks: z.exactOptional(z.int()),
    payments: z.int(),
    totalFen: fenSchema,
    /** What is kept back of the payments for receivables, and the root over each of it; absent where nothing is. */
    keptBack: z.exactOptional(z.object({ count: z.int(), fen: fenSchema, root: z.string() })),
    leftOut: z.record(z.string(), z.int()),
    /** Payments that the run is the first to hold, by street. */
    firstHeld: z.exactOptional(z.record(z.string(), z.int())),
    /** What it was built beside, if anything was sent before: who is new, gone or paid otherwise than for that period. */
    comparison: z.exactOptional(rollVarianceSchema.extend({ lastPeriod: z.string() })),
    files: z.array(runFileSchema),
    payloadHash: z.exactOptional(z.string()),
    /** Who had a part in the claims that are paid: none of them may release (invariants.md 5). */
    participants: z.array(z.string()),
    /** Who had a part in an earlier instruction of a payment that goes out again: they may not release it. */
    earlierParticipants: z.array(z.string()),
    /** Whose imports brought results. */
    importers: z.array(z.string()),
    /** Changes of accounts, awards and holds that the built files know of. */
    payoutChangesSeen: z.int(),
    releasedBy: z.exactOptional(z.string()),
    releasedAt: z.exactOptional(z.string()),
    /** When the bank was last asked after payments that it had not spoken of in time: they are unknown since. */
    chasedOn: z.exactOptional(calendarDateSchema),
    /** Inquiries without an answer while the bank's receipt is unknown. */
    silences: z.int(),
    /** Since when a word of the bank is awaited: its state's begin, or the last asking; absent while none is. */
    awaitedSince: z.exactOptional(calendarDateSchema),
    /** How often the bank's silence was raised to finance, since it last said something. */
    escalation: z.int(),
    /** End of the time in which the bank may still return payments. ISO 8601. */
    returnsUntil: z.exactOptional(z.string()),
    /** Returns counted when the run was last reconciled; one more is a late return. */
    returnsReconciled: z.int(),
  }),
);

export type StoredRunHead = z.infer<typeof runHeadSchema>;

/** What changed of what an award is paid, or where to, while a run may already have been built with it. */
export const payoutChangeSchema = z.discriminatedUnion('kind', [
  /** Another account or payee: stale is who pays to an earlier version. */
  z.object({ kind: z.literal('account'), awardId: z.string(), accountVersion: z.int() }),
  /** Suspended, or otherwise no longer payable. */
  z.object({ kind: z.literal('award'), awardId: z.string() }),
  z.object({ kind: z.literal('hold'), awardId: z.string(), paymentId: z.string() }),
]);

export type PayoutChange = Readonly<z.infer<typeof payoutChangeSchema>>;

/** How the roll was cut: the attempt's chunks and the one list of awards that counts. */
export const planItemSchema = z.object({
  rollId: z.string(),
  chunks: z.int(),
  at: z.string(),
  date: calendarDateSchema,
  payoutChangesSeen: z.int(),
  /** The latest period before it that anything was sent for: every chunk is compared with that one. */
  lastPeriod: z.exactOptional(z.string()),
});

export type PlanItem = z.infer<typeof planItemSchema>;

/** The awards of a chunk, what is still owed of earlier payments to some of them, and what some of them owe. */
export const rollItemSchema = z.object({
  awardIds: z.array(z.string()),
  corrections: z
    .array(
      z.object({
        paymentId: z.string(),
        awardId: z.string(),
        component: z.string(),
        amountFen: fenSchema,
        decisionHash: z.string(),
      }),
    )
    .default([]),
  receivables: z.array(z.object({ receivableId: z.string(), awardId: z.string() })).default([]),
});

export type RollItem = z.infer<typeof rollItemSchema>;

/** A chunk's decided payments, by position: written once, before any payment is taken. */
export const chunkItemSchema = z.compile(
  z.object({
    paymentIds: z.array(z.string()),
    awardIds: z.array(z.string()),
    components: z.array(z.string()),
    amountsFen: z.array(fenSchema),
    accountVersions: z.array(z.int()),
    decisionHashes: z.array(z.string()),
    participants: z.array(z.string()),
    /** The street of each payment: its code, and the ranges of positions. */
    streets: z.exactOptional(z.record(z.string(), z.string())),
    /** What is due, and to be recovered: which payments may give towards which receivable. */
    recoverable: z.exactOptional(z.array(z.object({ position: z.int(), receivableId: z.string() }))),
  }),
);

export type ChunkItem = z.infer<typeof chunkItemSchema>;

const leftOutSchema = z.object({
  awardId: z.string(),
  /** The payment that is due and that another run, or a hold, keeps from this one. */
  paymentId: z.exactOptional(z.string()),
  reason: z.enum(leftOutReasons),
  codes: z.array(z.string()),
});

export type LeftOutAward = Readonly<z.infer<typeof leftOutSchema>>;

/** Awards of a chunk that are not paid, and why. */
export const leftOutItemSchema = z.object({ awards: z.array(leftOutSchema) });

const keptBackSchema = z.object({
  position: z.int(),
  receivableId: z.string(),
  amountFen: fenSchema,
  /** By the payment's shares; none of a payment that goes out again, of which it was booked the first time. */
  parts: z.array(sharePartSchema),
});

/** A chunk that is done: which of its payments this run holds, and what they are instructed with. */
export const sealItemSchema = z.object({
  size: z.int(),
  /** Positions that are not paid by this run after all. */
  excluded: z.array(z.int()),
  /** Position and number of each payment that goes out again. */
  reissues: z.array(z.object({ position: z.int(), reissue: z.int() })),
  /** Who had a part in the claims that are paid. */
  participants: z.array(z.string()),
  /** Who asked for a payment to go out again, or decided that it corrects another. */
  reissuers: z.array(z.string()),
  /** Who prepared, imported or settled exceptions of an earlier instruction of a payment that goes out again. */
  earlierParticipants: z.array(z.string()),
  count: z.int(),
  totalFen: fenSchema,
  /** What is due, before anything is kept back. */
  freshParts: z.array(sharePartSchema),
  reissueParts: z.array(sharePartSchema),
  /** What of the payments is kept back for receivables. */
  keptBack: z.exactOptional(z.array(keptBackSchema)),
  /** As the chunk has it: results are booked by street, without reading its payments. */
  streets: z.exactOptional(z.record(z.string(), z.string())),
  root: z.string(),
  leftOut: z.record(z.string(), z.int()),
  /** Beside the plan's last period, where it has one. */
  variance: z.exactOptional(rollVarianceSchema),
});

export type SealItem = z.infer<typeof sealItemSchema>;

/** Where a chunk stands in the ledger and with the bank. */
export const chunkStateItemSchema = z.object({
  version: z.int(),
  stage: z.enum(['prepared', 'sent', 'voided']),
  codes: z.exactOptional(bytesSchema),
  settledBy: z.exactOptional(bytesSchema),
  changedBy: z.exactOptional(z.array(z.object({ position: z.int(), entry: z.int() }))),
  irregular: z.exactOptional(
    z.array(z.object({ position: z.int(), openFen: z.array(fenSchema), entries: z.array(z.int()) })),
  ),
  /** Ranges of positions. */
  accepted: z.exactOptional(z.string()),
  announcedDebits: z.exactOptional(z.string()),
  announcedReturns: z.exactOptional(z.string()),
});

export type ChunkStateItem = z.infer<typeof chunkStateItemSchema>;

/** Which run holds a payment, kept under its id: the one row a payment costs, and what makes it unique (invariants.md 2). */
export const payableItemSchema = z.compile(
  z.object({
    awardId: z.string(),
    programme: z.string(),
    period: z.string(),
    component: z.string(),
    amountFen: fenSchema,
    decisionHash: z.string(),
    reissue: z.int(),
    held: z.exactOptional(z.boolean()),
    /** Who asked for the reissue: they may not release it. */
    reissuedBy: z.exactOptional(z.string()),
    /** The runs that instructed it before, where it goes out again. */
    earlierRunIds: z.exactOptional(z.array(z.string())),
    /** Who decided that it is owed, where that was no claim: they may not release it. */
    participants: z.exactOptional(z.array(z.string())),
    /** The payment of which it pays what is still owed. */
    corrects: z.exactOptional(z.string()),
    /** It is owed since its year was closed: what is committed to it did not lapse with the year. */
    afterYear: z.exactOptional(z.boolean()),
    /** Not owed any more: no run pays it. */
    cancelled: z.exactOptional(z.boolean()),
    /** What of it is kept back for a receivable, and never instructed. */
    keptBack: z.exactOptional(z.object({ receivableId: z.string(), amountFen: fenSchema })),
    runId: z.exactOptional(z.string()),
    attempt: z.exactOptional(z.int()),
    chunk: z.exactOptional(z.int()),
    position: z.exactOptional(z.int()),
  }),
);

export type PayableItem = z.infer<typeof payableItemSchema>;

/** What is known of a file's way to the bank. */
export const fileItemSchema = z.object({
  file: z.int(),
  status: z.enum(fileStatuses),
  /** The bank would not take it when it was last handed over. */
  refused: z.exactOptional(z.boolean()),
  /** A person has given it up, since the bank would not take it: it is never handed over again. */
  givenUp: z.exactOptional(z.boolean()),
  /** The bank took the file and then refused it as a whole. */
  rejected: z.exactOptional(z.boolean()),
  /** The bank will make every payment of it that it does not speak of otherwise. */
  accepted: z.exactOptional(z.boolean()),
  /** Since when the bank has not answered what became of a file that it took: its open payments are unknown. */
  silentSince: z.exactOptional(z.string()),
});

export type FileItem = z.infer<typeof fileItemSchema>;

/** The head of an instruction that went another way than its chunk. */
export const instructionHeadSchema = z.object({
  version: z.int(),
  auditHash: z.string(),
  paymentId: z.string(),
  reissue: z.int(),
  state: z.enum(paymentStates),
  awardId: z.string(),
  /** Its place in a run; absent of one that was held before any run held it. */
  runId: z.exactOptional(z.string()),
  attempt: z.exactOptional(z.int()),
  chunk: z.exactOptional(z.int()),
  position: z.exactOptional(z.int()),
  amountFen: fenSchema,
  /** The bank's reason code. */
  reason: z.exactOptional(z.string()),
});

export type InstructionHead = z.infer<typeof instructionHeadSchema>;

/** Counts and sums of what the bank has said of a run; an attribute is absent until something adds to it. */
export const totalsItemSchema = z.object({
  settledCount: z.exactOptional(z.int()),
  settledFen: z.exactOptional(fenSchema),
  returnedCount: z.exactOptional(z.int()),
  returnedFen: z.exactOptional(fenSchema),
  rejectedCount: z.exactOptional(z.int()),
  rejectedFen: z.exactOptional(fenSchema),
  disputedCount: z.exactOptional(z.int()),
  disputedFen: z.exactOptional(fenSchema),
});
