import * as z from 'zod';
import { cursorSchema } from './page.ts';
import {
  changedPayeesExample,
  changedPayeesSchema,
  lastPeriodSchema,
  rollTotalsExample,
  rollTotalsSchema,
} from './roll-changes.ts';
import { noBody, routeContract } from './route-contract.ts';
import { runIdExample, runParams } from './run-params.ts';

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
