import * as z from 'zod';
import { awardViewSchema } from './award-view.ts';
import { claimViewSchema } from './claims.ts';
import { maskedDecisionRecordSchema } from './decision-record.ts';
import { auditedReasonSchema } from './free-text.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathReferenceSchema } from './path-ids.ts';
import { paymentViewSchema } from './payment-view.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

export const openCase = routeContract({
  id: 'open-case',
  summary: {
    'zh-CN': '为审计查看一个案件（已脱敏）：须说明目的，查看人、案件和目的先记入审计',
    en: 'One case, masked, for the audit: for a purpose, which is audited before anything is shown',
  },
  tag: 'audit',
  params: z.strictObject({ reference: pathReferenceSchema }),
  query: noMembers,
  body: jsonBody(z.strictObject({ purpose: auditedReasonSchema }), {
    limitBytes: 4 * 1024,
    example: { purpose: '2008年第3次抽样检查' },
  }),
  answers: {
    200: {
      text: { 'zh-CN': '案件', en: 'The case' },
      schema: z.strictObject({
        readingId: z
          .string()
          .meta({ description: 'the audit’s subject "case-reading" that says who read it' }),
        claim: claimViewSchema,
        record: maskedDecisionRecordSchema.exactOptional().meta({
          description: 'what the registers answered and the rules made of it; none before it was assessed',
        }),
        award: awardViewSchema.exactOptional(),
        payments: listOf(paymentViewSchema),
        history: listOf(
          z.strictObject({
            subjectKind: z.enum(['claim', 'award']),
            seq: z.int(),
            at: z.string(),
            event: z.string(),
            from: z.string().exactOptional(),
            to: z.string().exactOptional(),
            actor: z.strictObject({
              kind: z.enum(['staff', 'applicant', 'system', 'public']),
              id: z.string(),
            }),
            deputyFor: z.string().exactOptional().meta({
              description: 'the absent reviewer in whose place it was decided',
            }),
          }),
        ).meta({ description: 'each step of the claim, then of its award, and who took it' }),
        readings: listOf(
          z.strictObject({
            at: z.string(),
            userId: z.string(),
            deputyFor: z.string().exactOptional(),
            evidenceId: z.string().exactOptional().meta({ description: 'the paper that was opened' }),
            objectionId: z.string().exactOptional().meta({ description: 'the objection that was opened' }),
            appealId: z.string().exactOptional().meta({ description: 'the appeal that was opened' }),
          }),
        ).meta({
          description:
            'who opened the claim to review it, or the part of it that is named: the first time of each day',
        }),
      }),
    },
  },
  problems: ['own-family', 'not-found', 'changed-since'],
});

export const drawSample = routeContract({
  id: 'draw-sample',
  summary: {
    'zh-CN': '按种子从发放名册抽样：种子相同，名册相同，抽中的就相同；任何人都可以重算',
    en: 'A sample of a roll by a seed: the same seed and roll give the same cases, and anybody can draw it again',
  },
  tag: 'audit',
  params: noMembers,
  query: z.strictObject({
    programme: z.string().min(1).max(60),
    period: z.string().min(1).max(10),
    size: z
      .string()
      .regex(/^(?:[1-9]\d{0,2}|1000)$/)
      .transform(Number)
      .meta({ description: 'how many cases, up to 1000', examples: ['30'] }),
    seed: z
      .string()
      .regex(/^[\w.-]{1,60}$/)
      .meta({ description: 'letters, digits, dots, dashes', examples: ['2008-H1-third-check'] }),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '抽中的案件', en: 'The cases drawn' },
      schema: z.strictObject({
        roll: z.int().meta({ description: 'awards on the roll, of which the sample is drawn' }),
        cases: listOf(
          z.strictObject({
            awardId: z.string(),
            reference: z.string().meta({ description: 'of the claim: what a case is opened by' }),
            draw: z.string().meta({
              description: 'hex SHA-256 of "<seed>:<awardId>"; the sample is the smallest, in their order',
            }),
          }),
        ),
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        roll: 4120,
        cases: [
          {
            awardId: 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u',
            reference: 'HM7K2M9QXD4T',
            draw: '00'.repeat(4) + '3f'.repeat(28),
          },
        ],
      },
    },
  },
  problems: ['unknown-programme-or-period'],
});
