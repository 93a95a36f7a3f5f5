import * as z from 'zod';
import { isMonthDay } from '../domain/policy/claim-period.ts';
import { policySources } from '../domain/policy/citations.ts';
import type { Policy } from '../domain/policy/policy.ts';
import type { Result } from '../domain/result/result.ts';
import { calendarDateSchema } from './calendar-date.ts';
import { type FileProblem, readJsonFile } from './json-file.ts';

const code = z.string().regex(/^[a-z][a-z0-9]*(?:-[a-z0-9]+)*$/);
const text = z.string().trim().min(1).max(600);
const source = z.string().trim().min(1).max(300);
const cel = z.string().trim().min(1).max(1000);
const basisPoints = z.int().min(0).max(10_000);
const workingDays = z.int().min(0).max(400);

/** Both languages, or the file is refused. */
function inBothLanguages<T extends z.ZodType>(
  content: T,
): z.ZodObject<{ 'zh-CN': T; en: T }, z.core.$strict> {
  return z.strictObject({ 'zh-CN': content, en: content });
}

const conditionSchema = z.strictObject({
  code,
  level: z.enum(['period', 'month', 'claim']),
  expression: cel,
  orIf: z.strictObject({ switch: code, expression: cel }).exactOptional(),
  metFrom: cel.exactOptional(),
  source,
  texts: inBothLanguages(z.strictObject({ asks: text, failed: text, later: text.exactOptional() })),
});

const datedAmountSchema = z.strictObject({
  from: calendarDateSchema,
  to: calendarDateSchema.exactOptional(),
  fen: z.int().min(1).max(100_000_000_00),
  source,
});

const amountSchema = z.strictObject({
  basis: z.enum(['per-period', 'per-month', 'fixed']),
  instalments: z.int().min(1).max(12).exactOptional(),
  cases: z
    .array(
      z.strictObject({
        code,
        when: cel,
        rates: z.array(datedAmountSchema).min(1),
        texts: inBothLanguages(text),
      }),
    )
    .min(1),
});

const periodSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['half-year', 'year', 'claim']) }),
  z.strictObject({ kind: z.literal('cohort-year'), yearsBefore: z.int().min(0).max(5) }),
]);

const yearlyDateSchema = z.strictObject({
  monthDay: z.string().refine(isMonthDay, 'not a month and day, MM-DD'),
  yearsAfter: z.int().min(0).max(5),
});

const asked = z.enum(['required', 'optional', 'none']);

/** A policy version as its file holds it. Every member is named here: a misspelt one is refused. */
const policySchema: z.ZodType<Policy> = z.strictObject({
  programme: code,
  version: z.string().regex(/^[a-z0-9][a-z0-9.-]{0,31}$/),
  effectiveFrom: calendarDateSchema,
  effectiveTo: calendarDateSchema.exactOptional(),
  kind: z.enum(['recurring', 'one-off', 'reimbursement', 'premium']),
  period: periodSchema,
  entitledPerson: z.enum(['applicant', 'on-behalf-of']),
  asks: z.strictObject({
    spouse: asked,
    children: asked,
    certificate: asked,
    retirement: asked,
    onBehalfOf: asked,
    receipts: asked,
    account: asked,
  }),
  attestation: z.enum(['required', 'not-required']),
  switches: z.record(code, z.boolean()),
  conditions: z.array(conditionSchema).min(1).max(100),
  amount: amountSchema,
  component: code,
  funding: z
    .array(
      z.strictObject({
        name: z.enum(['central', 'province', 'city', 'district', 'employer-levy', 'fund']),
        basisPoints,
        source,
      }),
    )
    .min(1),
  reviewChain: z.array(z.enum(['village', 'street', 'posting', 'district'])).min(1),
  posting: z.union([
    z.literal('none'),
    z.strictObject({ days: workingDays, minimumGroup: z.int().min(1).max(1000), source }),
  ]),
  sampleBasisPoints: basisPoints,
  deadlines: z.strictObject({
    decideWithinWorkingDays: workingDays,
    hearingWorkingDays: workingDays,
    appealDays: workingDays,
    attestationWorkingDays: workingDays,
    periods: z.array(
      z.strictObject({
        part: z.enum(['H1', 'H2', 'year']),
        claimBy: yearlyDateSchema,
        payBy: yearlyDateSchema,
      }),
    ),
    source,
  }),
  duplicateBy: z.enum(['person', 'entitled-person', 'receipt', 'couple']),
  backdating: z.enum(['none', 'open-periods']),
  recovery: z
    .strictObject({
      mostBasisPoints: basisPoints,
      // Something is always paid: a payment of nothing is none.
      leaveFen: z.int().min(1),
      mourningDays: z.int().min(0).max(400),
      source,
    })
    .exactOptional(),
  texts: inBothLanguages(
    z.strictObject({
      title: text,
      summary: z.string().trim().min(1).max(1500),
      documents: z.array(text).min(1).max(20),
    }),
  ),
  citations: z.record(source, inBothLanguages(text)),
});

/** Every source is cited in both languages, and nothing else is. */
const citedPolicySchema = policySchema.superRefine((policy, context) => {
  const cited = new Set(Object.keys(policy.citations));
  for (const odd of policySources(policy).symmetricDifference(cited)) {
    const message = cited.has(odd) ? 'is no source of it' : 'is missing';
    context.addIssue({ code: 'custom', path: ['citations', odd], message });
  }
});

/** Reads one policy file and checks its form. */
export function readPolicyFile(file: string, content: string): Result<Policy, readonly FileProblem[]> {
  return readJsonFile(citedPolicySchema, file, content);
}
