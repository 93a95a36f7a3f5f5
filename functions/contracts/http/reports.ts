import * as z from 'zod';
import { taskStages } from '../../domain/review/chain.ts';
import { yearQuerySchema } from './budget.ts';
import { listOf } from './page.ts';
import { reasonWordsSchema } from './reason-words.ts';
import { noBody, routeContract } from './route-contract.ts';

export const reportNames = [
  'payout',
  'streets',
  'returns',
  'queues',
  'decided',
  'scorecard',
  'year-end',
] as const;

const commonMembers = {
  asOf: z.string().meta({ description: 'the instant that it was counted' }),
  year: z.int().meta({
    description: 'the appropriation’s year; of the decisions in what was decided; queues are of now',
  }),
};

const percentSchema = z.int().min(0).max(100).exactOptional();

export const readReport = routeContract({
  id: 'read-report',
  summary: {
    'zh-CN':
      '统计报告：各项目各月发放（payout）、各街道各项目发放（streets）、退回原因（returns）、待办时长（queues）、办结时效（decided）、各街道季度服务情况（scorecard）、各街道年度汇总与人均（year-end）（JSON 或 CSV）',
    en: 'A report: payout by programme and month (payout), by street and programme (streets), what came back by reason (returns), how long tasks wait (queues), what was decided on time (decided), the offices’ service by street and quarter (scorecard), the year by street and per head (year-end) (JSON or CSV)',
  },
  tag: 'reports',
  params: z.strictObject({ report: z.enum(reportNames) }),
  query: z.strictObject({
    year: yearQuerySchema.exactOptional().meta({
      description: 'the appropriation’s year; this year when left out',
    }),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '报告', en: 'The report' },
      schema: z.discriminatedUnion('report', [
        z.strictObject({
          report: z.literal('payout'),
          ...commonMembers,
          rows: listOf(
            z.strictObject({
              programme: z.string(),
              month: z.string().meta({ description: 'of the postings, such as 2008-05' }),
              paidFen: z.int().meta({ description: 'spent of the budget, the bank’s fees included' }),
              cameBackFen: z.int().meta({ description: 'returned or recovered, whenever it was paid' }),
              netFen: z.int(),
            }),
          ),
        }),
        z.strictObject({
          report: z.literal('streets'),
          ...commonMembers,
          rows: listOf(
            z.strictObject({
              areaCode: z.string().exactOptional().meta({
                description: 'the street’s or town’s; absent of what is spent on none, such as fees',
              }),
              programme: z.string(),
              payments: z.int().meta({ description: 'made and not come back' }),
              paidFen: z.int(),
              cameBackFen: z.int(),
              netFen: z
                .int()
                .meta({ description: 'over all streets and programmes, what the ledger has as spent' }),
            }),
          ),
        }),
        z.strictObject({
          report: z.literal('returns'),
          ...commonMembers,
          rows: listOf(
            z.strictObject({
              programme: z.string(),
              reason: z.string().exactOptional().meta({
                description: 'the bank’s reason code; absent where it gave none',
              }),
              reasonWords: reasonWordsSchema,
              count: z.int(),
              fen: z.int(),
            }),
          ),
        }),
        z.strictObject({
          report: z.literal('queues'),
          ...commonMembers,
          rows: listOf(
            z.strictObject({
              stage: z.enum(taskStages),
              open: z.int(),
              onTime: z
                .int()
                .meta({ description: 'of the open ones, those whose first date has not passed' }),
              upToWeek: z.int().meta({ description: 'open for 7 days at most' }),
              upToMonth: z.int().meta({ description: 'open for 8 to 30 days' }),
              longer: z.int(),
            }),
          ),
        }),
        z.strictObject({
          report: z.literal('scorecard'),
          ...commonMembers,
          rows: listOf(
            z.strictObject({
              period: z.string().meta({ description: 'a quarter such as 2008-Q2, or the year' }),
              areaCode: z.string(),
              decidedOnTime: percentSchema.meta({ description: 'of tasks decided; percents' }),
              medianDays: z.int().exactOptional(),
              ninetiethDays: z.int().exactOptional(),
              paidOnTime: percentSchema.meta({ description: 'of payments due, settled by then; percents' }),
              returnsResolved: percentSchema.meta({
                description: 'of payments that came back, made again or owed no more; percents',
              }),
              appealsInTime: percentSchema.meta({ description: 'of appeals decided; percents' }),
            }),
          ).meta({ description: 'a measure of fewer than ten cases is absent' }),
        }),
        z.strictObject({
          report: z.literal('year-end'),
          ...commonMembers,
          rows: listOf(
            z.strictObject({
              areaCodes: listOf(z.string()).meta({
                description:
                  'one street or town; several where each has few payments; none of fees and the like',
              }),
              payments: z.int(),
              netFen: z.int().meta({ description: 'paid, less what came back' }),
              residents: z.int().exactOptional().meta({ description: 'at mid-year, where they are known' }),
              perHeadFen: z.int().exactOptional().meta({ description: 'net for each resident' }),
            }),
          ),
          residentsSource: z.string().meta({ description: 'where the numbers of residents are from' }),
        }),
        z.strictObject({
          report: z.literal('decided'),
          ...commonMembers,
          rows: listOf(
            z.strictObject({
              stage: z.enum(taskStages),
              areaCode: z.string().meta({ description: 'whose office: a street’s, or the district’s' }),
              decided: z.int(),
              onTime: z.int().meta({ description: 'decided before their first date had passed' }),
              medianDays: z.int().meta({ description: 'working days within which half were decided' }),
              ninetiethDays: z.int().meta({ description: 'and nine in ten' }),
            }),
          ),
        }),
      ]),
      mediaTypes: ['text/csv'],
      example: {
        report: 'payout',
        asOf: '2008-06-30T01:02:03.000Z',
        year: 2008,
        rows: [
          {
            programme: 'rural-reward',
            month: '2008-06',
            paidFen: 30000,
            cameBackFen: 0,
            netFen: 30000,
          },
        ],
      },
    },
  },
  problems: [],
});
