import * as z from 'zod';
import { claimStates } from '../../domain/claims/claim-lifecycle.ts';
import { taskStages } from '../../domain/review/chain.ts';
import { plainDuties } from '../../domain/review/separation.ts';
import { type CalendarDate, isCalendarDate } from '../../domain/time/calendar-date.ts';

const dateSchema = z.custom<CalendarDate>((value) => typeof value === 'string' && isCalendarDate(value));

/** Who took which part in a claim, for separation of duties (invariants.md 5). */
export const dutySchema = z.object({
  duty: z.union([z.enum(plainDuties), z.templateLiteral(['review:', z.string()])]),
  actorId: z.string(),
});

/**
 * A claim's head as it is stored: ids, states and hashes, nothing personal. Blind indexes stand for people and
 * accounts; the claim's content, the registers' answers and the decision record are sealed beside it.
 */
export const claimHeadSchema = z.compile(
  z.object({
    version: z.int(),
    auditHash: z.string(),
    claimId: z.string(),
    reference: z.string(),
    programme: z.string(),
    policyVersion: z.string(),
    period: z.string(),
    state: z.enum(claimStates),
    /** Position in the policy's review chain while in review, posting or objected; else where it last stood. */
    position: z.int(),
    areaCode: z.string(),
    channel: z.enum(['public', 'clerk', 'bulk']),
    submittedAt: z.string(),
    submittedOn: dateSchema,
    /** A clerk or reviewer saw the identity card; until then the claim blocks nobody. */
    identityConfirmed: z.boolean(),
    personIndex: z.string(),
    applicantIndex: z.string(),
    accountIndex: z.optional(z.string()),
    /** How often the account was named or changed. */
    accountVersion: z.int(),
    /** Commitment to the sealed claim. */
    contentCommitment: z.string(),
    /** How often the claim has come to be verified; the registers' answers are kept for one such time. */
    verification: z.int(),
    evidenceIds: z.array(z.string()),
    decision: z.optional(
      z.object({
        recordHash: z.string(),
        outcome: z.enum(['met', 'failed', 'unknown']),
        amountFen: z.int(),
        /** What the following periods of the same year are expected to come to: committed together with the first. */
        laterFen: z.array(z.int()),
        failing: z.array(z.string()),
        unknown: z.array(z.string()),
        claimAgainFrom: z.optional(dateSchema),
      }),
    ),
    /** What the open task shows and a decision must name; absent while nobody has to decide. */
    task: z.optional(
      z.object({ stage: z.enum(taskStages), version: z.int(), payloadHash: z.string(), since: z.string() }),
    ),
    dueOn: z.optional(dateSchema),
    /** Not before this date is a proposed rejection confirmed: the applicant is heard first. */
    hearingUntil: z.optional(dateSchema),
    escalation: z.int(),
    /** Decisions taken in the present round of review; an edited claim begins a new round with none. */
    decisions: z.int(),
    duties: z.array(dutySchema),
    /** Objections to the posting that nobody has dismissed or upheld. */
    openObjections: z.int(),
    /** Those among them found to state a checkable fact: while there is one, the posting's clock stands still. */
    admittedObjections: z.optional(z.int()),
    /** How long the posting goes on once the objection that stopped it is dismissed. */
    postingDaysLeft: z.optional(z.int()),
    /** The appeal against the present rejection, open or decided. */
    appealId: z.optional(z.string()),
    execution: z.int(),
    awardId: z.optional(z.string()),
  }),
);

export type StoredClaimHead = z.infer<typeof claimHeadSchema>;
