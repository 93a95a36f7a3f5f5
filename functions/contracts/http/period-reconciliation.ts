import * as z from 'zod';
import { runStates } from '../../domain/payments/run-lifecycle.ts';
import { periodDifferences } from '../../domain/reconciliation/period-reconciliation.ts';
import { programmeSchema } from './budget.ts';
import { countAndFenSchema, outcomeSumsSchema } from './count-and-fen.ts';
import { listOf } from './page.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

const paid = { count: 700, fen: 21_000_000 };
const none = { count: 0, fen: 0 };

/** What may keep a period from agreeing, in number and value. */
export const periodDifferenceSchema = z.strictObject({
  kind: z.enum(periodDifferences),
  count: z.int(),
  fen: z.int(),
});

export const readPeriodReconciliation = routeContract({
  id: 'read-period-reconciliation',
  summary: {
    'zh-CN': '一个项目一个发放期的三方对账：应发、指令、对账单，跨全部批次，并与总账核对',
    en: 'Three ways of a programme’s period over all its runs: awarded, instructed, on the statements; and the ledger',
  },
  tag: 'reconciliation',
  params: noMembers,
  query: z.strictObject({
    programme: programmeSchema,
    period: z
      .string()
      .min(1)
      .max(10)
      .meta({ description: 'the programme’s period', examples: ['2008-H1'] }),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '对账结果', en: 'The report' },
      schema: z.strictObject({
        programme: z.string(),
        period: z.string(),
        runs: listOf(z.strictObject({ runId: z.string(), status: z.enum(runStates) })),
        award: countAndFenSchema.meta({ description: 'one a payment, however often it was sent' }),
        keptBack: countAndFenSchema.meta({ description: 'of it, for receivables; never instructed' }),
        reissues: countAndFenSchema,
        instruction: countAndFenSchema,
        statement: outcomeSumsSchema,
        agrees: z.boolean(),
        differences: listOf(periodDifferenceSchema).meta({ description: 'what stands between, by its kind' }),
      }),
      example: {
        programme: 'rural-reward',
        period: '2008-H1',
        runs: [{ runId: 'run-4f5m1x9a0d2k7q8w3e6r5t1y0u', status: 'reconciled' }],
        award: paid,
        keptBack: none,
        reissues: none,
        instruction: paid,
        statement: { settled: paid, returned: none, rejected: none, disputed: none, outstanding: none },
        agrees: true,
        differences: [],
      },
    },
  },
  problems: ['not-found'],
});
