import * as z from 'zod';
import { isAreaCode } from '../../domain/review/area.ts';
import { calendarDateSchema } from '../calendar-date.ts';
import { failsAs } from '../problem.ts';
import { personNameSchema, residentIdSchema } from '../resident.ts';

/** A short text a person typed: no control characters, trimmed. */
function lineSchema(longest: number): z.ZodType<string, string> {
  return z
    .string()
    .trim()
    .min(1)
    .max(longest)
    .refine((text) => !/[\p{Cc}\p{Cs}]/u.test(text), failsAs('wrong-format'));
}

/** Where somebody lives: 9 digits name the street or town, 12 the village or community too. */
const residenceSchema = z
  .string()
  .refine((text) => text.length > 6 && isAreaCode(text), failsAs('wrong-format'))
  .meta({ description: 'division code, 9 or 12 digits', examples: ['320602001'] });

const phoneSchema = z
  .string()
  .trim()
  .regex(/^\+?\d[\d -]{4,18}\d$/);

/** One line without what would end it or name somebody else beside it; whether it arrives, only sending tells. */
const emailSchema = z
  .string()
  .trim()
  .max(254)
  .regex(/^[^\s\p{Cc}@<>"(),:;[\]\\]+@[^\s\p{Cc}@<>"(),:;[\]\\]+\.[^\s\p{Cc}@<>"(),:;[\]\\.]{2,}$/u);

/** A bank account as the payee gave it; the check digit of cards is not asked of passbooks (policy-facts.md §12). */
export const accountSchema = z.strictObject({
  holder: personNameSchema,
  bank: z.string().regex(/^(?:[A-Z0-9]{8}|[A-Z0-9]{11}|\d{12})$/),
  number: z
    .string()
    .transform((text) => text.replace(/[\s-]/g, ''))
    .pipe(z.string().regex(/^\d{6,32}$/)),
});

export type Account = z.infer<typeof accountSchema>;

/** Who may help with a claim: fill it in, follow it, bring papers. They decide nothing and are paid nothing. */
export const proxyRelations = ['family', 'relative', 'neighbour', 'community', 'other'] as const;

/** Somebody who acts for the applicant, who agreed to it: the consent is part of what is sealed and committed to. */
const proxySchema = z.strictObject({
  name: personNameSchema,
  relation: z.enum(proxyRelations),
  phone: phoneSchema.optional(),
  consent: z.boolean().refine((agreed) => agreed, failsAs('must-be-declared')),
});

/** Somebody who is paid in the entitled person's place. */
export const payeeSchema = z.strictObject({
  name: personNameSchema,
  residentId: residentIdSchema,
  relation: z.enum(['heir', 'guardian', 'agent']),
  /** Where they are told of what is paid to them. */
  phone: phoneSchema.optional(),
  email: emailSchema.optional(),
});

export type Payee = z.infer<typeof payeeSchema>;

const receiptSchema = z.strictObject({
  issuer: lineSchema(100),
  procedure: lineSchema(60),
  fen: z.int().min(1).max(100_000_000),
  issuedOn: calendarDateSchema,
  number: lineSchema(60),
});

/** The parts of a claim a programme may ask for; its policy says which (`asks`). */
const parts = {
  spouse: z.strictObject({ name: personNameSchema.optional(), residentId: residentIdSchema }),
  children: z
    .array(
      z.strictObject({
        name: personNameSchema.optional(),
        residentId: residentIdSchema,
        status: z.enum(['living', 'deceased', 'disabled']).optional(),
      }),
    )
    .min(1)
    .max(20),
  certificate: z.strictObject({ number: lineSchema(40), issuedOn: calendarDateSchema.optional() }),
  retirement: z.strictObject({ retiredOn: calendarDateSchema }),
  onBehalfOf: z.strictObject({ residentId: residentIdSchema, relation: z.enum(['spouse', 'child']) }),
  receipts: z.array(receiptSchema).min(1).max(50),
  account: accountSchema,
};

/** POST /api/claims (contract.md, "A claim"): strict, so that nothing a programme does not ask for is kept. */
export const claimSchema = z.strictObject({
  programme: z.string().regex(/^[a-z][a-z0-9-]{1,59}$/, failsAs('unknown-programme')),
  applicant: z.strictObject({
    name: personNameSchema,
    residentId: residentIdSchema,
    phone: phoneSchema.optional(),
    email: emailSchema.optional(),
    householdType: z.enum(['rural', 'urban']).optional(),
    areaCode: residenceSchema,
    address: lineSchema(200).optional(),
  }),
  spouse: parts.spouse.optional(),
  children: parts.children.optional(),
  certificate: parts.certificate.optional(),
  retirement: parts.retirement.optional(),
  onBehalfOf: parts.onBehalfOf.optional(),
  receipts: parts.receipts.optional(),
  account: parts.account.optional(),
  proxy: proxySchema.optional(),
  declaration: z.boolean().refine((declared) => declared, failsAs('must-be-declared')),
});

export type Claim = z.infer<typeof claimSchema>;

/** What is sealed of a claim: all of it but the declaration, which its existence shows. */
export const claimContentSchema = claimSchema.omit({ declaration: true });

export type ClaimContent = z.infer<typeof claimContentSchema>;

/** What an applicant may change in an answer: a part as a whole, but not who the claim is for. */
export const claimChangesSchema = z.strictObject({
  phone: phoneSchema.optional(),
  email: emailSchema.optional(),
  address: lineSchema(200).optional(),
  spouse: parts.spouse.optional(),
  children: parts.children.optional(),
  certificate: parts.certificate.optional(),
  retirement: parts.retirement.optional(),
  receipts: parts.receipts.optional(),
  account: parts.account.optional(),
});

export type ClaimChanges = z.infer<typeof claimChangesSchema>;
