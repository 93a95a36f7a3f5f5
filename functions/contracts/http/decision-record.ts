import * as z from 'zod';
import { registerNames } from '../../domain/policy/registers.ts';
import { listOf } from './page.ts';

/*
 * A decision record as it crosses the edge (functions/domain/policy/decision-record.ts): the facts by role, with source
 * and time, each condition's result and the steps of the amount. No names and no identity numbers.
 */

const dateSchema = z.iso.date();
const sourceSchema = z.string().meta({ description: 'the rule’s legal source' });
const registerSchema = z.enum(registerNames);
const reasonsSchema = listOf(z.strictObject({ register: registerSchema, kind: z.string() }));

/** Facts that are known as a whole, or not at all. */
function groupOf<Value extends z.ZodType>(value: Value) {
  const sources = listOf(
    z.strictObject({ register: registerSchema, asOf: dateSchema, answeredAt: z.string() }),
  );
  return z.discriminatedUnion('known', [
    z.strictObject({ known: z.literal(true), value, sources }),
    z.strictObject({ known: z.literal(false), reasons: reasonsSchema }),
  ]);
}

const sexSchema = z.enum(['male', 'female']);

const personSchema = groupOf(
  z.strictObject({
    birthDate: dateSchema,
    sex: sexSchema,
    householdType: z.enum(['rural', 'urban']),
    diedOn: dateSchema.exactOptional(),
  }),
);

const disabilitiesSchema = groupOf(
  listOf(z.strictObject({ grade: z.int(), issuedOn: dateSchema, endedOn: dateSchema.exactOptional() })),
);

const factsSchema = z.strictObject({
  person: personSchema.exactOptional(),
  applicant: personSchema.exactOptional(),
  marriages: groupOf(
    listOf(
      z.strictObject({
        marriedOn: dateSchema,
        endedOn: dateSchema.exactOptional(),
        endedBy: z.enum(['death', 'divorce', 'annulment']).exactOptional(),
        spouse: personSchema,
        isParentOfChild: z.boolean(),
      }),
    ),
  ).exactOptional(),
  children: groupOf(
    listOf(
      z.strictObject({
        birthDate: dateSchema,
        sex: sexSchema,
        diedOn: dateSchema.exactOptional(),
        disabilities: disabilitiesSchema.exactOptional(),
      }),
    ),
  ).exactOptional(),
  certificate: groupOf(z.strictObject({ held: z.boolean() })).exactOptional(),
  retirement: groupOf(
    z.strictObject({ retiredOn: dateSchema, scheme: z.string(), extraFivePercent: z.boolean() }),
  ).exactOptional(),
  attestation: groupOf(
    z.strictObject({ qualifies: z.boolean(), attestedBy: z.string(), attestedOn: dateSchema }),
  ).exactOptional(),
  kinship: groupOf(z.strictObject({ proven: z.boolean() })).exactOptional(),
});

const resultSchema = z.enum(['met', 'failed', 'unknown']);
const amountFenSchema = z.int();

const findingSchema = z.strictObject({
  code: z.string(),
  result: z.enum(['met', 'failed']),
  basis: z.string(),
  evidenceIds: listOf(z.string()),
  from: dateSchema.exactOptional(),
});

export const decisionRecordSchema = z
  .strictObject({
    programme: z.string(),
    policyVersion: z.string(),
    policyHash: z.string(),
    period: z.strictObject({ id: z.string(), firstDay: dateSchema, lastDay: dateSchema }),
    submittedOn: dateSchema,
    facts: factsSchema,
    findings: listOf(findingSchema),
    conditions: listOf(
      z.strictObject({
        code: z.string(),
        source: sourceSchema,
        results: listOf(
          z.strictObject({ on: dateSchema, result: resultSchema, by: z.enum(['rule', 'finding']) }),
        ),
      }),
    ),
    outcome: resultSchema,
    failing: listOf(z.string()),
    unknown: listOf(z.strictObject({ code: z.string(), reasons: reasonsSchema })),
    amountSteps: listOf(
      z.strictObject({
        on: dateSchema,
        case: z.string(),
        rateFen: amountFenSchema,
        instalments: z.int().exactOptional(),
        amountFen: amountFenSchema,
        source: sourceSchema,
      }),
    ),
    amountFen: amountFenSchema,
    components: listOf(z.strictObject({ component: z.string(), amountFen: amountFenSchema })),
    claimAgainFrom: dateSchema.exactOptional(),
  })
  .meta({ id: 'DecisionRecord', description: 'Why this amount: recomputes to itself for ever' });

/** The same without what reviewers wrote in their own words, which may name people. */
export const maskedDecisionRecordSchema = decisionRecordSchema.omit({ findings: true }).extend({
  findings: listOf(findingSchema.omit({ basis: true })),
});
