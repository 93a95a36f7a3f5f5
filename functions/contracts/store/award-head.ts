import * as z from 'zod';
import { awardStates } from '../../domain/awards/award-lifecycle.ts';
import { calendarDateSchema, fenSchema } from '../bank/payment-file.ts';
import { dutySchema } from './claim-head.ts';

/** An award's head as it is stored: ids, states and hashes, nothing personal. */
export const awardHeadSchema = z.compile(
  z.object({
    version: z.int(),
    auditHash: z.string(),
    awardId: z.string(),
    claimId: z.string(),
    programme: z.string(),
    policyVersion: z.string(),
    state: z.enum(awardStates),
    /** The first period it is paid for. */
    period: z.string(),
    areaCode: z.string(),
    /** Blind index of the entitled person. */
    personIndex: z.string(),
    accountIndex: z.optional(z.string()),
    /** How often the account or the payee was named or changed. */
    accountVersion: z.int(),
    /**
     * The version of an account that a bank would not pay to, learnt while the award could not wait for another (it was
     * suspended, say). Nothing is paid to it; once the account is changed, it says nothing any more.
     */
    refusedAccount: z.exactOptional(z.int()),
    /** The version of the account that the present payee brought, who is paid in the claimant's place. */
    payeeVersion: z.exactOptional(z.int()),
    /** A change of the account or the payee that waits for a second person; what it is lies sealed beside. */
    pending: z.exactOptional(
      z.object({
        kind: z.enum(['account', 'payee']),
        /** Commitment to what was proposed: what the second person names. */
        commitment: z.string(),
        accountIndex: z.string(),
        proposedAt: z.string(),
      }),
    ),
    awardedOn: z.string(),
    /** Of a recurring award: the last year whose money is committed to it; it waits for the next year's. */
    committedThrough: z.exactOptional(z.int()),
    /** What was committed to it, by the period it was foreseen for: what is given back of it when it ends. */
    committed: z.exactOptional(
      z.array(z.object({ year: z.int(), period: z.string(), amountFen: fenSchema })),
    ),
    /** Of one that ends: its last day, and until when the ending can be appealed. */
    ending: z.exactOptional(z.object({ endedOn: calendarDateSchema, until: calendarDateSchema })),
    /** Its place among those who wait: by the date of its claim. */
    fundsOrder: z.exactOptional(z.string()),
    /** The decision the award rests on. */
    recordHash: z.string(),
    amountFen: z.int(),
    /** Who took part in the claim: none of them releases its payments. */
    duties: z.array(dutySchema),
  }),
);

export type StoredAwardHead = z.infer<typeof awardHeadSchema>;
