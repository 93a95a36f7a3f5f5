import * as z from 'zod';
import { keptBackOfPaymentSchema } from './kept-back.ts';
import { leftOutAwardSchema } from './left-out-award.ts';
import { cursorSchema, listOf } from './page.ts';
import {
  changedPayeesExample,
  changedPayeeMembers,
  lastPeriodSchema,
  rollTotalsExample,
  rollTotalsSchema,
} from './roll-changes.ts';
import { noBody, noMembers, routeContract } from './route-contract.ts';

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
        totals: rollTotalsSchema.meta({
          description: 'of this page and those before it: the last page’s are the whole roll’s',
        }),
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
        changed: listOf(z.strictObject(changedPayeeMembers)),
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
