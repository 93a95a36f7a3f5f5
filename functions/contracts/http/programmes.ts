import * as z from 'zod';
import { calendarDateSchema } from '../calendar-date.ts';
import { moneySchema } from './money.ts';
import { listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

const askedSchema = z.enum(['required', 'optional', 'none']);

export const programmeSchema = z.strictObject({
  programme: z.string(),
  version: z.string(),
  kind: z.enum(['recurring', 'one-off', 'reimbursement', 'premium']),
  title: z.string(),
  summary: z.string(),
  documents: listOf(z.string()),
  asks: z.strictObject({
    spouse: askedSchema,
    children: askedSchema,
    certificate: askedSchema,
    retirement: askedSchema,
    onBehalfOf: askedSchema,
    receipts: askedSchema,
    account: askedSchema,
  }),
  conditions: listOf(z.strictObject({ code: z.string(), text: z.string(), source: z.string() })),
  amount: z.strictObject({
    basis: z.enum(['per-period', 'per-month', 'fixed']),
    instalments: z.int().min(1),
    cases: listOf(
      z.strictObject({ code: z.string(), text: z.string(), amount: moneySchema, source: z.string() }),
    ),
  }),
  reviewChain: listOf(z.enum(['village', 'street', 'posting', 'district'])),
  postingDays: z.int().exactOptional(),
  deadlines: z.strictObject({
    decideWithinWorkingDays: z.int(),
    hearingWorkingDays: z.int(),
    appealDays: z.int(),
  }),
  period: z.strictObject({
    id: z.string(),
    claimBy: calendarDateSchema.exactOptional(),
    payBy: calendarDateSchema.exactOptional(),
  }),
});

export const listProgrammes = routeContract({
  id: 'list-programmes',
  summary: {
    'zh-CN': '现行项目及其条件、标准、来源',
    en: 'The programmes in force: conditions, rates, sources',
  },
  tag: 'programmes',
  params: noMembers,
  query: noMembers,
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '项目', en: 'The programmes' },
      schema: z.strictObject({ programmes: listOf(programmeSchema) }),
      example: {
        programmes: [
          {
            programme: 'rural-reward',
            version: '2008-1',
            kind: 'recurring',
            title: '农村部分计划生育家庭奖励扶助',
            summary: '年满60周岁的农村居民，每人每年600元，分上下半年发放。',
            documents: ['身份证', '户口簿'],
            asks: {
              spouse: 'optional',
              children: 'optional',
              certificate: 'none',
              retirement: 'none',
              onBehalfOf: 'none',
              receipts: 'none',
              account: 'optional',
            },
            conditions: [
              { code: 'household-type', text: '您本人是农业户口。', source: '国人口发〔2004〕36号' },
            ],
            amount: {
              basis: 'per-period',
              instalments: 2,
              cases: [
                {
                  code: 'reward',
                  text: '奖励扶助金',
                  amount: { fen: 60000, currency: 'CNY' },
                  source: '2004年至2008年每年600元',
                },
              ],
            },
            reviewChain: ['village', 'street', 'posting', 'district'],
            postingDays: 7,
            deadlines: { decideWithinWorkingDays: 20, hearingWorkingDays: 5, appealDays: 60 },
            period: { id: '2008-H1', claimBy: '2008-06-30', payBy: '2008-06-30' },
          },
        ],
      },
    },
  },
  problems: [],
});
