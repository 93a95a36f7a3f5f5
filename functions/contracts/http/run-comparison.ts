import * as z from 'zod';
import { rollChanges } from '../../domain/payments/roll-change.ts';
import { cursorSchema, listOf } from './page.ts';
import {
  changedPayeesExample,
  changedPayeeMembers,
  lastPeriodSchema,
  rollTotalsExample,
  rollTotalsSchema,
} from './roll-changes.ts';
import { noBody, routeContract } from './route-contract.ts';
import { runIdExample, runParams } from './run-params.ts';
import { shownPayeeSchema } from './shown-payee.ts';

export const compareRun = routeContract({
  id: 'compare-run',
  summary: {
    'zh-CN': '批次与上期相比：新增、减少、金额变化、账户变化',
    en: 'How a run differs from the last period: who is new, gone, or paid another amount or to another account',
  },
  tag: 'payments',
  params: runParams,
  query: z.strictObject({
    change: z.enum(rollChanges).exactOptional().meta({ description: 'of all kinds when left out' }),
    cursor: cursorSchema.exactOptional(),
  }),
  body: noBody,
  answers: {
    200: {
      text: { 'zh-CN': '有变化的人员', en: 'Those who differ' },
      schema: z.strictObject({
        runId: z.string(),
        lastPeriod: lastPeriodSchema,
        totals: rollTotalsSchema.meta({ description: 'of the whole run' }),
        changed: listOf(
          z.strictObject({ ...changedPayeeMembers, payee: shownPayeeSchema.exactOptional() }),
        ).meta({ description: 'changed accounts first, then amounts, who is gone, who is new' }),
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
