import * as z from 'zod';
import type { DecisionRecord } from '../../domain/policy/decision-record.ts';
import type { Evidence } from '../../domain/policy/evidence.ts';
import { accountSchema, payeeSchema } from '../claims/claim.ts';

/*
 * What our own code sealed and opens again. An envelope opens only if every byte is as it was written, so these
 * tell one kind of record from another and leave the rest to the types.
 */

function sealedAs<T>(...members: readonly string[]): z.ZodType<T> {
  return z.custom<T>(
    (value) => typeof value === 'object' && value !== null && members.every((member) => member in value),
  );
}

export const sealedEvidenceSchema = z.object({
  verification: z.int(),
  evidence: sealedAs<Evidence>('subjects', 'answers'),
});

export const sealedDecisionSchema = sealedAs<DecisionRecord>('policyHash', 'facts', 'conditions', 'outcome');

/** What of a claim's contact another took the place of, for telling it so. */
export const givenUpContactSchema = z.object({
  phone: z.string().exactOptional(),
  email: z.string().exactOptional(),
});

export type GivenUpContact = z.infer<typeof givenUpContactSchema>;

/** What an objection says, and how to reach whoever made it, if they wish it. */
export const sealedObjectionSchema = z.object({ fact: z.string(), contact: z.string().nullable() });

/** The change of an award's account, or of its payee, that waits for a second person. */
export const proposedPayeeSchema = z.object({ account: accountSchema, payee: payeeSchema.exactOptional() });

export type SealedProposal = z.infer<typeof proposedPayeeSchema>;
