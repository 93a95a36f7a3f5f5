import * as z from 'zod';
import { leftOutReasons } from '../../domain/payments/left-out.ts';
import { keptBackOfPaymentSchema } from './kept-back.ts';
import { leftOutAwardSchema } from './left-out-award.ts';
import { cursorSchema, listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';
import { runIdExample, runParams } from './run-params.ts';

const changeSchema = z.strictObject({
  count: z.int(),
  differenceFen: z.int().meta({ description: 'more, or less, than for the last period' }),
});

const rollTotalsSchema = z
  .strictObject({
    payments: z.int(),
    totalFen: z.int(),
    leftOut: z.partialRecord(z.enum(leftOutReasons), z.int()).meta({ description: 'awards by reason' }),
    changes: z.strictObject({
      new: changeSchema,
      gone: changeSchema,
      amount: changeSchema,
      account: changeSchema,
    }),
  })
  .meta({ description: 'of this page and those before it: the last page’s are the whole roll’s' });

const lastPeriodSchema = z.string().exactOptional().meta({
  description: 'with which it is compared: the latest period before it that anything was sent for',
});

const changedPayeesSchema = listOf(
  z.strictObject({
    awardId: z.string(),
    component: z.string(),
    changes: listOf(z.enum(['new', 'gone', 'amount', 'account'])),
    amountFen: z.int().exactOptional().meta({ description: 'absent for who is gone' }),
    lastFen: z.int().exactOptional().meta({ description: 'absent for who is new' }),
    leftOut: z.enum(leftOutReasons).exactOptional().meta({ description: 'why somebody is gone' }),
  }),
);

const rollTotalsExample = {
  payments: 1,
  totalFen: 30000,
  leftOut: { 'no-account': 1 },
  changes: {
    new: { count: 0, differenceFen: 0 },
    gone: { count: 1, differenceFen: -30000 },
    amount: { count: 0, differenceFen: 0 },
    account: { count: 1, differenceFen: 0 },
  },
} as const;

const changedPayeesExample = [
  {
    awardId: 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u',
    component: 'base',
    changes: ['account'],
    amountFen: 30000,
    lastFen: 30000,
  },
  {
    awardId: 'award-9d2k7q8w3e6r5t1y0u4f5m1x9a',
    component: 'base',
    changes: ['gone'],
    lastFen: 30000,
    leftOut: 'no-account',
  },
] as const;

export const previewRun = routeContract({
  id: 'preview-run',
  summary: {
    'zh-CN': '预览批次：发给谁、多少、谁未列入及原因、与上期的变化（不写入任何内容）',
    en: 'What preparing a run would give: who, how much, who is left out and why, and what changed; writes nothing',
  },
  tag: 'payments',
  params: noMembers,
  query: z.strictObject({
    programme: z.string().min(1).max(60),
    period: z.string().min(1).max(10),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '预览的一页', en: 'A page of the preview' },
      schema: z.strictObject({
        programme: z.string(),
        period: z.string(),
        openRunId: z.string().exactOptional().meta({
          description: 'the run that is open already; building it anew gives what the preview shows',
        }),
        lastPeriod: lastPeriodSchema,
        totals: rollTotalsSchema,
        payments: listOf(
          z.strictObject({
            paymentId: z.string(),
            awardId: z.string(),
            component: z.string(),
            amountFen: z.int(),
            keptBack: keptBackOfPaymentSchema,
            reissue: z.int(),
          }),
        ),
        leftOut: listOf(leftOutAwardSchema),
        changed: changedPayeesSchema,
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        programme: 'rural-reward',
        period: '2008-H1',
        lastPeriod: '2007-H2',
        totals: rollTotalsExample,
        payments: [
          {
            paymentId: 'k7q2m4x5a6d7e8r9t0y1u2i3o4',
            awardId: 'award-4f5m1x9a0d2k7q8w3e6r5t1y0u',
            component: 'base',
            amountFen: 30000,
            reissue: 0,
          },
        ],
        leftOut: [{ awardId: 'award-9d2k7q8w3e6r5t1y0u4f5m1x9a', reason: 'no-account', codes: [] }],
        changed: changedPayeesExample,
      },
    },
  },
  problems: ['unknown-programme-or-period'],
});

export const compareRun = routeContract({
  id: 'compare-run',
  summary: {
    'zh-CN': '批次与上期相比：新增、减少、金额变化、账户变化',
    en: 'How a run differs from the last period: who is new, gone, or paid another amount or to another account',
  },
  tag: 'payments',
  params: runParams,
  query: z.strictObject({ cursor: cursorSchema.exactOptional() }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '有变化的人员', en: 'Those who differ' },
      schema: z.strictObject({
        runId: z.string(),
        lastPeriod: lastPeriodSchema,
        totals: rollTotalsSchema,
        changed: changedPayeesSchema,
        cursor: cursorSchema.exactOptional(),
      }),
      example: {
        runId: runIdExample,
        lastPeriod: '2007-H2',
        totals: rollTotalsExample,
        changed: changedPayeesExample,
      },
    },
  },
  problems: ['not-found'],
});
