import * as z from 'zod';
import { failsAs } from '../problem.ts';
import { readAward } from './award-changes.ts';
import { claimViewSchema } from './claims.ts';
import { maskedDecisionRecordSchema } from './decision-record.ts';
import { auditedReasonSchema } from './free-text.ts';
import { listOf } from './page.ts';
import { pathReferenceSchema } from './path-ids.ts';
import { readPayment } from './payments.ts';
import { jsonBody, noMembers, routeContract } from './route-contract.ts';

/** Phones, accounts and identity numbers have eleven digits and more; the numbers of files have fewer. */
const purposeSchema = auditedReasonSchema.refine((text) => !/\d{11}/.test(text), failsAs('not-valid'));

export const openCase = routeContract({
  id: 'open-case',
  summary: {
    'zh-CN': '为审计查看一个案件（已脱敏）：须说明目的，查看人、案件和目的先记入审计',
    en: 'One case, masked, for the audit: for a purpose, which is audited before anything is shown',
  },
  tag: 'audit',
  params: z.strictObject({ reference: pathReferenceSchema }),
  query: noMembers,
  body: jsonBody(z.strictObject({ purpose: purposeSchema }), {
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
        award: readAward.answers[200].schema.exactOptional(),
        payments: listOf(readPayment.answers[200].schema),
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
          }),
        ).meta({ description: 'each step of the claim, then of its award, and who took it' }),
      }),
    },
  },
  problems: ['not-found', 'changed-since'],
});
