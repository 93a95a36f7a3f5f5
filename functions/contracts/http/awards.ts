import * as z from 'zod';
import { awardStates } from '../../domain/awards/award-lifecycle.ts';
import { residentIdSchema } from '../resident.ts';
import { decisionRecordSchema, maskedDecisionRecordSchema } from './decision-record.ts';
import { moneySchema } from './money.ts';
import { cursorSchema, listOf } from './page.ts';
import { pathIdSchema } from './path-ids.ts';
import { jsonBody, noBody, noMembers, routeContract } from './route-contract.ts';

const awardsAnswer = {
  text: { 'zh-CN': '本人在您负责的地区的待遇', en: 'The person’s awards in the caller’s areas' },
  schema: z.strictObject({
    awards: listOf(
      z.strictObject({
        awardId: z.string(),
        claimId: z.string(),
        programme: z.string(),
        status: z.enum(awardStates),
        period: z.string().meta({ description: 'the first period it is paid for' }),
        areaCode: z.string(),
        awardedOn: z.string(),
        amount: moneySchema,
        recordHash: z.string(),
      }),
    ),
    cursor: cursorSchema.exactOptional(),
  }),
  example: {
    awards: [
      {
        awardId: 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u',
        claimId: 'claim-4f5m1x9a0d2k7q8w3e6r5t1y0u',
        programme: 'rural-reward',
        status: 'active',
        period: '2008-H1',
        areaCode: '320602100',
        awardedOn: '2008-06-20',
        amount: { fen: 30000, currency: 'CNY' },
        recordHash: '3f'.repeat(32),
      },
    ],
  },
} as const;

/**
 * The number stands in the address, where proxies and access logs may keep it; our own logs name routes and never
 * addresses. `search-awards` asks the same in a body, and is what pages use.
 */
export const listAwards = routeContract({
  id: 'list-awards',
  summary: {
    'zh-CN': '按身份证号码查待遇（号码会出现在网址中，建议改用 POST /api/awards/search）',
    en: 'A person’s awards (puts the number into the address: POST /api/awards/search does not)',
  },
  tag: 'awards',
  params: noMembers,
  query: z.strictObject({ person: residentIdSchema, cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: { 200: awardsAnswer },
  problems: [],
});

export const searchAwards = routeContract({
  id: 'search-awards',
  summary: { 'zh-CN': '按身份证号码查待遇', en: 'A person’s awards' },
  tag: 'awards',
  params: noMembers,
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  body: jsonBody(z.strictObject({ person: residentIdSchema }), {
    limitBytes: 4 * 1024,
    example: { person: '320602194503129980' },
  }),
  answers: { 200: awardsAnswer },
  problems: [],
});

export const readDecisionRecord = routeContract({
  id: 'read-decision-record',
  summary: {
    'zh-CN': '金额的依据：事实、条件、计算步骤，可重新计算核对',
    en: 'Why this amount: facts, conditions and steps, computed once more',
  },
  tag: 'awards',
  params: z.strictObject({ awardId: pathIdSchema }),
  query: z.strictObject({
    period: z
      .string()
      .min(1)
      .max(10)
      .exactOptional()
      .meta({
        description: 'a later period; the decision the award rests on when left out',
        examples: ['2008-H2'],
      }),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '决定记录', en: 'The decision record' },
      schema: z.strictObject({
        awardId: z.string(),
        recordHash: z.string(),
        recomputes: z.boolean().meta({
          description: 'whether the same policy version and facts still give this record',
        }),
        record: z.union([decisionRecordSchema, maskedDecisionRecordSchema]).meta({
          description: 'for auditors without what reviewers wrote in their own words',
        }),
      }),
    },
  },
  problems: ['not-found', 'own-family'],
});
